// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.FreshNamespace;
import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.netlink.linux.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the kernel, in a namespace with the two ends of a veth pair, v0 and v1, both up. */
@Tag("lab")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkLabTest {
  private static final MacAddress VIRTUAL_ROUTER = new MacAddress(0x00005e000133L);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private FreshNamespace namespace;
  private LinkClient client;
  private RouteClient routes;
  private RouteMonitor monitor;
  private int v0;

  @BeforeEach
  void open() throws Exception {
    namespace = FreshNamespace.create("link");
    opened.add(namespace);
    namespace.ip("link add v0 type veth peer name v1");
    namespace.ip("link set v0 up");
    namespace.ip("link set v1 up");
    LinuxNetlink netlink = namespace.inside(() -> LinuxNetlink.open(LinuxNetlink.ROUTE));
    opened.add(netlink);
    client = new LinkClient(netlink);
    routes = new RouteClient(netlink);
    v0 = client.link("v0").orElseThrow().index();
    monitor = namespace.inside(RouteMonitor::open);
    opened.add(monitor);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private Macvlan vmac(MacvlanMode mode) {
    return new Macvlan("vrrp.51", v0, VIRTUAL_ROUTER, mode);
  }

  @Test
  @DisplayName("a macvlan is made as ip shows it, and deleted")
  void macvlan() throws Exception {
    Link made = client.add(vmac(MacvlanMode.PRIVATE));

    assertEquals(
        new Link(
            made.index(),
            "vrrp.51",
            false,
            false,
            false,
            Optional.of(VIRTUAL_ROUTER),
            1500,
            false,
            v0,
            "macvlan",
            Optional.of(MacvlanMode.PRIVATE)),
        made);
    String shown = namespace.ip("-d -o link show vrrp.51");
    assertTrue(shown.contains("vrrp.51@v0:"), shown);
    assertTrue(shown.contains("link/ether 00:00:5e:00:01:33"), shown);
    assertTrue(shown.contains("macvlan mode private"), shown);
    assertTrue(shown.contains("addrgenmode none"), shown);
    assertTrue(client.delete(made.index()));
    assertFalse(client.delete(made.index()));
    assertEquals(Optional.empty(), client.link("vrrp.51"));
  }

  @Test
  @DisplayName("every mode is made and read")
  void modes() throws Exception {
    for (MacvlanMode mode : MacvlanMode.values()) {
      Link made = client.add(vmac(mode));

      assertEquals(Optional.of(mode), client.link("vrrp.51").orElseThrow().macvlanMode());
      client.delete(made.index());
    }
  }

  @Test
  @DisplayName("it is set up and down, and has no IPv6 address that we did not add")
  void upAndDown() throws Exception {
    int index = client.add(vmac(MacvlanMode.PRIVATE)).index();

    client.up(index, true);
    Link up = client.link("vrrp.51").orElseThrow();
    boolean addressed =
        routes.addresses().stream().anyMatch(address -> address.interfaceIndex() == index);
    client.up(index, false);
    Link down = client.link("vrrp.51").orElseThrow();

    assertTrue(up.up());
    assertFalse(addressed);
    assertFalse(down.up());
  }

  @Test
  @DisplayName("without IPv6 it is made all the same")
  void withoutIpv6() throws Exception {
    namespace.sysctl("net.ipv6.conf.all.disable_ipv6=1");
    namespace.sysctl("net.ipv6.conf.default.disable_ipv6=1");

    Link made = client.add(vmac(MacvlanMode.PRIVATE));

    assertEquals("vrrp.51", made.name());
  }

  @Test
  @DisplayName("what the kernel refuses is told, and leaves nothing behind")
  void refusals() throws Exception {
    client.add(vmac(MacvlanMode.PRIVATE));

    var twice = assertThrows(NetlinkException.class, () -> client.add(vmac(MacvlanMode.PRIVATE)));
    var noParent =
        assertThrows(
            NetlinkException.class,
            () -> client.add(new Macvlan("other", 4711, VIRTUAL_ROUTER, MacvlanMode.PRIVATE)));
    var noLink = assertThrows(NetlinkException.class, () -> client.up(4711, true));

    assertTrue(twice.is(Errno.EEXIST), twice.getMessage());
    assertTrue(noParent.is(Errno.ENODEV), noParent.getMessage());
    assertTrue(noLink.is(Errno.ENODEV), noLink.getMessage());
    assertEquals(Optional.empty(), client.link("other"));
  }

  @Test
  @DisplayName("a link says whether it speaks ARP, what it is, and what it is on")
  void facts() throws Exception {
    namespace.ip("link set v1 arp off");

    Link arp = client.link("v0").orElseThrow();
    Link noArp = client.link("v1").orElseThrow();
    Link loopback = client.link("lo").orElseThrow();

    assertEquals(List.of(false, true), List.of(arp.noArp(), noArp.noArp()));
    assertEquals(List.of("veth", "veth"), List.of(arp.kind(), noArp.kind()));
    assertEquals(List.of(noArp.index(), v0), List.of(arp.parentIndex(), noArp.parentIndex()));
    assertEquals("", loopback.kind());
    assertEquals(0, loopback.parentIndex());
  }

  @Test
  @DisplayName("a parent in another namespace has no index here")
  void parentElsewhere() throws Exception {
    try (FreshNamespace other = FreshNamespace.create("link-other")) {
      namespace.ip("link add w0 type veth peer name w1 netns " + other.name());

      assertEquals(0, client.link("w0").orElseThrow().parentIndex());
    }
  }

  @Test
  @DisplayName("a renamed link keeps its index, and a macvlan goes with its parent")
  void renamedAndGone() throws Exception {
    int vmac = client.add(vmac(MacvlanMode.PRIVATE)).index();
    namespace.ip("link set v0 down");
    namespace.ip("link set v0 name renamed");
    assertEquals(v0, client.link("renamed").orElseThrow().index());
    assertEquals(Optional.empty(), client.link("v0"));

    namespace.ip("link delete renamed");

    List<RouteEvent> heard = new ArrayList<>();
    for (List<RouteEvent> some = monitor.read(); !some.isEmpty(); some = monitor.read()) {
      heard.addAll(some);
    }
    assertTrue(heard.contains(new RouteEvent.LinkGone(vmac, "vrrp.51")), heard.toString());
  }

  @Test
  @DisplayName("the kernel tells what it knows of a neighbour")
  void neighbours() throws Exception {
    namespace.ip("addr add 192.0.2.1/24 dev v0");
    namespace.ip("neigh add 192.0.2.254 lladdr 02:00:00:00:00:09 dev v0");
    namespace.ip("neigh add 2001:db8::fe lladdr 02:00:00:00:00:0a nud stale dev v0");
    var gateway4 = java.net.InetAddress.getByName("192.0.2.254");
    var gateway6 = java.net.InetAddress.getByName("2001:db8::fe");

    assertEquals(
        Optional.of(
            new Neighbour(
                v0,
                gateway4,
                Optional.of(new MacAddress(0x020000000009L)),
                Neighbour.State.PERMANENT)),
        routes.neighbour(v0, gateway4));
    assertEquals(
        Optional.of(
            new Neighbour(
                v0, gateway6, Optional.of(new MacAddress(0x02000000000aL)), Neighbour.State.STALE)),
        routes.neighbour(v0, gateway6));
    assertEquals(
        Optional.empty(), routes.neighbour(v0, java.net.InetAddress.getByName("192.0.2.253")));
  }
}
