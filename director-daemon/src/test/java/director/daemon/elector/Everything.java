// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static director.daemon.elector.Messages.address;

import director.vrrp.orders.AddressLoss;
import director.vrrp.orders.Announcing;
import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Key;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.Prefix;
import director.vrrp.orders.SyncGroup;
import director.vrrp.orders.TrackedInterface;
import director.vrrp.orders.Transport;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRoute.NextHop;
import director.vrrp.orders.VirtualRule;
import director.vrrp.orders.Vmac;
import director.vrrp.orders.Witnesses;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.VirtualRouter;
import java.time.Duration;
import java.util.List;

/** Orders that hold one of everything that orders can hold. */
final class Everything {
  private static final VirtualAddress ADDRESS =
      new VirtualAddress(
          address("fe80::51"), 64, "eth2", "eth2:photos", 253, address("fe80::52"), true);

  private static final VirtualRoute ROUTE =
      new VirtualRoute(
          VirtualRoute.Type.UNICAST,
          new Prefix(address("::"), 0),
          address("fe80::1"),
          "eth0",
          address("2001:db8::10"),
          100,
          50,
          0,
          true,
          1400,
          List.of(new NextHop(address("fe80::1"), "eth0", 1), new NextHop(null, "eth1", 256)));

  private static final VirtualRule RULE =
      new VirtualRule(
          true,
          new Prefix(address("2001:db8::"), 32),
          new Prefix(address("2001:db8:1::"), 48),
          "eth0",
          "eth1",
          7,
          255,
          1000,
          VirtualRule.Action.LOOKUP,
          100);

  static final Orders ORDERS =
      new Orders(
          Duration.ofSeconds(10),
          List.of(
              new InstanceOrders(
                  "photos6",
                  "eth0",
                  51,
                  new VirtualRouter(3, 150, Duration.ofMillis(10), false, Duration.ZERO),
                  Checksum.WITHOUT_PSEUDO_HEADER,
                  new Transport.Unicast(
                      address("2001:db8::1"),
                      List.of(new Transport.Peer(address("2001:db8::2"), 250, 255)),
                      64,
                      true),
                  new Hmac(
                      Mode.PERMISSIVE,
                      List.of(new Key(1, "ab".repeat(32))),
                      1,
                      AntiReplay.MONOTONIC,
                      Duration.ofSeconds(5)),
                  List.of(ADDRESS),
                  List.of(new VirtualAddress(address("203.0.113.10"), 24)),
                  List.of(ROUTE),
                  List.of(RULE),
                  new Vmac("vrrp6.51", true),
                  new Announcing(3, Duration.ZERO, Duration.ofSeconds(30), Duration.ofMillis(2)),
                  new Witnesses(true, List.of(address("2001:db8::fe"))),
                  AddressLoss.RESIGN,
                  Duration.ofSeconds(3),
                  List.of(new TrackedInterface("eth1", -20, true)),
                  false),
              InstanceOrders.of(
                  "photos",
                  "eth0",
                  51,
                  new VirtualRouter(2, 255, Duration.ofSeconds(1), true, Duration.ZERO),
                  List.of(new VirtualAddress(address("203.0.113.11"), 32)))),
          List.of(new SyncGroup("both", List.of("photos", "photos6"))),
          List.of(new VirtualAddress(address("192.0.2.7"), 32)),
          List.of(ROUTE),
          List.of(RULE));

  private Everything() {}
}
