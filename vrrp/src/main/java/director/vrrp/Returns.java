// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose farewells of a former life still count. Confined to the elector's thread. */
final class Returns {
  private record Awaited(Farewell farewell, long until) {}

  private final Map<String, Awaited> awaited = new LinkedHashMap<>();

  void expect(List<Farewell> farewells, long now) {
    for (Farewell farewell : farewells) {
      awaited.put(farewell.name(), new Awaited(farewell, now + farewell.rest().toNanos()));
    }
  }

  /**
   * Whether it is MASTER still. Asked once: whatever comes after the first start is another story.
   *
   * @param present those of its holdings that are in the kernel
   */
  boolean take(InstanceOrders orders, Set<Holding> present, long now) {
    Awaited own = awaited.remove(orders.name());
    return own != null
        && now < own.until()
        && own.farewell().isOf(orders)
        && present.containsAll(orders.holdings());
  }
}
