// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import java.io.IOException;

/** What moves with the role, in this host's kernel. */
interface Holdings {

  /** Puts it there; it may be there already. */
  void add(Holding holding) throws IOException;

  /** Takes it away; it may be gone already. */
  void remove(Holding holding) throws IOException;

  /** Orders have changed in what does not change the election. */
  default void follow(InstanceOrders orders) {}
}
