// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses from their bytes. */
public final class Octets {
  private static final int IPV6_LENGTH = 16;
  private static final int NO_SCOPE = -1;

  private Octets() {}

  /**
   * The address that these bytes are.
   *
   * @param bytes 4, or 16 which stay an IPv6 address even where they map one of IPv4
   */
  public static InetAddress address(byte... bytes) {
    try {
      return bytes.length == IPV6_LENGTH
          ? Inet6Address.getByAddress(null, bytes, NO_SCOPE)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
    }
  }

  /** The address that these four bytes are. */
  static Inet4Address ipv4(byte... bytes) {
    return (Inet4Address) address(bytes);
  }
}
