// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Vmac;

/** On which device a virtual router has its addresses. */
final class Devices {
  private Devices() {}

  static String of(InstanceOrders orders) {
    Vmac vmac = orders.vmac();
    return vmac == null ? orders.interfaceName() : vmac.name();
  }

  static boolean same(InstanceOrders one, InstanceOrders other) {
    return of(one).equals(of(other));
  }
}
