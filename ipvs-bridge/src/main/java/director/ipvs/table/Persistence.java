// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.time.Duration;

/**
 * How long, and how widely, a client stays with its real server. In force only for a service with
 * {@link VirtualService#PERSISTENT}, but kept as the kernel has it for any.
 *
 * @param timeout in whole seconds, zero without persistence
 * @param netmask which clients count as one: for IPv4 the mask's bits, 0xffffffff for each client
 *     alone; for IPv6 the length of the prefix, 128 for each client alone
 * @param engine module ip_vs_pe_NAME, such as "sip" (since Linux 2.6.37); empty when the client's
 *     address decides
 */
public record Persistence(Duration timeout, int netmask, String engine) {
  private static final Duration LONGEST = Duration.ofSeconds(0xffff_ffffL);

  public Persistence {
    if (timeout.isNegative() || timeout.toNanosPart() != 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "persistence of " + timeout + ", expected whole seconds up to 4294967295");
    }
  }

  /** What IPVS has for services without persistence. */
  public static Persistence none(AddressFamily family) {
    return new Persistence(Duration.ZERO, family == AddressFamily.IPV4 ? 0xffffffff : 128, "");
  }

  /** "255.255.255.0", or for IPv6 "64". */
  public String granularity(AddressFamily family) {
    return family == AddressFamily.IPV6
        ? Integer.toString(netmask)
        : "%d.%d.%d.%d"
            .formatted(netmask >>> 24, netmask >>> 16 & 0xff, netmask >>> 8 & 0xff, netmask & 0xff);
  }

  String describe() {
    String by = engine.isEmpty() ? "" : " engine " + engine;
    return "persistence "
        + timeout.toSeconds()
        + " s netmask 0x"
        + Integer.toHexString(netmask)
        + by;
  }
}
