// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import director.netlink.text.AddressText;
import java.net.Inet4Address;
import java.net.InetAddress;

/** How addresses are written that have a port. */
final class Address {
  private Address() {}

  /** "10.0.0.11:443", "[2001:db8::11]:443". */
  static String withPort(InetAddress address, int port) {
    return address instanceof Inet4Address
        ? AddressText.of(address) + ":" + port
        : "[" + AddressText.of(address) + "]:" + port;
  }
}
