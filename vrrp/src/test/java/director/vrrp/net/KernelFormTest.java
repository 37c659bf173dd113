// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.netlink.route.AddressFlag;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.IpPrefix;
import director.netlink.route.Lifetime;
import director.netlink.route.NextHop;
import director.netlink.route.Route;
import director.netlink.route.RouteType;
import director.netlink.route.Rule;
import director.netlink.route.RuleAction;
import director.netlink.route.Scope;
import director.vrrp.orders.Prefix;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import director.vrrp.packet.Wire;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class KernelFormTest {
  private static final InetAddress PHOTOS = Wire.ipv4("203.0.113.10");
  private static final InetAddress GATEWAY = Wire.ipv4("192.0.2.254");
  private static final Prefix OFFICE = new Prefix(Wire.ipv4("198.51.100.0"), 24);
  private static final Prefix DEFAULT = new Prefix(Wire.ipv4("0.0.0.0"), 0);

  private static InetAddress ipv6(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @Test
  @DisplayName("an address carries our mark, its label, scope and peer, and the lease as lifetime")
  void address() {
    VirtualAddress address =
        new VirtualAddress(PHOTOS, 32, "eth1", "eth1:vip", 253, GATEWAY, false);

    assertEquals(
        InterfaceAddress.of(7, PHOTOS, 32)
            .withProtocol(112)
            .withScope(Scope.LINK)
            .withLabel("eth1:vip")
            .withPeer(GATEWAY)
            .withLifetime(Lifetime.of(Duration.ofSeconds(5))),
        KernelForm.of(address, 7, Duration.ofSeconds(5)));
    assertEquals(
        InterfaceAddress.of(7, PHOTOS, 24).withProtocol(112),
        KernelForm.of(new VirtualAddress(PHOTOS, 24), 7, Duration.ZERO));
  }

  @Test
  @DisplayName(
      "IPv6 is usable at once unless duplicates are to be detected, and nobody's source by itself")
  void ipv6Address() throws UnknownHostException {
    InetAddress address = ipv6("2001:db8::10");
    InterfaceAddress plain =
        InterfaceAddress.of(7, address, 64)
            .withProtocol(112)
            .withLifetime(new Lifetime(Lifetime.ENDLESS, Duration.ZERO));

    assertEquals(
        plain.withFlags(AddressFlag.NO_DAD),
        KernelForm.of(new VirtualAddress(address, 64), 7, Duration.ZERO));
    assertEquals(
        plain,
        KernelForm.of(
            new VirtualAddress(address, 64, null, null, 0, null, true), 7, Duration.ZERO));
    assertEquals(
        plain
            .withFlags(AddressFlag.NO_DAD)
            .withLifetime(new Lifetime(Duration.ofSeconds(5), Duration.ZERO)),
        KernelForm.of(new VirtualAddress(address, 64), 7, Duration.ofSeconds(5)));
  }

  @Test
  @DisplayName("a route has its gateway, device, source, table, metric and MTU")
  void route() {
    VirtualRoute route =
        new VirtualRoute(
            VirtualRoute.Type.UNICAST,
            OFFICE,
            GATEWAY,
            "eth1",
            PHOTOS,
            100,
            50,
            null,
            true,
            1400,
            List.of());

    assertEquals(
        Route.to(IpPrefix.around(OFFICE.address(), 24), NextHop.via(GATEWAY, 7).withOnLink())
            .withTable(100)
            .withMetric(50)
            .withMtu(1400)
            .withSource(PHOTOS),
        KernelForm.of(route, Map.of("eth1", 7)));
    assertThrows(IllegalArgumentException.class, () -> KernelForm.of(route, Map.of()));
  }

  @Test
  @DisplayName("a route may share its traffic, or be a dead end")
  void otherRoutes() {
    VirtualRoute shared =
        new VirtualRoute(
            VirtualRoute.Type.UNICAST,
            DEFAULT,
            null,
            null,
            null,
            254,
            0,
            null,
            false,
            0,
            List.of(
                new VirtualRoute.NextHop(GATEWAY, null, 1),
                new VirtualRoute.NextHop(null, "eth1", 3)));
    VirtualRoute dead =
        new VirtualRoute(
            VirtualRoute.Type.PROHIBIT,
            OFFICE,
            null,
            null,
            null,
            254,
            0,
            null,
            false,
            0,
            List.of());

    assertEquals(
        Route.to(
            IpPrefix.ANY_IPV4,
            new NextHop(Optional.of(GATEWAY), 0, 1, false),
            NextHop.on(7).withWeight(3)),
        KernelForm.of(shared, Map.of("eth1", 7)));
    assertEquals(
        Route.deadEnd(RouteType.PROHIBIT, IpPrefix.around(OFFICE.address(), 24)),
        KernelForm.of(dead, Map.of()));
  }

  @Test
  @DisplayName("a rule selects by source, mark and interface, and without them all packets")
  void rules() {
    VirtualRule lookup =
        new VirtualRule(
            false, OFFICE, null, "eth0", null, 7, 0xff, 1000, VirtualRule.Action.LOOKUP, 100);
    VirtualRule all =
        new VirtualRule(
            true, null, null, null, null, null, -1, 2000, VirtualRule.Action.PROHIBIT, 0);

    assertEquals(
        new Rule(
            1000,
            IpPrefix.around(OFFICE.address(), 24),
            IpPrefix.ANY_IPV4,
            "eth0",
            "",
            7,
            0xff,
            RuleAction.LOOKUP,
            100,
            112),
        KernelForm.of(lookup));
    assertEquals(Rule.refuse(2000, true, RuleAction.PROHIBIT), KernelForm.of(all));
  }
}
