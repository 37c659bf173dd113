// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.vrrp.orders.Prefix;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRoute.NextHop;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a route that moves is written: a section, in the words of {@code ip route}. */
final class RouteForm {
  private static final String EXAMPLE =
      "[{ to = \"198.51.100.0/24\", via = \"203.0.113.1\", table = 100 }]";
  private static final String SECTION =
      "a section in braces, such as { to = \"198.51.100.0/24\", via = \"203.0.113.1\" }";
  private static final String TO =
      "a block of addresses, such as \"198.51.100.0/24\" or \"2001:db8::/32\", or the word default";
  private static final Kind<InetAddress> ADDRESS =
      AddressLiteral.kind("an address, such as \"203.0.113.1\" or \"fe80::1\"");
  private static final Kind<Integer> TABLE = Kind.integer(1, Integer.MAX_VALUE);
  private static final int LARGEST_MTU = 65535;

  private static final Prefix EVERYWHERE_IPV4 = everywhere("0.0.0.0/0");
  private static final Prefix EVERYWHERE_IPV6 = everywhere("::/0");
  private static final NextHop NO_HOP = new NextHop(null, null, 1);
  private static final VirtualRoute STAND_IN =
      new VirtualRoute(
          VirtualRoute.Type.BLACKHOLE,
          EVERYWHERE_IPV4,
          null,
          null,
          null,
          VirtualRoute.MAIN,
          0,
          null,
          false,
          0,
          List.of());

  private RouteForm() {}

  static List<VirtualRoute> read(Section section, String key) {
    return section.entries(key, EXAMPLE, Kind.none(SECTION), RouteForm::route, STAND_IN);
  }

  private static VirtualRoute route(Section section) {
    VirtualRoute.Type type =
        section.optional("type", Kind.word(VirtualRoute.Type.class), VirtualRoute.Type.UNICAST);
    // Empty for the word default, whose family the rest tells.
    Optional<Prefix> to = section.required("to", Kind.text(TO, RouteForm::to), Optional.empty());
    Optional<InetAddress> via = section.optional("via", ADDRESS.maybe(), Optional.empty());
    Optional<String> device = section.optional("device", Names.INTERFACE.maybe(), Optional.empty());
    Optional<InetAddress> source = section.optional("source", ADDRESS.maybe(), Optional.empty());
    List<NextHop> hops =
        section.entries(
            "next-hops",
            "[{ via = \"203.0.113.1\" }, { via = \"203.0.113.2\", weight = 2 }]",
            Kind.none("a section in braces, such as { via = \"203.0.113.1\" }"),
            RouteForm::hop,
            NO_HOP);
    int table = section.optional("table", TABLE, VirtualRoute.MAIN);
    int metric = section.optional("metric", Kind.integer(0, Integer.MAX_VALUE), 0);
    Optional<Scope> scope =
        section.optional("scope", Kind.word(Scope.class).maybe(), Optional.empty());
    boolean onLink = section.optional("onlink", Kind.flag(), false);
    int mtu = section.optional("mtu", Kind.integer(0, LARGEST_MTU), 0);
    List<InetAddress> others =
        Stream.of(
                via.stream(),
                source.stream(),
                hops.stream().flatMap(hop -> Stream.ofNullable(hop.gateway())))
            .flatMap(addresses -> addresses)
            .toList();
    boolean ipv6 =
        to.map(Prefix::isIpv6)
            .orElseGet(() -> !others.isEmpty() && AddressLiteral.isIpv6(others.get(0)));
    if (section.isSound()) {
      families(section, ipv6, others);
      ways(section, type, via.isPresent(), device.isPresent(), hops.size());
      if (onLink && via.isEmpty()) {
        section.refuse("onlink", "says something about via, which is missing");
      }
    }
    return new VirtualRoute(
        type,
        to.orElse(ipv6 ? EVERYWHERE_IPV6 : EVERYWHERE_IPV4),
        via.orElse(null),
        device.orElse(null),
        source.orElse(null),
        table,
        metric,
        scope.map(word -> word.number).orElse(null),
        onLink,
        mtu,
        hops);
  }

  private static NextHop hop(Section section) {
    Optional<InetAddress> via = section.optional("via", ADDRESS.maybe(), Optional.empty());
    Optional<String> device = section.optional("device", Names.INTERFACE.maybe(), Optional.empty());
    int weight = section.optional("weight", Kind.integer(1, 256), 1);
    if (section.isSound() && via.isEmpty() && device.isEmpty()) {
      section.refuse("via", "is missing, and so is device: one of them tells where to go");
    }
    return new NextHop(via.orElse(null), device.orElse(null), weight);
  }

  private static void families(Section section, boolean ipv6, List<InetAddress> others) {
    if (others.stream().anyMatch(other -> AddressLiteral.isIpv6(other) != ipv6)) {
      section.refuse("to", "must be of the family of every other address of its route");
    }
  }

  private static void ways(
      Section section, VirtualRoute.Type type, boolean via, boolean device, int hops) {
    if (type != VirtualRoute.Type.UNICAST && (via || device || hops > 0)) {
      section.refuse(
          "type", "= " + Kind.wordFor(type) + " leads nowhere: it has no via, device or next-hops");
    } else if (type == VirtualRoute.Type.UNICAST && hops > 0 && (via || device)) {
      section.refuse("next-hops", "takes the place of via and device: there cannot be both");
    } else if (hops == 1) {
      section.refuse("next-hops", "must hold at least two; a single one is written as via");
    } else if (type == VirtualRoute.Type.UNICAST && hops == 0 && !via && !device) {
      section.refuse("via", "is missing, and so is device: one of them tells where to go");
    }
  }

  private static Optional<Prefix> to(String text) throws UnacceptableValueException {
    return text.equals("default") ? Optional.empty() : Optional.of(AddressLiteral.prefix(text, TO));
  }

  private static Prefix everywhere(String text) {
    try {
      return AddressLiteral.prefix(text, TO);
    } catch (UnacceptableValueException e) {
      throw new AssertionError(text, e);
    }
  }
}
