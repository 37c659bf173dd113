// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.netlink.Bytes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types: 24 RTM_NEWROUTE, 25 RTM_DELROUTE, 26 RTM_GETROUTE. Samples are of Linux 6.18. */
class RouteCodecTest {
  /**
   * 198.51.100.0/24 via 192.0.2.254 on interface 3, table 1000, metric 20, source 192.0.2.1, mtu
   * 1400, advmss 1360.
   */
  static final String GATEWAY =
      "02180000 fc700001 00000000 08000f00 e8030000 08000100 c6336400 08000600 14000000 "
          + "14000800 08000200 78050000 08000800 50050000 08000700 c0000201 08000500 c00002fe "
          + "08000400 03000000";

  /** 203.0.113.0/24 via 192.0.2.254 with weight 3, and via fe80::fe on link with weight 1. */
  static final String MULTIPATH =
      "02180000 fe700001 00000000 08000f00 fe000000 08000100 cb007100 34000900 "
          + "10000002 03000000 08000500 c00002fe "
          + "20000400 03000000 16001200 0a00fe80 00000000 00000000 00000000 00fe0000";

  /** 2001:db8:1::/48 via 2001:db8::fe on interface 3, metric 1024. */
  static final String IPV6 =
      "0a300000 fe700001 00000000 08000f00 fe000000 14000100 20010db8 00010000 00000000 00000000 "
          + "08000600 00040000 14000500 20010db8 00000000 00000000 000000fe 08000400 03000000 "
          + "24000c00 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 "
          + "05001400 00000000";

  /** To 2001:db8:2::/48, by the loopback as the kernel shows it. */
  private static final String PROHIBIT =
      "0a300000 fe700008 00000000 08000f00 fe000000 14000100 20010db8 00020000 00000000 00000000 "
          + "08000600 00040000 08000400 01000000";

  private final IpPrefix net4 = new IpPrefix(address("198.51.100.0"), 24);
  private final IpPrefix net6 = new IpPrefix(address("2001:db8:1::"), 48);
  private final InetAddress gateway4 = address("192.0.2.254");
  private final InetAddress gateway6 = address("2001:db8::fe");

  /** With all that can be asked for. */
  private final Route full =
      Route.to(net4, NextHop.via(gateway4, 3))
          .withTable(1000)
          .withMetric(20)
          .withSource(address("192.0.2.1"))
          .withMtu(1400)
          .withAdvertisedMss(1360);

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<RouteEvent> decode(int type, String payload) throws NetlinkException {
    return Rtnetlink.decode(new NetlinkMessage(type, 0, Bytes.of(payload)));
  }

  private static Optional<RouteEvent> added(Route route) {
    return Optional.of(new RouteEvent.RouteAdded(route));
  }

  @Test
  @DisplayName("reads a route by a gateway with all that it can have")
  void readsAGateway() throws Exception {
    assertEquals(added(full), decode(24, GATEWAY));
    assertEquals(Optional.of(new RouteEvent.RouteGone(full)), decode(25, GATEWAY));
  }

  @Test
  @DisplayName("reads several next hops, of which one is an IPv6 gateway")
  void readsMultipath() throws Exception {
    assertEquals(
        added(
            Route.to(
                new IpPrefix(address("203.0.113.0"), 24),
                NextHop.via(gateway4, 3).withWeight(3),
                NextHop.via(address("fe80::fe"), 3).withOnLink())),
        decode(24, MULTIPATH));
  }

  @Test
  @DisplayName("reads IPv6 routes, and of dead ends no next hop")
  void readsIpv6() throws Exception {
    assertEquals(added(Route.to(net6, NextHop.via(gateway6, 3))), decode(24, IPV6));
    assertEquals(
        added(Route.deadEnd(RouteType.PROHIBIT, new IpPrefix(address("2001:db8:2::"), 48))),
        decode(24, PROHIBIT));
  }

  @Test
  @DisplayName("reads a default route, and one whose table stands in the header alone")
  void readsADefault() throws Exception {
    assertEquals(
        added(Route.to(IpPrefix.ANY_IPV4, NextHop.via(gateway4, 3)).withTable(77).withProtocol(16)),
        decode(24, "02000000 4d100001 00000000 08000500 c00002fe 08000400 03000000"));
  }

  @Test
  @DisplayName("reads an IPv4 gateway that is told in the way of IPv6 ones")
  void readsVia() throws Exception {
    assertEquals(
        added(Route.to(IpPrefix.ANY_IPV4, NextHop.via(address("192.0.2.1"), 0))),
        decode(24, "02000000 fe700001 00000000 0a001200 0200c000 02010000"));
  }

