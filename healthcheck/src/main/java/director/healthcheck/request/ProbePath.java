// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.request;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the packets of a probe leave this host.
 *
 * @param source the address they come from (bind(2)); the kernel's choice when empty
 * @param device the interface they leave and come back by (SO_BINDTODEVICE); by routing when empty
 * @param mark the firewall mark they carry (SO_MARK), 1..2^32-1 as an unsigned int; none when empty
 */
public record ProbePath(Optional<InetAddress> source, Optional<String> device, OptionalInt mark) {

  /** As the kernel routes them. */
  public static final ProbePath ROUTED =
      new ProbePath(Optional.empty(), Optional.empty(), OptionalInt.empty());
}
