// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

/**
 * An ICMP echo request and its reply.
 *
 * @param bytes of payload, 0..1400
 */
public record PingCheck(int bytes) implements CheckRequest {
  @Override
  public String kind() {
    return "ping";
  }
}
