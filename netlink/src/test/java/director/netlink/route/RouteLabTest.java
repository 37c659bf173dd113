// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.AttributeWriter;
import director.netlink.FreshNamespace;
import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Epoll;
import director.netlink.linux.Errno;
import director.netlink.route.RouteEvent.AddressAdded;
import director.netlink.route.RouteEvent.AddressGone;
import director.netlink.route.RouteEvent.LinkChanged;
import director.netlink.route.RouteEvent.LinkGone;
import director.netlink.route.RouteEvent.Overrun;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the kernel, in a namespace with the two ends of a veth pair, v0 and v1, both up. */
@Tag("lab")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RouteLabTest {
  private static final int VRRP = 112;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private FreshNamespace namespace;
  private RouteClient client;
  private RouteMonitor monitor;
  private int v0;

  @BeforeEach
  void open() throws Exception {
    namespace = FreshNamespace.create("route");
    opened.add(namespace);
    namespace.ip("link add v0 type veth peer name v1");
    // DAD would take some seconds, and not end while a test runs.
    namespace.sysctl("net.ipv6.conf.v0.dad_transmits=60");
    namespace.ip("link set v0 address 02:00:00:00:00:01 up");
    client = namespace.inside(() -> new RouteClient(LinuxNetlink.open(LinuxNetlink.ROUTE)));
    opened.add(client);
    monitor = namespace.inside(RouteMonitor::open);
    opened.add(monitor);
    v0 = link("v0").orElseThrow().index();
    namespace.ip("link set v1 up");
    await(linkIs("v0", true));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private Optional<Link> link(String name) throws NetlinkException {
    return client.links().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  private InterfaceAddress onV0(String address, int prefixLength) throws Exception {
    return InterfaceAddress.of(v0, InetAddress.getByName(address), prefixLength);
  }

  private Optional<InterfaceAddress> found(InterfaceAddress address) throws NetlinkException {
    return client.addresses().stream().filter(address::isSameAs).findFirst();
  }

  private List<RouteEvent> heard() throws Exception {
    List<RouteEvent> all = new ArrayList<>();
    for (List<RouteEvent> some = monitor.read(); !some.isEmpty(); some = monitor.read()) {
      all.addAll(some);
    }
    return all;
  }

  /** Without those that come when they want: of links and link-local addresses. */
  private List<RouteEvent> heardOfAddresses() throws Exception {
    List<RouteEvent> all = heard();
    all.removeIf(LinkChanged.class::isInstance);
    all.removeIf(event -> event instanceof AddressAdded a && isLinkLocal(a.address()));
    all.removeIf(event -> event instanceof AddressGone a && isLinkLocal(a.address()));
    return all;
  }

  /** For what the kernel tells of a moment after it answered: IPv6 addresses, and carriers. */
  private void await(Predicate<RouteEvent> expected) throws Exception {
    try (Epoll epoll = Epoll.create()) {
      epoll.add(monitor.descriptor(), 0);
      do {
        epoll.await();
      } while (monitor.read().stream().noneMatch(expected));
    }
  }

  private static Predicate<RouteEvent> linkIs(String name, boolean running) {
    return event ->
        event instanceof LinkChanged changed
            && changed.link().name().equals(name)
            && changed.link().running() == running;
  }

  private static boolean isLinkLocal(InterfaceAddress address) {
    return address.address().isLinkLocalAddress();
  }

  @Test
  @DisplayName("links are those of the namespace, as ip shows them")
  void listsLinks() throws Exception {
    namespace.ip("link set v0 mtu 1400");
    namespace.ip("link set v1 down");
    await(linkIs("v0", false));

    List<Link> links = client.links();

    assertEquals(List.of("lo", "v0", "v1"), links.stream().map(Link::name).sorted().toList());
    assertEquals(
        Optional.of(
            new Link(
                v0,
                "v0",
                true,
                false,
                false,
                Optional.of(new MacAddress(0x020000000001L)),
                1400,
                false,
                link("v1").orElseThrow().index(),
                "veth",
                Optional.empty())),
        link("v0"));
    assertFalse(link("v1").orElseThrow().up());
    assertTrue(link("lo").orElseThrow().loopback());
  }

  @Test
  @DisplayName("an IPv4 address is put as ip addr add puts it, and taken away again")
  void ipv4() throws Exception {
    InterfaceAddress vip = onV0("192.0.2.10", 24).withProtocol(VRRP);
    assertTrue(client.add(vip));
    assertFalse(client.add(vip));

    assertEquals(
        Optional.of(vip.withFlags(AddressFlag.PERMANENT).withLabel("v0")),
        found(vip).map(address -> address.withProtocol(VRRP)));
    String shown = namespace.ip("-o -4 addr show dev v0").strip();
    assertTrue(shown.contains("inet 192.0.2.10/24 scope global"), shown);
    assertFalse(shown.contains("brd"), shown);

    assertTrue(client.delete(vip));
    assertFalse(client.delete(vip));
    assertEquals("", namespace.ip("-o -4 addr show dev v0"));
  }

  @Test
  @DisplayName("the protocol is kept, since Linux 5.18")
  void protocol() throws Exception {
    InterfaceAddress ipv4 = onV0("192.0.2.10", 24).withProtocol(VRRP);
    InterfaceAddress ipv6 = onV0("2001:db8::10", 64).withProtocol(VRRP);

    client.add(ipv4);
    client.add(ipv6);

    assertEquals(VRRP, found(ipv4).orElseThrow().protocol());
    assertEquals(VRRP, found(ipv6).orElseThrow().protocol());
  }

  @Test
  @DisplayName("an attribute that the kernel does not know yet does no harm")
  void unknownAttribute() throws Exception {
    int unknown = 64;
    InterfaceAddress ipv4 = onV0("192.0.2.10", 24);
    InterfaceAddress ipv6 = onV0("2001:db8::10", 64);

    try (LinuxNetlink kernel = namespace.inside(() -> LinuxNetlink.open(LinuxNetlink.ROUTE))) {
      for (InterfaceAddress address : List.of(ipv4, ipv6)) {
        NetlinkMessage add = AddressCodec.add(address);
        AttributeWriter extended = new AttributeWriter().header(add.payload()).u8(unknown, VRRP);
        kernel.request(new NetlinkMessage(add.type(), add.flags(), extended.payload()));
      }
    }

    assertTrue(found(ipv4).isPresent());
    assertTrue(found(ipv6).isPresent());
  }

  @Test
  @DisplayName("the second IPv4 address of a subnet is secondary, and goes with the first")
  void secondary() throws Exception {
    namespace.sysctl("net.ipv4.conf.v0.promote_secondaries=0");
    InterfaceAddress first = onV0("192.0.2.10", 24);
    InterfaceAddress second = onV0("192.0.2.11", 24);
    client.add(first);
    client.add(second);
    assertFalse(found(first).orElseThrow().has(AddressFlag.SECONDARY));
    assertTrue(found(second).orElseThrow().has(AddressFlag.SECONDARY));

    client.delete(first);

    assertEquals(Optional.empty(), found(second));
  }

  @Test
  @DisplayName("an IPv4 address is deleted with its own prefix only")
  void deletesExactly() throws Exception {
    InterfaceAddress host = onV0("192.0.2.10", 32);
    InterfaceAddress net = onV0("192.0.2.10", 24);
    assertTrue(client.add(host));
    assertTrue(client.add(net));

    assertTrue(client.delete(net));

    assertTrue(found(host).isPresent());
    assertFalse(client.delete(net));
  }

  @Test
  @DisplayName("an IPv6 address is tentative with DAD, and usable at once without")
  void ipv6() throws Exception {
    InterfaceAddress careful = onV0("2001:db8::10", 64);
    InterfaceAddress quick = onV0("2001:db8::11", 64).withFlags(AddressFlag.NO_DAD);

    assertTrue(client.add(careful));
    assertTrue(client.add(quick));
    assertFalse(client.add(quick));

    assertTrue(found(careful).orElseThrow().has(AddressFlag.TENTATIVE));
    assertFalse(found(quick).orElseThrow().has(AddressFlag.TENTATIVE));
    assertTrue(client.delete(careful));
    assertTrue(client.delete(quick));
    assertFalse(client.delete(quick));
    assertEquals("", namespace.ip("-o -6 addr show dev v0 scope global"));
  }

  @Test
  @DisplayName("an IPv6 address is there once: with another prefix it is refused")
  void ipv6WithAnotherPrefix() throws Exception {
    client.add(onV0("2001:db8::10", 64));

    var refused = assertThrows(NetlinkException.class, () -> client.add(onV0("2001:db8::10", 128)));

    assertTrue(refused.is(Errno.EEXIST), refused.getMessage());
  }

  @Test
  @DisplayName("the route of the subnet comes unless it is not wanted")
  void prefixRoute() throws Exception {
    client.add(onV0("2001:db8:1::10", 64).withFlags(AddressFlag.NO_DAD));
    client.add(
        onV0("2001:db8:2::10", 64).withFlags(AddressFlag.NO_DAD, AddressFlag.NO_PREFIX_ROUTE));
    client.add(onV0("192.0.2.10", 24));
    client.add(onV0("198.51.100.10", 24).withFlags(AddressFlag.NO_PREFIX_ROUTE));

    String routes = namespace.ip("-6 route show dev v0") + namespace.ip("-4 route show dev v0");

    assertTrue(routes.contains("2001:db8:1::/64"), routes);
    assertFalse(routes.contains("2001:db8:2::/64"), routes);
    assertTrue(routes.contains("192.0.2.0/24"), routes);
    assertFalse(routes.contains("198.51.100.0/24"), routes);
  }

  @Test
  @DisplayName("a deprecated address lives for ever, but is not preferred")
  void deprecated() throws Exception {
    InterfaceAddress vip =
        onV0("2001:db8::10", 128).withFlags(AddressFlag.NO_DAD, AddressFlag.DEPRECATED);

    client.add(vip);

    assertTrue(found(vip).orElseThrow().has(AddressFlag.DEPRECATED));
    String shown = namespace.ip("-o -6 addr show dev v0 scope global");
    assertTrue(shown.contains("valid_lft forever preferred_lft 0sec"), shown);
  }

  @Test
  @DisplayName("an address has its label, scope, broadcast and peer, as ip shows them")
  void details() throws Exception {
    InterfaceAddress vip =
        onV0("192.0.2.10", 24)
            .withBroadcast(InetAddress.getByName("192.0.2.255"))
            .withLabel("v0:vip")
            .withScope(Scope.LINK);
    InterfaceAddress peer =
        onV0("198.51.100.1", 32).withPeer(InetAddress.getByName("198.51.100.2"));
    InterfaceAddress peer6 =
        onV0("2001:db8::1", 128)
            .withPeer(InetAddress.getByName("2001:db8::2"))
            .withFlags(AddressFlag.NO_DAD);

    for (InterfaceAddress address : List.of(vip, peer, peer6)) {
      assertTrue(client.add(address));
      assertFalse(client.add(address));
    }

    InterfaceAddress vipRead = found(vip).orElseThrow();
    assertEquals(vip.withFlags(AddressFlag.PERMANENT), vipRead);
    assertEquals(peer.withFlags(AddressFlag.PERMANENT).withLabel("v0"), found(peer).orElseThrow());
    assertEquals(
        peer6.withFlags(AddressFlag.PERMANENT, AddressFlag.NO_DAD), found(peer6).orElseThrow());
    String shown = namespace.ip("-o addr show dev v0");
    assertTrue(shown.contains("192.0.2.10/24 brd 192.0.2.255 scope link v0:vip"), shown);
    assertTrue(shown.contains("198.51.100.1 peer 198.51.100.2/32 scope global v0"), shown);
    assertTrue(shown.contains("2001:db8::1 peer 2001:db8::2/128"), shown);
    for (InterfaceAddress address : List.of(vip, peer, peer6)) {
      assertTrue(client.delete(address));
      assertFalse(client.delete(address));
    }
  }

  @Test
  @DisplayName("a lease that is not renewed ends by itself, and one that is stays")
  void lease() throws Exception {
    Lifetime twoSeconds = Lifetime.of(Duration.ofSeconds(2));
    InterfaceAddress left = onV0("192.0.2.10", 24).withProtocol(VRRP).withLifetime(twoSeconds);
    InterfaceAddress left6 =
        onV0("2001:db8::10", 128).withFlags(AddressFlag.NO_DAD).withLifetime(twoSeconds);
    InterfaceAddress kept = onV0("198.51.100.10", 32).withLifetime(twoSeconds);
    InterfaceAddress kept6 = onV0("2001:db8::11", 128).withLifetime(twoSeconds);
    for (InterfaceAddress address : List.of(left, left6, kept, kept6)) {
      assertTrue(client.add(address));
    }
    assertFalse(found(left).orElseThrow().has(AddressFlag.PERMANENT));
    assertEquals(2, found(kept).orElseThrow().lifetime().valid().toSeconds(), 1);

    boolean gone = false;
    boolean gone6 = false;
    try (Epoll epoll = Epoll.create()) {
      epoll.add(monitor.descriptor(), 0);
      while (!gone || !gone6) {
        // Each renewal is an event as well, so this never waits for long.
        client.renew(kept);
        client.renew(kept6);
        epoll.await();
        for (RouteEvent event : monitor.read()) {
          gone |= event instanceof AddressGone a && a.address().isSameAs(left);
          gone6 |= event instanceof AddressGone a && a.address().isSameAs(left6);
        }
      }
    }

    assertEquals(Optional.empty(), found(left));
    assertEquals(Optional.empty(), found(left6));
    assertTrue(found(kept).isPresent());
    assertTrue(found(kept6).isPresent());
  }

  @Test
  @DisplayName("a renewal makes a lease of an endless address, an endless one of a lease, or adds")
  void renews() throws Exception {
    for (InterfaceAddress vip :
        List.of(
            onV0("192.0.2.10", 24).withLabel("v0"),
            onV0("2001:db8::10", 64).withFlags(AddressFlag.NO_DAD))) {
      Lifetime hour = Lifetime.of(Duration.ofHours(1));

      client.renew(vip);
      InterfaceAddress added = found(vip).orElseThrow();
      client.renew(vip.withLifetime(hour));
      InterfaceAddress leased = found(vip).orElseThrow();
      client.renew(vip);
      InterfaceAddress endless = found(vip).orElseThrow();

      assertEquals(Lifetime.FOREVER, added.lifetime());
      assertFalse(leased.has(AddressFlag.PERMANENT));
      assertEquals(3600, leased.lifetime().valid().toSeconds(), 2);
      assertEquals(added, endless);
      assertEquals(
          1, client.addresses().stream().filter(vip::isSameAs).count(), "still there once");
    }
  }

  @Test
  @DisplayName("on a link that does not exist, an add is refused and a delete has nothing to do")
  void noSuchLink() throws Exception {
    InterfaceAddress ipv4 = InterfaceAddress.of(4711, InetAddress.getByName("192.0.2.10"), 24);
    InterfaceAddress ipv6 = InterfaceAddress.of(4711, InetAddress.getByName("2001:db8::1"), 64);

    assertTrue(assertThrows(NetlinkException.class, () -> client.add(ipv4)).is(Errno.ENODEV));
    assertTrue(assertThrows(NetlinkException.class, () -> client.add(ipv6)).is(Errno.ENODEV));
    assertFalse(client.delete(ipv4));
    assertFalse(client.delete(ipv6));
  }

  @Test
  @DisplayName("the monitor hears of addresses, by whoever changes them, in order")
  void hearsOfAddresses() throws Exception {
    InterfaceAddress ours = onV0("192.0.2.10", 24);
    InterfaceAddress theirs = onV0("198.51.100.1", 32);
    heard();

    client.add(ours);
    namespace.ip("addr add 198.51.100.1/32 dev v0");
    namespace.ip("addr del 192.0.2.10/24 dev v0");

    assertEquals(
        List.of(
            new AddressAdded(ours.withFlags(AddressFlag.PERMANENT).withLabel("v0")),
            new AddressAdded(theirs.withFlags(AddressFlag.PERMANENT).withLabel("v0")),
            new AddressGone(ours.withFlags(AddressFlag.PERMANENT).withLabel("v0"))),
        heardOfAddresses());
    assertEquals(List.of(), heardOfAddresses());
  }

  @Test
  @DisplayName("the monitor hears of IPv6 addresses")
  void hearsOfIpv6() throws Exception {
    InterfaceAddress vip = onV0("2001:db8::10", 64).withFlags(AddressFlag.NO_DAD);
    InterfaceAddress seen = vip.withFlags(AddressFlag.NO_DAD, AddressFlag.PERMANENT);
    heard();

    client.add(vip);
    await(new AddressAdded(seen)::equals);
    client.delete(vip);

    assertEquals(List.of(new AddressGone(seen)), heardOfAddresses());
  }

  @Test
  @DisplayName("the monitor hears of a link that goes down, is renamed, and goes away")
  void hearsOfLinks() throws Exception {
    heard();

    namespace.ip("link set v0 down");
    namespace.ip("link set v0 name renamed");
    namespace.ip("link delete renamed");

    List<RouteEvent> heard = heard();
    List<Link> states =
        heard.stream()
            .filter(LinkChanged.class::isInstance)
            .map(event -> ((LinkChanged) event).link())
            .filter(link -> link.index() == v0)
            .toList();
    assertFalse(states.get(0).up());
    assertEquals("renamed", states.get(states.size() - 1).name());
    assertTrue(heard.contains(new LinkGone(v0, "renamed")), heard.toString());
  }

  @Test
  @DisplayName("the monitor hears that the carrier of the other end is lost and returns")
  void hearsOfCarrier() throws Exception {
    assertTrue(link("v0").orElseThrow().running());

    namespace.ip("link set v1 down");
    await(linkIs("v0", false));

    Link without = link("v0").orElseThrow();
    assertTrue(without.up());
    assertFalse(without.running());
  }

  @Test
  @DisplayName("a port that leaves its bridge is not gone")
  void bridgePort() throws Exception {
    namespace.ip("link add br0 type bridge");
    namespace.ip("link set v0 master br0");
    heard();

    namespace.ip("link set v0 nomaster");

    List<RouteEvent> heard = heard();
    assertTrue(heard.stream().noneMatch(LinkGone.class::isInstance), heard.toString());
  }

  @Test
  @DisplayName("who does not read for long is told that events were lost, and hears again after it")
  void overrun() throws Exception {
    InterfaceAddress vip = onV0("192.0.2.10", 24);
    heard();

    for (int i = 0; i < 5000; i++) {
      client.add(vip);
      client.delete(vip);
    }
    List<RouteEvent> late = heard();
    client.add(vip);

    assertTrue(late.contains(new Overrun()), late.size() + " events");
    assertTrue(late.size() < 10_000, late.size() + " events");
    assertEquals(
        List.of(new AddressAdded(vip.withFlags(AddressFlag.PERMANENT).withLabel("v0"))),
        heardOfAddresses());
  }
}
