// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import java.net.Inet4Address;

/**
 * An address that moves with the role.
 *
 * @param prefixLength 0..32, as it is put on the interface
 */
public record VirtualAddress(Inet4Address address, int prefixLength) {
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefixLength;
  }
}
