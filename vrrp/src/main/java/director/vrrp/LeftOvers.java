// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.NetlinkException;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.Route;
import director.netlink.route.Rule;
import director.vrrp.net.NetworkView;
import director.vrrp.net.RoutingView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is in the kernel and carries our mark, so that nobody else misses it: of this elector, of a
 * former life, or of another directord in the same network, which has the same mark. An address
 * needs Linux 5.18 for that.
 */
record LeftOvers(List<InterfaceAddress> addresses, List<Route> routes, List<Rule> rules) {
  LeftOvers {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
  }

  static LeftOvers of(NetworkView view, RoutingView routing) {
    return new LeftOvers(
        view.addresses().stream().filter(address -> address.protocol() == Route.DIRECTORD).toList(),
        routing.routes(),
        routing.rules());
  }

  /** Without those that are known, and may stay. */
  LeftOvers except(Marks known) {
    return new LeftOvers(
        addresses.stream().filter(address -> !known.have(address)).toList(),
        routes.stream().filter(route -> !known.have(route)).toList(),
        rules.stream().filter(rule -> !known.have(rule)).toList());
  }

  /** Of these alone. */
  LeftOvers among(Marks ours) {
    LeftOvers others = except(ours);
    return new LeftOvers(
        addresses.stream().filter(address -> !others.addresses.contains(address)).toList(),
        routes.stream().filter(route -> !others.routes.contains(route)).toList(),
        rules.stream().filter(rule -> !others.rules.contains(rule)).toList());
  }

  /** Each in words. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    addresses.forEach(address -> words.add(address.cidr()));
    routes.forEach(route -> words.add("route " + route.describe()));
    rules.forEach(rule -> words.add("rule " + rule.priority()));
    return words;
  }

  /**
   * Removes all of it.
   *
   * @param tell takes sentences for people
   * @return what the kernel refused to remove, and so is there still
   */
  LeftOvers remove(Kernel kernel, Consumer<String> tell) {
    List<InterfaceAddress> addressesLeft = new ArrayList<>(addresses);
    addressesLeft.removeIf(
        address -> attempt(address.cidr(), () -> kernel.addresses.delete(address), tell));
    List<Route> routesLeft = new ArrayList<>(routes);
    routesLeft.removeIf(
        route -> attempt("route " + route.describe(), () -> kernel.routing.delete(route), tell));
    List<Rule> rulesLeft = new ArrayList<>(rules);
    rulesLeft.removeIf(
        rule -> attempt("rule " + rule.priority(), () -> kernel.routing.delete(rule), tell));
    return new LeftOvers(addressesLeft, routesLeft, rulesLeft);
  }

  boolean isEmpty() {
    return addresses.isEmpty() && routes.isEmpty() && rules.isEmpty();
  }

  private interface Removal {
    boolean run() throws NetlinkException;
  }

  /** Whether it is gone. */
  private static boolean attempt(String what, Removal removal, Consumer<String> tell) {
    try {
      if (removal.run()) {
        tell.accept(what + " was left by a former life of ours and is nobody's now: removed");
      }
      return true;
    } catch (NetlinkException e) {
      tell.accept("cannot remove what a former life of ours left: " + e.getMessage());
      return false;
    }
  }
}
