// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import director.netlink.text.AddressText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** How addresses are ordered, IPv4 before IPv6, and written, IPv6 as RFC 5952 wants it. */
final class Address {
  static final Comparator<InetAddress> ORDER = Address::compare;

  private Address() {}

  private static int compare(InetAddress one, InetAddress other) {
    byte[] first = one.getAddress();
    byte[] second = other.getAddress();
    return first.length == second.length
        ? Arrays.compareUnsigned(first, second)
        : first.length - second.length;
  }

  /** "10.0.0.11:443", "[2001:db8::11]:443". */
  static String withPort(InetAddress address, int port) {
    return address instanceof Inet4Address
        ? AddressText.of(address) + ":" + port
        : "[" + AddressText.of(address) + "]:" + port;
  }
}