  @Test
  @DisplayName("a metric, a table and a weight may be the largest")
  void readsTheLargest() throws Exception {
    String largest =
        "02000000 00700001 00000000 08000f00 ffffffff 08000600 ffffffff "
            + "0c000900 080000ff 03000000 0c000900 080000ff 03000000";

    assertEquals(
        added(
            Route.to(IpPrefix.ANY_IPV4, NextHop.on(3).withWeight(256))
                .withScope(Scope.UNIVERSE)
                .withTable(4_294_967_295L)
                .withMetric(4_294_967_295L)),
        decode(24, largest));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("what is none, or none that we can say, is passed over")
  @CsvSource({
    "of multicast routing, 80000000fe70000100000000 0800040003000000",
    "cloned by the cache, 02000000fe70000100020000 0800040003000000",
    "of an unknown type, 02000000fe70000c00000000 0800040003000000",
    "by a nexthop object, 02000000fe70000100000000 08001e0007000000",
    "without any table, 020000000070000100000000 0800040003000000",
  })
  void passesOver(String what, String payload) throws Exception {
    assertEquals(Optional.empty(), decode(24, payload), what);
  }

  @ParameterizedTest(name = "{2}")
  @DisplayName("what is malformed is refused")
  @CsvSource({
    "24, 02180000, '4 bytes, its header needs 12'",
    "24, 02210000fe70000100000000 0800040003000000, 'prefix length 33, expected 0..32'",
    "24, 02180000fe70000100000000 06000100c633 0000 0800040003000000,"
        + " 'attribute 1 has 2 bytes, expected 4'",
    "24, 02000000fe70000100000000 0c000900 0900000003000000,"
        + " 'a next hop of 9 bytes where 8 remain'",
    "24, 02000000fe70000100000000 0c000900 0700000003000000,"
        + " 'a next hop of 7 bytes where 8 remain'",
    "24, 02000000fe70000100000000 08001200 1c000000, 'a gateway of family 28 in 4 bytes'",
    "24, 0a000000fe70000100000000 0a001200 0200c0000201 0000, 'a gateway of family 2 in 6 bytes'",
  })
  void refuses(int type, String payload, String what) {
    var refused = assertThrows(NetlinkException.class, () -> decode(type, payload));

    assertEquals(what, refused.getMessage().replaceFirst("^[^:]*: ", ""));
  }

  @Test
  @DisplayName("asks for the routes of a family, and of an owner")
  void dumps() {
    assertEquals(
        new NetlinkMessage(26, 0x300, Bytes.of("02000000 00700000 00000000")),
        RouteCodec.dump(false, 112));
    assertEquals(
        new NetlinkMessage(26, 0x300, Bytes.of("0a000000 00000000 00000000")),
        RouteCodec.dump(true, 0));
  }

  @Test
  @DisplayName("adds what is new only, and replaces in place")
  void adds() {
    String written =
        "02180000 00700001 00000000 08000100 c6336400 08000f00 e8030000 08000600 14000000 "
            + "08000700 c0000201 14000880 08000200 78050000 08000800 50050000 08000500 c00002fe "
            + "08000400 03000000";

    assertEquals(new NetlinkMessage(24, 0x600, Bytes.of(written)), RouteCodec.add(full));
    assertEquals(new NetlinkMessage(24, 0x500, Bytes.of(written)), RouteCodec.replace(full));
  }

  @Test
  @DisplayName("adds a route with several next hops as the kernel shows it")
  void addsMultipath() {
    Route route =
        Route.to(
            net4,
            NextHop.via(gateway4, 3).withWeight(3),
            NextHop.via(address("fe80::fe"), 3).withOnLink());

    assertEquals(
        "02180000 00700001 00000000 08000100 c6336400 08000f00 fe000000 08000600 00000000 "
            + "34000900 10000002 03000000 08000500 c00002fe "
            + "20000400 03000000 16001200 0a00fe80 00000000 00000000 00000000 00fe0000",
        Bytes.hex(RouteCodec.add(route).payload()));
  }

  @Test
  @DisplayName("adds a route whose only gateway is on the link, and one on the link itself")
  void addsOnLink() {
    assertEquals(
        "02000000 00700001 04000000 08000f00 fe000000 08000600 00000000 "
            + "08000500 c00002fe 08000400 03000000",
        Bytes.hex(
            RouteCodec.add(Route.to(IpPrefix.ANY_IPV4, NextHop.via(gateway4, 3).withOnLink()))
                .payload()));
    assertEquals(
        "02000000 0070fd01 00000000 08000f00 fe000000 08000600 00000000 08000400 03000000",
        Bytes.hex(RouteCodec.add(Route.to(IpPrefix.ANY_IPV4, NextHop.on(3))).payload()));
  }

  @Test
  @DisplayName("adds IPv6 routes with the metric that the kernel would choose")
  void addsIpv6() {
    assertEquals(
        "0a300000 00700001 00000000 14000100 20010db8 00010000 00000000 00000000 "
            + "08000f00 fe000000 08000600 00040000 14000500 20010db8 00000000 00000000 000000fe",
        Bytes.hex(RouteCodec.add(Route.to(net6, NextHop.via(gateway6, 0))).payload()));
    assertEquals(
        "0a300000 00700008 00000000 14000100 20010db8 00010000 00000000 00000000 "
            + "08000f00 fe000000 08000600 00040000",
        Bytes.hex(RouteCodec.add(Route.deadEnd(RouteType.PROHIBIT, net6)).payload()));
  }

  @Test
  @DisplayName("deletes by destination, table, metric, type and owner, whatever the rest")
  void deletes() {
    assertEquals(
        new NetlinkMessage(
            25,
            0,
            Bytes.of(
                "02180000 0070ff01 00000000 08000100 c6336400 08000f00 e8030000 "
                    + "08000600 14000000")),
        RouteCodec.delete(full));
  }

  @Test
  @DisplayName("is fulfilled by what was read, where the interface was left to the kernel")
  void fulfilled() {
    Route wanted = Route.to(net4, NextHop.via(gateway4, 0));
    Route read = Route.to(net4, NextHop.via(gateway4, 3));

    assertEquals(true, wanted.isFulfilledBy(read));
    assertEquals(false, read.isFulfilledBy(wanted));
    assertEquals(false, wanted.isFulfilledBy(read.withMtu(1400)));
    assertEquals(false, wanted.isFulfilledBy(read.withAdvertisedMss(1400)));
    assertEquals(false, wanted.isFulfilledBy(read.withProtocol(4)));
    assertEquals(false, wanted.isFulfilledBy(read.withMetric(1)));
    assertEquals(false, wanted.isFulfilledBy(read.withTable(1)));
    assertEquals(false, wanted.isFulfilledBy(read.withScope(Scope.LINK)));
    assertEquals(false, wanted.isFulfilledBy(read.withSource(gateway4)));
    assertEquals(false, wanted.isFulfilledBy(Route.to(net4, NextHop.via(address("192.0.2.9"), 3))));
    assertEquals(
        false, wanted.isFulfilledBy(Route.to(net4, NextHop.via(gateway4, 3).withOnLink())));
    assertEquals(
        false, wanted.isFulfilledBy(Route.to(net4, NextHop.via(gateway4, 3).withWeight(2))));
    assertEquals(false, wanted.isFulfilledBy(Route.deadEnd(RouteType.BLACKHOLE, net4)));
  }

  @Test
  @DisplayName("a route that cannot be is refused with the reason")
  void impossible() {
    NextHop hop = NextHop.via(gateway4, 3);

    List<String> reasons =
        List.of(
            reason(() -> Route.to(net4)),
            reason(() -> Route.to(net6, hop)),
            reason(() -> Route.to(net4, hop).withSource(gateway6)),
            reason(() -> Route.to(net4, hop).withTable(0)),
            reason(() -> Route.to(net4, hop).withMetric(1L << 32)),
            reason(() -> Route.deadEnd(RouteType.UNICAST, net4)),
            reason(() -> hop.withWeight(257)),
            reason(() -> NextHop.on(0)));

    assertEquals(
        List.of(
            "a route to 198.51.100.0/24 with 0 next hops",
            "a route to 2001:db8:1:0:0:0:0:0/48 with an IPv4 gateway",
            "a route to 198.51.100.0/24 with a source of the other family",
            "a route to 198.51.100.0/24 with table 0",
            "a route to 198.51.100.0/24 with metric 4294967296",
            "a route to 198.51.100.0/24 with 0 next hops",
            "a next hop of weight 257, not in 1..256",
            "a next hop has neither gateway nor interface"),
        reasons);
  }

  private static String reason(org.junit.jupiter.api.function.Executable what) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, what).getMessage());
  }
}
