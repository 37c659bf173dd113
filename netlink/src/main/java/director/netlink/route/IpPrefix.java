// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A set of addresses that begin alike.
 *
 * @param address with nothing but zeros behind the prefix; never with an IPv6 scope
 * @param length 0..32 or 0..128, in bits
 */
public record IpPrefix(InetAddress address, int length) {
  /** All of IPv4: "default". */
  public static final IpPrefix ANY_IPV4 = new IpPrefix(address(new byte[4]), 0);

  /** All of IPv6: "default". */
  public static final IpPrefix ANY_IPV6 = new IpPrefix(address(new byte[16]), 0);

  public IpPrefix {
    byte[] octets = address.getAddress();
    if (length < 0 || length > 8 * octets.length) {
      throw new IllegalArgumentException(
          address.getHostAddress()
              + ": prefix length "
              + length
              + ", not in 0.."
              + 8 * octets.length);
    }
    for (int bit = length; bit < 8 * octets.length; bit++) {
      if ((octets[bit / 8] & 0x80 >> bit % 8) != 0) {
        throw new IllegalArgumentException(
            address.getHostAddress() + "/" + length + " has ones behind its prefix");
      }
    }
  }

  /** The one address alone. */
  public static IpPrefix host(InetAddress address) {
    return new IpPrefix(address, 8 * address.getAddress().length);
  }

  /** The prefix that {@code address} begins with. */
  public static IpPrefix around(InetAddress address, int length) {
    byte[] octets = address.getAddress();
    for (int bit = Math.max(0, length); bit < 8 * octets.length; bit++) {
      octets[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return new IpPrefix(address(octets), length);
  }

  /** All of one family. */
  static IpPrefix any(boolean ipv6) {
    return ipv6 ? ANY_IPV6 : ANY_IPV4;
  }

  public boolean isIpv6() {
    return !(address instanceof Inet4Address);
  }

  public boolean contains(InetAddress other) {
    return other instanceof Inet4Address != isIpv6() && around(other, length).equals(this);
  }

  static InetAddress address(byte[] octets) {
    try {
      // InetAddress would turn 16 bytes of an IPv4-mapped address into an IPv4 address.
      return octets.length == 16
          ? Inet6Address.getByAddress(null, octets, -1)
          : InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** "192.0.2.0/24". */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
