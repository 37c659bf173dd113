// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.util.Optional;

/**
 * A datagram. Without {@code reply}, an ICMP error means failure, and silence for the whole timeout
 * means health, as in keepalived: much UDP has no answer.
 *
 * @param payload what is sent; an empty datagram when it has no bytes
 * @param reply what must come back; empty if nothing has to
 */
public record UdpCheck(Octets payload, Optional<Reply> reply) implements CheckRequest {

  /**
   * An answer.
   *
   * @param mask two characters a byte, each a lower-case hexadecimal digit or {@code x} for any;
   *     what the answer must begin with; empty for any
   * @param minimum bytes, 0..65535
   * @param maximum bytes, {@code minimum}..65535
   */
  public record Reply(String mask, int minimum, int maximum) {}

  @Override
  public String kind() {
    return "udp";
  }
}
