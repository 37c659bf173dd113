// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.packet.Wire.ipv4;
import static director.vrrp.packet.Wire.ipv6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.Authentication.AntiReplay;
import director.vrrp.orders.Authentication.Hmac;
import director.vrrp.orders.Authentication.Key;
import director.vrrp.orders.Authentication.Mode;
import director.vrrp.orders.Authentication.None;
import director.vrrp.orders.Authentication.Password;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.Transport.Multicast;
import director.vrrp.orders.Transport.Peer;
import director.vrrp.orders.Transport.Unicast;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Rejection;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our elector and keepalived, or two of ours, on one wire. Needs root, ip(8) and keepalived. */
@Tag("lab")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ElectorLabTest {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final InetAddress OURS = ipv4("192.0.2.1");
  private static final InetAddress THEIRS = ipv4("192.0.2.2");
  private static final VirtualAddress PHOTOS = new VirtualAddress(ipv4("203.0.113.10"), 32);
  private static final Multicast MULTICAST = Multicast.IPV4;
  private static final None NONE = new None();

  private LabHost ours;
  private LabHost theirs;

  @BeforeEach
  void connect() throws Exception {
    ours = new LabHost("ours");
    theirs = new LabHost("theirs");
    ours.ip("link add eth0 type veth peer name eth0 netns " + theirs.name());
    for (LabHost host : List.of(ours, theirs)) {
      host.ip("link set eth0 addrgenmode none");
      host.ip("link set eth0 up");
    }
    ours.ip("addr add 192.0.2.1/24 dev eth0");
    theirs.ip("addr add 192.0.2.2/24 dev eth0");
  }

  @AfterEach
  void disconnect() throws Exception {
    try (LabHost first = ours;
        LabHost second = theirs) {
      assertFalse(first == null || second == null);
    }
  }

  private void addLinkLocal() throws IOException {
    ours.ip("addr add fe80::1/64 dev eth0 nodad");
    theirs.ip("addr add fe80::2/64 dev eth0 nodad");
  }

  private static InstanceOrders orders(
      int version, int priority, Transport transport, Authentication authentication) {
    return Rig.speaking(
        InstanceOrders.of(
            "photos",
            "eth0",
            51,
            new VirtualRouter(version, priority, INTERVAL, true, Duration.ZERO),
            List.of(PHOTOS)),
        transport,
        authentication);
  }

  private static InstanceOrders ipv6Orders(int priority) {
    return InstanceOrders.of(
        "photos",
        "eth0",
        51,
        new VirtualRouter(3, priority, INTERVAL, true, Duration.ZERO),
        List.of(
            new VirtualAddress(ipv6("fe80::53"), 64),
            new VirtualAddress(ipv6("2001:db8::10"), 64)));
  }

  /** It hears us, we hear it, and each gives way to the higher priority. */
  private void takeTurns(InstanceOrders low, InstanceOrders high, String virtual)
      throws InterruptedException {
    ours.elect(low);
    theirs.awaitAddress(virtual, true);
    ours.awaitState(VrrpState.BACKUP);

    ours.reorder(high);
    ours.awaitState(VrrpState.MASTER);
    theirs.awaitAddress(virtual, false);
    assertTrue(ours.has(virtual));

    ours.stop();
    theirs.awaitAddress(virtual, true);
    assertFalse(ours.has(virtual));
    assertFalse(theirs.log().toLowerCase(Locale.ROOT).contains("checksum"), theirs.log());
  }

  @Test
  @DisplayName("IPv6: with keepalived the higher priority has the addresses, both ways")
  void ipv6WithKeepalived() throws Exception {
    addLinkLocal();
    theirs.keepalive(
        "interface eth0",
        "version 3",
        "virtual_router_id 51",
        "priority 100",
        "advert_int 1",
        "virtual_ipaddress { fe80::53/64\n 2001:db8::10/64 }");

    takeTurns(ipv6Orders(50), ipv6Orders(200), "2001:db8::10");
  }

  @Test
  @DisplayName("unicast: with keepalived the higher priority has the address, both ways")
  void unicastWithKeepalived() throws Exception {
    Unicast unicast = new Unicast(OURS, List.of(new Peer(THEIRS, 255, 255)), 255, true);
    theirs.keepalive(
        "interface eth0",
        "version 3",
        "virtual_router_id 51",
        "priority 100",
        "advert_int 1",
        "unicast_src_ip 192.0.2.2",
        "unicast_peer { 192.0.2.1 }",
        "check_unicast_src",
        "virtual_ipaddress { 203.0.113.10/32 }");

    takeTurns(orders(3, 50, unicast, NONE), orders(3, 200, unicast, NONE), "203.0.113.10");
  }

  @Test
  @DisplayName("password: with keepalived the higher priority has the address, both ways")
  void passwordWithKeepalived() throws Exception {
    Password password = new Password("photos");
    theirs.keepalive(
        "interface eth0",
        "version 2",
        "virtual_router_id 51",
        "priority 100",
        "advert_int 1",
        "authentication { auth_type PASS\n auth_pass photos }",
        "virtual_ipaddress { 203.0.113.10/32 }");

    takeTurns(
        orders(2, 50, MULTICAST, password), orders(2, 200, MULTICAST, password), "203.0.113.10");
  }

  @Test
  @DisplayName("HMAC: two of ours, and who has another key takes over but disturbs nobody")
  void hmac() throws Exception {
    ours.elect(orders(3, 200, MULTICAST, hmac("01")));
    ours.awaitState(VrrpState.MASTER);
    theirs.elect(orders(3, 100, MULTICAST, hmac("01")));
    theirs.awaitMaster("192.0.2.1");
    theirs.reorder(orders(3, 255, MULTICAST, hmac("02")));
    theirs.awaitState(VrrpState.MASTER);

    theirs.stop();

    assertEquals(VrrpState.MASTER, ours.status().state());
    assertEquals(
        List.of(Rejection.TRAILER_INVALID_HMAC),
        List.copyOf(ours.status().statistics().rejected().keySet()));
  }

  private static Hmac hmac(String octet) {
    Key key = new Key(1, octet.repeat(32));
    return new Hmac(Mode.ENFORCE, List.of(key), 1, AntiReplay.TIME, Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("IPv6 unicast with a hop limit of 9, two of ours")
  void ipv6Unicast() throws Exception {
    ours.ip("addr add 2001:db8::1/64 dev eth0 nodad");
    theirs.ip("addr add 2001:db8::2/64 dev eth0 nodad");
    InetAddress first = ipv6("2001:db8::1");
    InetAddress second = ipv6("2001:db8::2");
    ours.elect(
        Rig.speaking(
            ipv6Orders(200), new Unicast(first, List.of(new Peer(second, 9, 9)), 9, true), NONE));
    theirs.elect(
        Rig.speaking(
            ipv6Orders(100), new Unicast(second, List.of(new Peer(first, 9, 9)), 9, true), NONE));

    ours.awaitState(VrrpState.MASTER);
    theirs.awaitState(VrrpState.BACKUP);

    ours.stop();
    theirs.awaitState(VrrpState.MASTER);
    assertEquals(Map.of(), theirs.status().statistics().rejected());
  }

  @Test
  @DisplayName("without an address to speak from the fault says which is missing, until it comes")
  void missingAddresses() throws Exception {
    Unicast unicast = new Unicast(ipv4("192.0.2.3"), List.of(new Peer(THEIRS, 0, 255)), 255, true);

    ours.elect(orders(3, 200, unicast, NONE));
    theirs.elect(ipv6Orders(200));

    ours.awaitState(VrrpState.FAULT);
    theirs.awaitState(VrrpState.FAULT);
    assertEquals(
        "unicast source 192.0.2.3 is not on this host, or not usable yet (ip addr show)",
        ours.status().reason());
    assertEquals(
        "interface eth0 has no usable IPv6 link-local address of its own to speak from",
        theirs.status().reason());
    ours.ip("addr add 192.0.2.3/24 dev eth0");
    theirs.ip("addr add fe80::2/64 dev eth0");
    ours.awaitState(VrrpState.MASTER);
    theirs.awaitState(VrrpState.MASTER);
  }

  @Test
  @DisplayName("neighbours learn from ARP and neighbour advertisements where the addresses are")
  void announces() throws Exception {
    addLinkLocal();
    String mac = ours.ip("-br link show eth0").split("\\s+")[2];
    theirs.ip("addr add 2001:db8::2/64 dev eth0 nodad");
    theirs.ip("neigh add 2001:db8::10 lladdr 02:00:00:00:00:99 dev eth0 nud stale");

    ours.elect(ipv6Orders(200));
    ours.awaitState(VrrpState.MASTER);

    theirs.awaitNeighbour("2001:db8::10", mac);
  }

  @Test
  @DisplayName(
      "an address on an interface that is missing does not keep the others from being told")
  void announcesTheOthers() throws Exception {
    addLinkLocal();
    String mac = ours.ip("-br link show eth0").split("\\s+")[2];
    theirs.ip("addr add 2001:db8::2/64 dev eth0 nodad");
    theirs.ip("neigh add 2001:db8::10 lladdr 02:00:00:00:00:99 dev eth0 nud stale");
    VirtualAddress missing =
        new VirtualAddress(ipv4("203.0.113.11"), 32, "eth9", null, 0, null, false);
    VirtualAddress ipv6 = new VirtualAddress(ipv6("2001:db8::10"), 64);

    ours.elect(Rig.excluding(orders(3, 200, MULTICAST, NONE), List.of(missing, ipv6)));
    ours.awaitState(VrrpState.MASTER);

    theirs.awaitNeighbour("2001:db8::10", mac);
  }
}
