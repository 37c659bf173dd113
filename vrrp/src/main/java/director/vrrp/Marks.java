// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.route.InterfaceAddress;
import director.netlink.route.Route;
import director.netlink.route.Rule;
import director.vrrp.net.KernelForm;
import director.vrrp.orders.Holding;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * By what holdings are known again in a kernel, wherever their interfaces are by now.
 *
 * @param destinations of routes, each with its table
 */
record Marks(Set<InetAddress> addresses, Set<String> destinations, Set<Rule> rules) {
  static final Marks NONE = new Marks(Set.of(), Set.of(), Set.of());

  Marks {
    addresses = Set.copyOf(addresses);
    destinations = Set.copyOf(destinations);
    rules = Set.copyOf(rules);
  }

  static Marks of(Collection<? extends Holding> holdings) {
    Set<InetAddress> addresses = new HashSet<>();
    Set<String> destinations = new HashSet<>();
    Set<Rule> rules = new HashSet<>();
    for (Holding holding : holdings) {
      if (holding instanceof VirtualAddress address) {
        addresses.add(address.address());
      } else if (holding instanceof VirtualRoute route) {
        destinations.add(destination(KernelForm.prefix(route.destination()), route.table()));
      } else if (holding instanceof VirtualRule rule) {
        rules.add(KernelForm.of(rule));
      }
    }
    return new Marks(addresses, destinations, rules);
  }

  static Marks of(LeftOvers present) {
    Set<InetAddress> addresses = new HashSet<>();
    present.addresses().forEach(address -> addresses.add(address.address()));
    Set<String> destinations = new HashSet<>();
    present
        .routes()
        .forEach(route -> destinations.add(destination(route.destination(), route.table())));
    return new Marks(addresses, destinations, Set.copyOf(present.rules()));
  }

  private static String destination(Object prefix, long table) {
    return prefix + " table " + table;
  }

  /** These and others. */
  Marks and(Marks others) {
    return new Marks(
        union(addresses, others.addresses),
        union(destinations, others.destinations),
        union(rules, others.rules));
  }

  private static <T> Set<T> union(Set<T> some, Set<T> others) {
    Set<T> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  boolean have(InterfaceAddress address) {
    return addresses.contains(address.address());
  }

  boolean have(Route route) {
    return destinations.contains(destination(route.destination(), route.table()));
  }

  boolean have(Rule rule) {
    return rules.contains(rule);
  }
}
