// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.NetlinkException;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.Route;
import director.netlink.route.Rule;
import director.vrrp.net.KernelForm;
import director.vrrp.orders.Holding;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a former life of ours left in the kernel and no order of this one mentions: it carries our
 * mark, so that nobody else misses it. An address needs Linux 5.18 for that.
 */
final class LeftOvers {
  private LeftOvers() {}

  /**
   * Removes it.
   *
   * @param known what may stay, whether it is in use now or not
   * @param tell takes sentences for people
   * @return whether there was anything
   */
  static boolean remove(Kernel kernel, List<Holding> known, Consumer<String> tell) {
    Set<InetAddress> addresses = new HashSet<>();
    Set<String> destinations = new HashSet<>();
    Set<Rule> rules = new HashSet<>();
    for (Holding holding : known) {
      if (holding instanceof VirtualAddress address) {
        addresses.add(address.address());
      } else if (holding instanceof VirtualRoute route) {
        destinations.add(KernelForm.prefix(route.destination()) + " table " + route.table());
      } else if (holding instanceof VirtualRule rule) {
        rules.add(KernelForm.of(rule));
      }
    }
    boolean any = false;
    for (InterfaceAddress address : kernel.view().addresses()) {
      if (address.protocol() == Route.DIRECTORD && !addresses.contains(address.address())) {
        any |= attempt(address.cidr(), () -> kernel.addresses.delete(address), tell);
      }
    }
    for (Route route : kernel.routingView().routes()) {
      if (!destinations.contains(route.destination() + " table " + route.table())) {
        any |= attempt("route " + route.describe(), () -> kernel.routing.delete(route), tell);
      }
    }
    for (Rule rule : kernel.routingView().rules()) {
      if (!rules.contains(rule)) {
        any |= attempt("rule " + rule.priority(), () -> kernel.routing.delete(rule), tell);
      }
    }
    return any;
  }

  private interface Removal {
    boolean run() throws NetlinkException;
  }

  private static boolean attempt(String what, Removal removal, Consumer<String> tell) {
    try {
      if (removal.run()) {
        tell.accept(what + " was left by a former life of ours and is nobody's now: removed");
        return true;
      }
    } catch (NetlinkException e) {
      tell.accept("cannot remove what a former life of ours left: " + e.getMessage());
    }
    return false;
  }
}
