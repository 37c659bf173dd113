// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.authentication.Signer;
import director.vrrp.authentication.Verifier;
import director.vrrp.net.KernelForm;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether orders can be carried out at all. Who finds out in the midst of it has lost virtual
 * routers that ran well; and the same orders come again after a restart. Pure.
 */
final class Soundness {
  private static final int ANY_INDEX = 1;

  private Soundness() {}

  /**
   * Passes if nothing in them contradicts itself.
   *
   * @throws IllegalArgumentException with the first thing that is wrong
   */
  static void check(Orders orders) {
    for (InstanceOrders order : orders.instances()) {
      try {
        check(order);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(order.name() + ": " + e.getMessage(), e);
      }
    }
    List<Holding> statics = new ArrayList<>(orders.addresses());
    statics.addAll(orders.routes());
    statics.addAll(orders.rules());
    statics.forEach(holding -> check(holding, Duration.ZERO));
  }

  private static void check(InstanceOrders orders) {
    new Signer(orders.authentication());
    new Verifier(orders.authentication());
    orders.holdings().forEach(holding -> check(holding, orders.lease()));
    List<InetAddress> ofOneFamily = new ArrayList<>();
    orders.addresses().forEach(address -> ofOneFamily.add(address.address()));
    if (orders.transport() instanceof Unicast unicast) {
      ofOneFamily.add(unicast.source());
      unicast.peers().stream().map(Peer::address).forEach(ofOneFamily::add);
    } else if (orders.transport() instanceof Multicast multicast) {
      ofOneFamily.add(multicast.group());
    }
    for (InetAddress address : ofOneFamily) {
      if (address instanceof Inet6Address != orders.isIpv6()) {
        throw new IllegalArgumentException(
            address.getHostAddress() + " is not of the family of the first virtual address");
      }
    }
  }

  private static void check(Holding holding, Duration lease) {
    if (holding instanceof VirtualAddress address) {
      KernelForm.of(address, ANY_INDEX, lease);
    } else if (holding instanceof VirtualRoute route) {
      Map<String, Integer> indices = new TreeMap<>();
      route.devices().forEach(name -> indices.put(name, ANY_INDEX));
      KernelForm.of(route, indices);
    } else if (holding instanceof VirtualRule rule) {
      KernelForm.of(rule);
    }
  }
}
