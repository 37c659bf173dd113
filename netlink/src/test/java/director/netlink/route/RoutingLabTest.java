// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static director.netlink.route.Route.DIRECTORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.FreshNamespace;
import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.netlink.linux.Errno;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the kernel, in a namespace where v0 has 192.0.2.1/24 and 2001:db8::1/64. */
@Tag("lab")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoutingLabTest {
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final IpPrefix net4 = new IpPrefix(address("198.51.100.0"), 24);
  private final IpPrefix net6 = new IpPrefix(address("2001:db8:1::"), 48);
  private final InetAddress gateway4 = address("192.0.2.254");
  private final InetAddress gateway6 = address("2001:db8::fe");
  private FreshNamespace namespace;
  private RoutingClient client;
  private RouteMonitor monitor;
  private int v0;

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() throws Exception {
    namespace = FreshNamespace.create("routing");
    opened.add(namespace);
    namespace.ip("link add v0 type veth peer name v1");
    // Link-local addresses and their routes would come a moment later.
    namespace.ip("link set v0 addrgenmode none");
    namespace.ip("link set v1 addrgenmode none");
    namespace.ip("link set v0 up");
    namespace.ip("link set v1 up");
    namespace.ip("addr add 192.0.2.1/24 dev v0");
    namespace.ip("addr add 192.0.2.10/32 dev v0");
    namespace.ip("addr add 2001:db8::1/64 dev v0 nodad");
    LinuxNetlink netlink = namespace.inside(() -> LinuxNetlink.open(LinuxNetlink.ROUTE));
    opened.add(netlink);
    client = new RoutingClient(netlink);
    v0 = new LinkClient(netlink).link("v0").orElseThrow().index();
    monitor = namespace.inside(RouteMonitor::open);
    opened.add(monitor);
    monitor.hearRoutesAndRules();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  /** Of our routes and rules. */
  private List<RouteEvent> heard() throws Exception {
    List<RouteEvent> all = new ArrayList<>();
    for (List<RouteEvent> some = monitor.read(); !some.isEmpty(); some = monitor.read()) {
      some.stream().filter(RoutingLabTest::isOurs).forEach(all::add);
    }
    return all;
  }

  private static boolean isOurs(RouteEvent event) {
    return event instanceof RouteEvent.RouteAdded added && added.route().protocol() == DIRECTORD
        || event instanceof RouteEvent.RouteGone gone && gone.route().protocol() == DIRECTORD
        || event instanceof RouteEvent.RuleAdded rule && rule.rule().protocol() == DIRECTORD
        || event instanceof RouteEvent.RuleGone noRule && noRule.rule().protocol() == DIRECTORD;
  }

  private void addsAndDeletes(Route route, Route seen, String shown) throws Exception {
    String family = route.destination().isIpv6() ? "-6" : "-4";
    String before = namespace.ip(family + " route show table all");
    heard();

    assertTrue(client.add(route));
    assertFalse(client.add(route));

    assertEquals(List.of(seen), client.routes(DIRECTORD));
    assertTrue(route.isFulfilledBy(seen));
    String all = namespace.ip(family + " route show table all proto " + DIRECTORD);
    assertEquals(shown, all.replaceAll("\\s+", " ").strip());
    assertTrue(client.delete(route));
    assertFalse(client.delete(route));
    assertEquals(List.of(), client.routes(DIRECTORD));
    assertEquals(before, namespace.ip(family + " route show table all"));
    assertEquals(List.of(new RouteEvent.RouteAdded(seen), new RouteEvent.RouteGone(seen)), heard());
  }

  @Test
  @DisplayName("an IPv4 route by a gateway, with all that can be asked for")
  void ipv4() throws Exception {
    Route route =
        Route.to(net4, NextHop.via(gateway4, 0))
            .withSource(address("192.0.2.10"))
            .withTable(1000)
            .withMetric(20)
            .withMtu(1400)
            .withAdvertisedMss(1360);
    Route seen =
        Route.to(net4, NextHop.via(gateway4, v0))
            .withSource(address("192.0.2.10"))
            .withTable(1000)
            .withMetric(20)
            .withMtu(1400)
            .withAdvertisedMss(1360);

    addsAndDeletes(
        route,
        seen,
        "198.51.100.0/24 via 192.0.2.254 dev v0 table 1000 src 192.0.2.10 metric 20 mtu 1400"
            + " advmss 1360");
  }

  @Test
  @DisplayName("an IPv4 default route, and one that is on the link")
  void ipv4Plain() throws Exception {
    Route byDefault = Route.to(IpPrefix.ANY_IPV4, NextHop.via(gateway4, v0));
    Route onLink = Route.to(net4, NextHop.on(v0));

    addsAndDeletes(byDefault, byDefault, "default via 192.0.2.254 dev v0");
    addsAndDeletes(onLink, onLink, "198.51.100.0/24 dev v0 scope link");
  }

  @Test
  @DisplayName("a gateway that no address leads to, by being told that it is on the link")
  void onLink() throws Exception {
    InetAddress far4 = address("203.0.113.1");
    Route refused = Route.to(net4, NextHop.via(far4, v0));
    Route ipv4 = Route.to(net4, NextHop.via(far4, v0).withOnLink());
    Route ipv6 = Route.to(net6, NextHop.via(address("2001:db8:f::1"), v0).withOnLink());

    assertTrue(
        assertThrows(NetlinkException.class, () -> client.add(refused)).is(Errno.ENETUNREACH));
    addsAndDeletes(ipv4, ipv4, "198.51.100.0/24 via 203.0.113.1 dev v0 onlink");
    addsAndDeletes(
        ipv6, ipv6, "2001:db8:1::/48 via 2001:db8:f::1 dev v0 metric 1024 onlink pref medium");
  }

  @Test
  @DisplayName("IPv6 routes by a gateway and on the link")
  void ipv6() throws Exception {
    Route route =
        Route.to(net6, NextHop.via(gateway6, v0))
            .withSource(address("2001:db8::1"))
            .withTable(1000)
            .withMetric(20)
            .withMtu(1400);
    Route byDefault = Route.to(IpPrefix.ANY_IPV6, NextHop.on(v0));

    addsAndDeletes(
        route,
        route,
        "2001:db8:1::/48 via 2001:db8::fe dev v0 table 1000 src 2001:db8::1 metric 20 mtu 1400"
            + " pref medium");
    addsAndDeletes(byDefault, byDefault, "default dev v0 metric 1024 pref medium");
  }

  @Test
  @DisplayName("an IPv4 route by an IPv6 gateway")
  void ipv4ByIpv6() throws Exception {
    Route route = Route.to(net4, NextHop.via(address("fe80::fe"), v0));

    addsAndDeletes(route, route, "198.51.100.0/24 via inet6 fe80::fe dev v0");
  }

  @Test
  @DisplayName("several next hops share the traffic by weight")
  void multipath() throws Exception {
    Route ipv4 =
        Route.to(
            net4,
            NextHop.via(gateway4, v0).withWeight(3),
            NextHop.via(address("192.0.2.253"), v0),
            NextHop.via(address("203.0.113.1"), v0).withWeight(256).withOnLink());
    Route ipv6 =
        Route.to(
            net6,
            NextHop.via(gateway6, v0).withWeight(3),
            NextHop.via(address("2001:db8::fd"), v0).withWeight(2));

    addsAndDeletes(
        ipv4,
        ipv4,
        "198.51.100.0/24 nexthop via 192.0.2.254 dev v0 weight 3 nexthop via 192.0.2.253 dev v0"
            + " weight 1 nexthop via 203.0.113.1 dev v0 weight 256 onlink");
    addsAndDeletes(
        ipv6,
        ipv6,
        "2001:db8:1::/48 metric 1024 pref medium nexthop via 2001:db8::fe dev v0 weight 3 nexthop"
            + " via 2001:db8::fd dev v0 weight 2");
  }

  @Test
  @DisplayName("dead ends of each kind and family")
  void deadEnds() throws Exception {
    for (RouteType type :
        List.of(RouteType.BLACKHOLE, RouteType.UNREACHABLE, RouteType.PROHIBIT, RouteType.THROW)) {
      String name = type.name().toLowerCase(java.util.Locale.ROOT);
      Route ipv4 = Route.deadEnd(type, net4);
      Route ipv6 = Route.deadEnd(type, net6);

      addsAndDeletes(ipv4, ipv4, name + " 198.51.100.0/24");
      addsAndDeletes(ipv6, ipv6, name + " 2001:db8:1::/48 dev lo metric 1024 pref medium");
    }
  }

  @Test
  @DisplayName("a route of another owner is neither replaced nor deleted nor taken for ours")
  void foreign() throws Exception {
    namespace.ip("route add 198.51.100.0/24 via 192.0.2.253 proto static");
    namespace.ip("-6 route add 2001:db8:1::/48 via 2001:db8::fd proto static");
    String before = namespace.ip("route show") + namespace.ip("-6 route show");

    for (Route ours :
        List.of(
            Route.to(net4, NextHop.via(gateway4, v0)),
            Route.to(net6, NextHop.via(gateway6, v0)),
            Route.to(net4, NextHop.via(address("192.0.2.253"), v0)))) {
      assertTrue(assertThrows(NetlinkException.class, () -> client.add(ours)).is(Errno.EEXIST));
      assertTrue(assertThrows(NetlinkException.class, () -> client.replace(ours)).is(Errno.EEXIST));
      assertFalse(client.delete(ours));
    }
    assertEquals(List.of(), client.routes(DIRECTORD));
    assertEquals(before, namespace.ip("route show") + namespace.ip("-6 route show"));
  }

  @Test
  @DisplayName("our own route is replaced in place, another metric is another route")
  void replaces() throws Exception {
    Route before = Route.to(net4, NextHop.via(gateway4, v0));
    Route after = Route.to(net4, NextHop.via(address("192.0.2.253"), v0)).withMtu(1300);
    Route ipv6 = Route.to(net6, NextHop.via(gateway6, v0));
    Route ipv6After = Route.deadEnd(RouteType.BLACKHOLE, net6);

    client.replace(before);
    client.replace(before.withMetric(7));
    client.replace(ipv6);
    heard();
    client.replace(after);
    client.replace(ipv6After);

    assertEquals(List.of(after, before.withMetric(7), ipv6After), client.routes(DIRECTORD));
    assertEquals(
        List.of(new RouteEvent.RouteAdded(after), new RouteEvent.RouteAdded(ipv6After)), heard());
  }

  @Test
  @DisplayName("all routes are those that ip shows, of whatever kind")
  void listsAll() throws Exception {
    namespace.ip("route add 198.51.100.0/24 nexthop via 192.0.2.253 nexthop via 192.0.2.254");
    namespace.ip("-6 route add unreachable 2001:db8:1::/48 table 70000");

    List<String> read = client.routes().stream().map(RoutingLabTest::inShort).sorted().toList();

    List<String> shown = new ArrayList<>();
    for (String family : List.of("-4", "-6")) {
      namespace
          .ip("-o -N " + family + " route show table all")
          .lines()
          .map(line -> inShort(line, family.equals("-6")))
          .forEach(shown::add);
    }
    assertEquals(shown.stream().sorted().toList(), read);
  }

  /** Type, destination, table and metric. */
  private static String inShort(Route route) {
    return route.type().number()
        + " "
        + route.destination()
        + " table "
        + route.table()
        + " metric "
        + route.metric();
  }

  /**
   * The same from "[type] destination ... [table T] ... [metric M] ...", with numbers for names.
   */
  private static String inShort(String line, boolean ipv6) {
    List<String> words = List.of(line.split("[\\s\\\\]+"));
    boolean typed = words.get(0).matches("[0-9]|unreachable");
    String type = typed ? words.get(0).replace("unreachable", "7") : "1";
    String[] to = words.get(typed ? 1 : 0).split("/");
    String length = to.length > 1 ? to[1] : ipv6 ? "128" : "32";
    return type
        + " "
        + address(to[0]).getHostAddress()
        + "/"
        + length
        + " table "
        + after(words, "table", "254")
        + " metric "
        + after(words, "metric", "0");
  }

  private static String after(List<String> words, String key, String otherwise) {
    int at = words.indexOf(key);
    return at < 0 ? otherwise : words.get(at + 1);
  }

  @Test
  @DisplayName("a host without IPv6 has IPv4 routes once")
  void withoutIpv6() throws Exception {
    namespace.sysctl("net.ipv6.conf.all.disable_ipv6=1");
    Route ours = Route.to(net4, NextHop.via(gateway4, v0));

    client.add(ours);

    assertEquals(List.of(ours), client.routes(DIRECTORD));
  }

  private void addsAndDeletes(Rule rule, String shown) throws Exception {
    String family = rule.from().isIpv6() ? "-6" : "-4";
    String before = namespace.ip(family + " rule show");
    heard();

    assertTrue(client.add(rule));
    assertFalse(client.add(rule));

    assertEquals(List.of(rule), client.rules(DIRECTORD));
    String all = namespace.ip(family + " rule show");
    assertTrue(all.contains(shown + " proto " + DIRECTORD + "\n"), all.replace('\t', '|'));
    assertTrue(client.delete(rule));
    assertFalse(client.delete(rule));
    assertEquals(before, namespace.ip(family + " rule show"));
    assertEquals(List.of(new RouteEvent.RuleAdded(rule), new RouteEvent.RuleGone(rule)), heard());
  }

  @Test
  @DisplayName("rules of both families, with all that they can select by")
  void rules() throws Exception {
    Rule ipv4 =
        Rule.lookup(100, false, 1000)
            .withFrom(IpPrefix.host(address("192.0.2.10")))
            .withTo(net4)
            .withInputInterface("v0")
            .withOutputInterface("v1")
            .withMark(0x10, 0xff);
    Rule ipv6 = Rule.lookup(4_000_000_000L, true, 70_000).withFrom(net6);

    addsAndDeletes(
        ipv4,
        "100:\tfrom 192.0.2.10 to 198.51.100.0/24 fwmark 0x10/0xff iif v0 oif v1 lookup 1000");
    addsAndDeletes(ipv6, "4000000000:\tfrom 2001:db8:1::/48 lookup 70000");
    addsAndDeletes(Rule.lookup(100, false, 254), "100:\tfrom all lookup main");
  }

  @Test
  @DisplayName("rules that refuse")
  void refusals() throws Exception {
    addsAndDeletes(
        Rule.refuse(100, false, RuleAction.BLACKHOLE).withFrom(net4),
        "100:\tfrom 198.51.100.0/24 blackhole");
    addsAndDeletes(
        Rule.refuse(100, false, RuleAction.PROHIBIT).withFrom(net4),
        "100:\tfrom 198.51.100.0/24 prohibit");
    addsAndDeletes(
        Rule.refuse(100, true, RuleAction.UNREACHABLE).withFrom(net6),
        "100:\tfrom 2001:db8:1::/48 unreachable");
  }

  @Test
  @DisplayName("a rule of another owner, or one that selects more, is not deleted for ours")
  void foreignRules() throws Exception {
    namespace.ip("rule add priority 100 from 198.51.100.0/24 lookup 1000");
    namespace.ip("rule add priority 101 from 198.51.100.0/24 fwmark 1 lookup 1000 protocol 112");
    String before = namespace.ip("rule show");

    assertFalse(client.delete(Rule.lookup(100, false, 1000).withFrom(net4)));
    assertFalse(client.delete(Rule.lookup(101, false, 1000).withFrom(net4)));

    assertEquals(before, namespace.ip("rule show"));
  }

  @Test
  @DisplayName("the kernel's own rules are read")
  void ownRules() throws Exception {
    List<Rule> rules = client.rules();

    assertEquals(
        List.of(
            Rule.lookup(0, false, 255).withProtocol(2),
            Rule.lookup(32_766, false, 254).withProtocol(2),
            Rule.lookup(32_767, false, 253).withProtocol(2),
            Rule.lookup(0, true, 255).withProtocol(2),
            Rule.lookup(32_766, true, 254).withProtocol(2)),
        rules);
  }
}
