// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Configs;
import director.daemon.Tables;
import director.vrrp.orders.AddressLoss;
import director.vrrp.orders.Announcing;
import director.vrrp.orders.Authentication;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.Prefix;
import director.vrrp.orders.SyncGroup;
import director.vrrp.orders.TrackedInterface;
import director.vrrp.orders.Transport;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.VirtualRoute;
import director.vrrp.orders.VirtualRule;
import director.vrrp.orders.Vmac;
import director.vrrp.orders.Witnesses;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.VirtualRouter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ElectionPlanTest {

  @Test
  @DisplayName("every word of a virtual router reaches the elector, addresses in their order")
  void everyWord() {
    Orders orders =
        ElectionPlan.orders(
            Configs.of(
                """
                    vrrp.instances {
                      thumbs {
                        interface = eth1
                        virtual-router-id = 52
                        version = 2
                        priority = 255
                        advertisement-interval = 3s
                        virtual-addresses = ["203.0.113.20"]
                      }
                      photos {
                        interface = eth0
                        virtual-router-id = 51
                        priority = 150
                        advertisement-interval = 250ms
                        virtual-addresses = ["203.0.113.12/24", "203.0.113.10/32"]
                        preempt-delay = 30s
                      }
                      videos {
                        interface = eth0
                        virtual-router-id = 53
                        virtual-addresses = ["203.0.113.30/24"]
                        preempt = false
                      }
                    }
                    """));

    assertEquals(
        Orders.of(
            List.of(
                asking(
                    InstanceOrders.of(
                        "photos",
                        "eth0",
                        51,
                        new VirtualRouter(
                            3, 150, Duration.ofMillis(250), true, Duration.ofSeconds(30)),
                        List.of(virtual("203.0.113.12", 24), virtual("203.0.113.10", 32)))),
                asking(
                    InstanceOrders.of(
                        "thumbs",
                        "eth1",
                        52,
                        new VirtualRouter(2, 255, Duration.ofSeconds(3), true, Duration.ZERO),
                        List.of(virtual("203.0.113.20", 32)))),
                asking(
                    InstanceOrders.of(
                        "videos",
                        "eth0",
                        53,
                        new VirtualRouter(3, 100, Duration.ofSeconds(1), false, Duration.ZERO),
                        List.of(virtual("203.0.113.30", 24)))))),
        orders);
  }

  @Test
  @DisplayName("whatever else can be said of a virtual router reaches the elector as well")
  void everyOtherWord() {
    Orders orders =
        ElectionPlan.orders(
            Configs.of(
                """
                vrrp {
                  start-delay = 10s
                  instances {
                    photos {
                      interface = eth0, virtual-router-id = 51
                      unicast {
                        source = "192.0.2.1", ttl = 64, check-source = false
                        peers = ["192.0.2.2", { address = "192.0.2.3", min-ttl = 250, max-ttl = 254 }]
                      }
                      authentication {
                        type = hmac, mode = permissive, anti-replay = monotonic, window = 7s
                        active-key = 2
                        keys {
                          1 = "hex:0000000000000000000000000000000000000000000000000000000000000000"
                          2 = "abcdefghijklmnopqrstuvwxyz012345"
                        }
                      }
                      checksum = without-pseudo-header
                      virtual-addresses = [
                        "203.0.113.10/24"
                        { address = "203.0.113.11/24", device = eth1, label = "eth1:vip", scope = link
                          peer = "203.0.113.12" }
                      ]
                      excluded-addresses = [{ address = "2001:db8::10/64", detect-duplicates = true }]
                      routes = [
                        { to = "198.51.100.0/24", via = "203.0.113.1", device = eth0, onlink = true
                          source = "203.0.113.10", table = 100, metric = 5, scope = global, mtu = 1400 }
                        { to = default, next-hops = [
                          { via = "203.0.113.1" }, { device = eth1, weight = 3 }] }
                        { to = "2001:db8:1::/48", type = blackhole }
                      ]
                      rules = [
                        { from = "203.0.113.10/32", table = 100, priority = 1000 }
                        { family = ipv6, to = "2001:db8::/32", iif = eth0, oif = eth1, fwmark = 7
                          fwmark-mask = 255, action = prohibit, priority = 1001 }
                      ]
                      vmac { name = "vip0", send-from-base = true }
                      announce { burst = 3, again = 0s, refresh = 30s, pace = 2ms }
                      convergence { gateway = false, witnesses = ["203.0.113.1"], every = 30s }
                      on-address-loss = resign
                      lease = 5s
                      track {
                        own-interface = false
                        interfaces { eth1 { weight = -20, reverse = true } }
                      }
                    }
                    photos6 {
                      interface = eth0, virtual-router-id = 51, vmac = true
                      virtual-addresses = ["fe80::51/64"]
                    }
                  }
                  sync-groups.both {
                    members = [photos, photos6]
                    track.interfaces { eth1 { weight = -30 }, eth2 {} }
                  }
                  static {
                    addresses = [{ address = "192.0.2.7/32", device = lo }]
                    routes = [{ to = "198.51.100.0/24", device = eth0 }]
                    rules = [{ fwmark = 9, table = 9, priority = 9 }]
                  }
                }
                """));

    assertEquals(
        new Orders(
            Duration.ofSeconds(10),
            List.of(
                new InstanceOrders(
                    "photos",
                    "eth0",
                    51,
                    new VirtualRouter(3, 100, Duration.ofSeconds(1), true, Duration.ZERO),
                    Checksum.WITHOUT_PSEUDO_HEADER,
                    new Transport.Unicast(
                        Tables.address("192.0.2.1"),
                        List.of(
                            new Transport.Peer(Tables.address("192.0.2.2"), 0, 255),
                            new Transport.Peer(Tables.address("192.0.2.3"), 250, 254)),
                        64,
                        false),
                    new Authentication.Hmac(
                        Authentication.Mode.PERMISSIVE,
                        List.of(
                            new Authentication.Key(1, "00".repeat(32)),
                            new Authentication.Key(
                                2,
                                "6162636465666768696a6b6c6d6e6f70"
                                    + "7172737475767778797a303132333435")),
                        2,
                        Authentication.AntiReplay.MONOTONIC,
                        Duration.ofSeconds(7)),
                    List.of(
                        virtual("203.0.113.10", 24),
                        new VirtualAddress(
                            Tables.address("203.0.113.11"),
                            24,
                            "eth1",
                            "eth1:vip",
                            253,
                            Tables.address("203.0.113.12"),
                            false)),
                    List.of(
                        new VirtualAddress(
                            Tables.address("2001:db8::10"), 64, null, null, 0, null, true)),
                    List.of(
                        new VirtualRoute(
                            VirtualRoute.Type.UNICAST,
                            prefix("198.51.100.0", 24),
                            Tables.address("203.0.113.1"),
                            "eth0",
                            Tables.address("203.0.113.10"),
                            100,
                            5,
                            0,
                            true,
                            1400,
                            List.of()),
                        new VirtualRoute(
                            VirtualRoute.Type.UNICAST,
                            prefix("0.0.0.0", 0),
                            null,
                            null,
                            null,
                            254,
                            0,
                            null,
                            false,
                            0,
                            List.of(
                                new VirtualRoute.NextHop(Tables.address("203.0.113.1"), null, 1),
                                new VirtualRoute.NextHop(null, "eth1", 3))),
                        plainRoute(VirtualRoute.Type.BLACKHOLE, prefix("2001:db8:1::", 48), null)),
                    List.of(
                        new VirtualRule(
                            false,
                            prefix("203.0.113.10", 32),
                            null,
                            null,
                            null,
                            null,
                            -1,
                            1000,
                            VirtualRule.Action.LOOKUP,
                            100),
                        new VirtualRule(
                            true,
                            null,
                            prefix("2001:db8::", 32),
                            "eth0",
                            "eth1",
                            7,
                            255,
                            1001,
                            VirtualRule.Action.PROHIBIT,
                            0)),
                    new Vmac("vip0", true),
                    new Announcing(3, Duration.ZERO, Duration.ofSeconds(30), Duration.ofMillis(2)),
                    new Witnesses(
                        false, List.of(Tables.address("203.0.113.1")), Duration.ofSeconds(30)),
                    AddressLoss.RESIGN,
                    Duration.ofSeconds(5),
                    List.of(
                        new TrackedInterface("eth1", -20, true),
                        new TrackedInterface("eth2", 0, false)),
                    false),
                new InstanceOrders(
                    "photos6",
                    "eth0",
                    51,
                    new VirtualRouter(3, 100, Duration.ofSeconds(1), true, Duration.ZERO),
                    Checksum.WITH_PSEUDO_HEADER,
                    Transport.Multicast.IPV6,
                    new Authentication.None(),
                    List.of(virtual("fe80::51", 64)),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Vmac("vrrp6.51", false),
                    Announcing.DEFAULT,
                    new Witnesses(true, List.of(), Duration.ofSeconds(1)),
                    AddressLoss.RESTORE,
                    Duration.ZERO,
                    List.of(
                        new TrackedInterface("eth1", -30, false),
                        new TrackedInterface("eth2", 0, false)),
                    true)),
            List.of(new SyncGroup("both", List.of("photos", "photos6"))),
            List.of(
                new VirtualAddress(Tables.address("192.0.2.7"), 32, "lo", null, 0, null, false)),
            List.of(plainRoute(VirtualRoute.Type.UNICAST, prefix("198.51.100.0", 24), "eth0")),
            List.of(
                new VirtualRule(
                    false, null, null, null, null, 9, -1, 9, VirtualRule.Action.LOOKUP, 9))),
        orders);
  }

  private static VirtualRoute plainRoute(VirtualRoute.Type type, Prefix to, String device) {
    return new VirtualRoute(type, to, null, device, null, 254, 0, null, false, 0, List.of());
  }

  private static Prefix prefix(String address, int length) {
    return new Prefix(Tables.address(address), length);
  }

  /** With what a configuration adds to the bare protocol: the gateway is asked after a takeover. */
  private static InstanceOrders asking(InstanceOrders plain) {
    return new InstanceOrders(
        plain.name(),
        plain.interfaceName(),
        plain.virtualRouterId(),
        plain.router(),
        plain.checksum(),
        plain.transport(),
        plain.authentication(),
        plain.addresses(),
        plain.excluded(),
        plain.routes(),
        plain.rules(),
        plain.vmac(),
        plain.announcing(),
        new Witnesses(true, List.of(), Duration.ofSeconds(1)),
        plain.onAddressLoss(),
        plain.lease(),
        plain.tracked(),
        plain.tracksInterface());
  }

  private static VirtualAddress virtual(String address, int prefixLength) {
    return new VirtualAddress(Tables.address(address), prefixLength);
  }
}
