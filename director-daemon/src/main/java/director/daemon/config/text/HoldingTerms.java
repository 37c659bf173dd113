// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.netlink.text.AddressText;
import director.vrrp.orders.Prefix;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import director.vrrp.orders.VirtualRule.Action;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses, routes and rules that move with the role, or stay. */
final class HoldingTerms {
  private static final int WHOLE_MARK = 0xffffffff;

  private HoldingTerms() {}

  static Term address(VirtualAddress address) {
    String text = AddressText.of(address.address()) + "/" + address.prefixLength();
    if (address.equals(new VirtualAddress(address.address(), address.prefixLength()))) {
      return Keys.text(text);
    }
    Keys keys = new Keys().text("address", text);
    keys.text("device", Optional.ofNullable(address.device()))
        .text("label", Optional.ofNullable(address.label()))
        .word("scope", scope(address.scope()));
    put(keys, "peer", address.peer());
    return keys.flag("detect-duplicates", address.detectsDuplicates()).done();
  }

  static Term route(VirtualRoute route) {
    Keys keys = new Keys().text("to", prefix(route.destination()));
    put(keys, "via", route.gateway());
    keys.text("device", Optional.ofNullable(route.device()));
    put(keys, "source", route.source());
    keys.number("table", route.table()).number("metric", route.metric());
    if (route.scope() != null) {
      keys.word("scope", scope(route.scope()));
    }
    if (route.onLink()) {
      keys.flag("onlink", true);
    }
    return keys.number("mtu", route.mtu())
        .word("type", route.type())
        .several("next-hops", route.nextHops(), HoldingTerms::hop)
        .done();
  }

  private static Term hop(VirtualRoute.NextHop hop) {
    Keys keys = new Keys();
    put(keys, "via", hop.gateway());
    return keys.text("device", Optional.ofNullable(hop.device()))
        .number("weight", hop.weight())
        .done();
  }

  static Term rule(VirtualRule rule) {
    Keys keys = new Keys().number("priority", rule.priority());
    if (rule.from() != null) {
      keys.text("from", prefix(rule.from()));
    }
    if (rule.to() != null) {
      keys.text("to", prefix(rule.to()));
    }
    keys.text("iif", Optional.ofNullable(rule.incoming()))
        .text("oif", Optional.ofNullable(rule.outgoing()));
    if (rule.mark() != null) {
      keys.number("fwmark", rule.mark());
      if (rule.mask() != WHOLE_MARK) {
        keys.number("fwmark-mask", rule.mask());
      }
    }
    keys.word("family", rule.ipv6() ? "ipv6" : "ipv4").word("action", rule.action());
    return (rule.action() == Action.LOOKUP ? keys.number("table", rule.table()) : keys).done();
  }

  private static void put(Keys keys, String key, @Nullable InetAddress address) {
    if (address != null) {
      keys.address(key, address);
    }
  }

  /** Not the word default, which would have no family by itself. */
  private static String prefix(Prefix prefix) {
    return AddressText.of(prefix.address()) + "/" + prefix.length();
  }

  /** RT_SCOPE of linux/rtnetlink.h. */
  private static String scope(int number) {
    return switch (number) {
      case 0 -> "global";
      case 200 -> "site";
      case 253 -> "link";
      case 254 -> "host";
      default -> throw new IllegalArgumentException("a scope of " + number);
    };
  }
}
