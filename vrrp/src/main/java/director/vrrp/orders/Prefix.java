// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import director.netlink.text.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * A block of addresses; of length 0 everything.
 *
 * @param length 0..32, or 0..128 for IPv6
 */
public record Prefix(InetAddress address, int length) {
  public boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  @Override
  public String toString() {
    return length == 0 ? "default" : AddressText.of(address) + "/" + length;
  }
}
