// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import static director.netlink.route.AddressFlag.DAD_FAILED;
import static director.netlink.route.AddressFlag.DEPRECATED;
import static director.netlink.route.AddressFlag.TENTATIVE;
import static director.vrrp.packet.Wire.ipv4;
import static director.vrrp.packet.Wire.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.route.InterfaceAddress;
import director.netlink.route.Link;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NetworkViewTest {
  private static final Link ETH0 = new Link(2, "eth0", true, true, false, Optional.empty(), 1500);
  private static final Link ETH1 = new Link(3, "eth1", true, true, false, Optional.empty(), 1500);
  private static final boolean IPV4 = false;
  private static final boolean IPV6 = true;

  private static NetworkView view(InterfaceAddress... addresses) {
    return new NetworkView(List.of(ETH0, ETH1), List.of(addresses));
  }

  private static InterfaceAddress on(Link link, InetAddress address) {
    return InterfaceAddress.of(link.index(), address, 24);
  }

  @Test
  @DisplayName("over IPv4 the first address of the interface that is not virtual speaks")
  void firstIpv4() {
    NetworkView view =
        view(
            on(ETH1, ipv4("198.51.100.1")),
            on(ETH0, ipv6("fe80::1")),
            on(ETH0, ipv4("203.0.113.10")),
            on(ETH0, ipv4("192.0.2.1")),
            on(ETH0, ipv4("192.0.2.2")));

    assertEquals(
        Optional.of(ipv4("192.0.2.1")),
        view.primaryAddress(ETH0, IPV4, Set.of(ipv4("203.0.113.10"))));
  }

  @Test
  @DisplayName("over IPv6 a link-local address of the interface that is not virtual speaks")
  void linkLocal() {
    NetworkView view =
        view(
            on(ETH1, ipv6("fe80::3")),
            on(ETH0, ipv4("192.0.2.1")),
            on(ETH0, ipv6("2001:db8::1")),
            on(ETH0, ipv6("fe80::53")),
            on(ETH0, ipv6("fe80::1")));

    assertEquals(
        Optional.of(ipv6("fe80::1")), view.primaryAddress(ETH0, IPV6, Set.of(ipv6("fe80::53"))));
  }

  @Test
  @DisplayName("what duplicate address detection has not passed does not speak; deprecated does")
  void duplicates() {
    NetworkView view =
        view(
            on(ETH0, ipv6("fe80::1")).withFlags(TENTATIVE),
            on(ETH0, ipv6("fe80::2")).withFlags(TENTATIVE, DAD_FAILED),
            on(ETH0, ipv6("fe80::3")).withFlags(DEPRECATED));

    assertEquals(Optional.of(ipv6("fe80::3")), view.primaryAddress(ETH0, IPV6, Set.of()));
    assertFalse(view.hasUsable(ipv6("fe80::1")));
    assertFalse(view.hasUsable(ipv6("fe80::2")));
    assertTrue(view.hasUsable(ipv6("fe80::3")));
  }

  @Test
  @DisplayName("nobody speaks where there is no address of the family")
  void none() {
    assertEquals(
        Optional.empty(),
        view(on(ETH0, ipv4("192.0.2.1")), on(ETH0, ipv6("2001:db8::1")))
            .primaryAddress(ETH0, IPV6, Set.of()));
    assertEquals(
        Optional.empty(), view(on(ETH0, ipv6("fe80::1"))).primaryAddress(ETH0, IPV4, Set.of()));
  }

  @Test
  @DisplayName("an address is usable on whichever interface it is, and not when it is nowhere")
  void anywhere() {
    NetworkView view = view(on(ETH1, ipv4("198.51.100.1")));

    assertTrue(view.hasUsable(ipv4("198.51.100.1")));
    assertFalse(view.hasUsable(ipv4("198.51.100.2")));
  }
}
