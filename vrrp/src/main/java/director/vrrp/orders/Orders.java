// SPDX-License-Identifier: Apache-2.0
package director.vrrp.orders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one elector has to do.
 *
 * @param startDelay how long after the elector's own start nothing is sent and nothing is taken
 *     over, at least 0
 * @param instances the virtual routers, names unique
 * @param groups sets of them that are MASTER together or not at all
 * @param addresses on their devices for as long as the elector runs, whoever is MASTER
 * @param routes likewise
 * @param rules likewise
 */
public record Orders(
    Duration startDelay,
    List<InstanceOrders> instances,
    List<SyncGroup> groups,
    List<VirtualAddress> addresses,
    List<VirtualRoute> routes,
    List<VirtualRule> rules) {
  public Orders {
    instances = List.copyOf(instances);
    groups = List.copyOf(groups);
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }

  /** All that this may put into the kernel. */
  public List<Holding> holdings() {
    List<Holding> all = new ArrayList<>(addresses);
    all.addAll(routes);
    all.addAll(rules);
    instances.forEach(instance -> all.addAll(instance.holdings()));
    return List.copyOf(all);
  }

  /** Virtual routers each for itself, and nothing static. */
  public static Orders of(List<InstanceOrders> instances) {
    return new Orders(Duration.ZERO, instances, List.of(), List.of(), List.of(), List.of());
  }
}
