// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Prefix;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is put into the kernel has one owner: of two virtual routers with the same address, route or
 * rule the one that stops being MASTER would take it from the other.
 */
final class HoldingRules {
  /** What the kernel takes for the same route; of IPv6 ones several may differ in the way only. */
  private record Way(
      Prefix destination,
      int table,
      int metric,
      @Nullable InetAddress gateway,
      @Nullable String device) {
    static Way of(VirtualRoute route) {
      boolean ipv6 = route.destination().isIpv6();
      return new Way(
          route.destination(),
          route.table(),
          route.metric(),
          ipv6 ? route.gateway() : null,
          ipv6 ? route.device() : null);
    }
  }

  private final Map<Object, String> taken = new HashMap<>();
  private final Map<InetAddress, String> moving = new HashMap<>();
  private final List<Conflict> found = new ArrayList<>();

  private HoldingRules() {}

  static List<Conflict> conflicts(DirectorConfig config) {
    HoldingRules rules = new HoldingRules();
    for (VrrpInstanceConfig instance : config.instances().values()) {
      String on = instance.interfaceName();
      rules.move(instance.key("virtual-addresses"), instance.virtualAddresses(), on);
      rules.move(instance.key("excluded-addresses"), instance.excludedAddresses(), on);
      rules.routes(instance.key("routes"), instance.routes());
      rules.rules(instance.key("rules"), instance.rules());
    }
    rules.addresses("vrrp.static.addresses", config.vrrp().addresses(), "");
    rules.routes("vrrp.static.routes", config.vrrp().routes());
    rules.rules("vrrp.static.rules", config.vrrp().rules());
    config.instances().values().forEach(rules::transport);
    return rules.found;
  }

  private void move(String list, List<VirtualAddress> all, String interfaceName) {
    addresses(list, all, interfaceName);
    for (int i = 0; i < all.size(); i++) {
      moving.putIfAbsent(all.get(i).address(), list + "[" + i + "]");
    }
  }

  private void addresses(String list, List<VirtualAddress> all, String interfaceName) {
    for (int i = 0; i < all.size(); i++) {
      VirtualAddress one = all.get(i);
      String text = AddressLiteral.text(one.address());
      // A link-local address is another one on each link.
      String device = one.device() == null ? interfaceName : one.device();
      String link = one.address().isLinkLocalAddress() ? "%" + device : "";
      once(list + "[" + i + "]", text + link, text);
    }
  }

  private void routes(String list, List<VirtualRoute> all) {
    for (int i = 0; i < all.size(); i++) {
      once(
          list + "[" + i + "]",
          Way.of(all.get(i)),
          "the route to " + all.get(i).destination() + " of this table and metric");
    }
  }

  private void rules(String list, List<VirtualRule> all) {
    for (int i = 0; i < all.size(); i++) {
      once(list + "[" + i + "]", all.get(i), "this rule");
    }
  }

  private void once(String key, Object thing, String text) {
    String first = taken.putIfAbsent(thing, key);
    if (first != null) {
      found.add(
          Conflict.at(key, "must be listed once, but %s is also %s".formatted(text, first))
              .with(first));
    }
  }

  private void transport(VrrpInstanceConfig instance) {
    if (instance.transport() instanceof Unicast unicast) {
      stays(instance.key("unicast.source"), unicast.source(), "it is ");
      for (Peer peer : unicast.peers()) {
        String text = AddressLiteral.text(peer.address());
        stays(instance.key("unicast.peers"), peer.address(), text + " is ");
      }
    }
  }

  private void stays(String key, InetAddress address, String subject) {
    String moves = moving.get(address);
    if (moves != null) {
      found.add(
          Conflict.at(key, "must be an address that stays, but " + subject + moves).with(moves));
    }
  }
}
