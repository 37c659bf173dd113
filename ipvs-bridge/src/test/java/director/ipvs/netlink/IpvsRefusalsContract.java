// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.ForwardingMethod.DIRECT_ROUTING;
import static director.ipvs.table.ForwardingMethod.TUNNEL;
import static director.ipvs.table.SyncDaemon.Role.BACKUP;
import static director.ipvs.table.SyncDaemon.Role.MASTER;
import static director.ipvs.table.Tables.address;
import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.ipvs.IpvsRefusal;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsChange.AddServer;
import director.ipvs.table.IpvsChange.AddService;
import director.ipvs.table.IpvsChange.EditServer;
import director.ipvs.table.IpvsChange.EditService;
import director.ipvs.table.IpvsChange.SetTimeouts;
import director.ipvs.table.IpvsChange.StartDaemon;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.RealServer;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the kernel refuses, and in what words we pass it on; and what it takes although one might
 * think otherwise. Each test finds what those of {@link IpvsAttributesContract} do.
 */
abstract class IpvsRefusalsContract extends IpvsWorld {
  private static final VirtualService.Id WEB = tcp("203.0.113.10", 443);
  private static final VirtualService.Id WEB6 = tcp("2001:db8::10", 443);
  private static final RealServer.Id ROUTER = server("10.0.0.11", 443);
  private static final RealServer.Id ROUTER6 = server("2001:db8::11", 443);
  private static final int MAGLEV_TABLE = 4093;

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "abcdefghijklmno"})
  @DisplayName("a scheduler that no module has is named")
  void unknownScheduler(String name) throws IOException {
    assertRefused(
        "cannot add service TCP 203.0.113.10:443 scheduler %s: No such file or directory (ENOENT):"
                .formatted(name)
            + " there is no kernel module ip_vs_"
            + name,
        new AddService(new VirtualService(WEB, name)));
  }

  @Test
  @DisplayName("twos, which Linux has since 5.12 and Debian 12 has not, works or is named")
  void unbuiltScheduler() throws IOException {
    List<IpvsRefusal> refusals =
        client().apply(List.of(new AddService(new VirtualService(WEB, "twos"))));

    assertTrue(
        refusals.isEmpty()
            || refusals
                .get(0)
                .reason()
                .equals(
                    "cannot add service TCP 203.0.113.10:443 scheduler twos: No such file or"
                        + " directory (ENOENT): there is no kernel module ip_vs_twos"),
        refusals::toString);
  }

  @Test
  @DisplayName("a name of more than 15 bytes is no scheduler")
  void overlongScheduler() throws IOException {
    assertRefused(
        "cannot add service TCP 203.0.113.10:443 scheduler abcdefghijklmnop: Invalid argument"
            + " (EINVAL): the kernel takes no service with such values",
        new AddService(new VirtualService(WEB, "abcdefghijklmnop")));
  }

  @Test
  @DisplayName("an engine of persistence that no module has is named, and so is the scheduler")
  void unknownEngine() throws IOException {
    var persistence = new Persistence(Duration.ofSeconds(60), -1, "nosuch");

    assertRefused(
        "cannot add service TCP 203.0.113.10:443 scheduler rr flags 0x1 persistence 60 s netmask"
            + " 0xffffffff engine nosuch: No such file or directory (ENOENT): there is no kernel"
            + " module ip_vs_rr, or none ip_vs_pe_nosuch",
        new AddService(new VirtualService(WEB, "rr", 0x1, persistence)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 129, -1})
  @DisplayName("the netmask of IPv6 has its bounds")
  void ipv6Netmask(int length) throws IOException {
    var persistence = new Persistence(Duration.ofSeconds(60), length, "");

    assertRefused(
        "cannot add service TCP [2001:db8::10]:443 scheduler rr flags 0x1 persistence 60 s netmask"
            + " 0x"
            + Integer.toHexString(length)
            + ": Invalid argument (EINVAL): the netmask of IPv6 is the length of a prefix, 1..128",
        new AddService(new VirtualService(WEB6, "rr", 0x1, persistence)));
  }

  @Test
  @DisplayName("port 0 without persistence is ipvsadm's rule, not the kernel's")
  void portZero() throws IOException {
    VirtualService all = new VirtualService(tcp("203.0.113.10", 0), "rr");

    apply(new AddService(all));

    assertEquals(table(entry(all)), client().read().table());
  }

  @Test
  @DisplayName("another port by direct routing is changed by ipvsadm, not by the kernel")
  void otherPort() throws IOException {
    VirtualService web = new VirtualService(WEB, "rr");
    RealServer other = new RealServer(server("10.0.0.11", 8443), 1);

    apply(new AddService(web), new AddServer(WEB, other));

    assertEquals(table(entry(web, other)), client().read().table());
  }

  @ParameterizedTest
  @CsvSource({"DIRECT_ROUTING, ''", "MASQUERADE, ' masquerade'"})
  @DisplayName("an IPv6 server of an IPv4 service is reached by tunnel only")
  void mixedFamilies(ForwardingMethod method, String named) throws IOException {
    apply(new AddService(new VirtualService(WEB, "rr")));

    assertRefused(
        "cannot add real server [2001:db8::11]:443 weight 1"
            + named
            + " to TCP 203.0.113.10:443: Invalid argument (EINVAL): one of another family than its"
            + " service's can be reached by tunnel only",
        new AddServer(WEB, new RealServer(ROUTER6, 1, method, 0, 0)));
  }

  @Test
  @DisplayName("an IPv6 server of an IPv4 service, and a sync daemon, exclude each other")
  void mixedFamiliesAndSync() throws IOException {
    RealServer bridge = new RealServer(ROUTER6, 1, TUNNEL, 0, 0);
    SyncDaemon backup = SyncDaemon.plain(BACKUP, "d0", 51);
    apply(new AddService(new VirtualService(WEB, "rr")), new AddServer(WEB, bridge));

    assertRefused(
        "cannot start the backup sync daemon on d0, id 51, 224.0.0.81:8848, ttl 1, packets of any"
            + " length: Invalid argument (EINVAL): the group must be multicast, and no real server"
            + " may be of another family than its service",
        new StartDaemon(backup));
    apply(new IpvsChange.DeleteServer(WEB, ROUTER6), new StartDaemon(backup));
    assertRefused(
        "cannot add real server [2001:db8::11]:443 weight 1 tunnel to TCP 203.0.113.10:443:"
            + " Invalid argument (EINVAL): while a sync daemon runs, it must be of the service's"
            + " own family",
        new AddServer(WEB, bridge));
  }

  @Test
  @DisplayName("the lower threshold is not above the upper")
  void thresholds() throws IOException {
    RealServer sound = new RealServer(ROUTER, 1, DIRECT_ROUTING, 5, 5);
    apply(new AddService(new VirtualService(WEB, "rr")), new AddServer(WEB, sound));

    assertRefused(
        "cannot add real server 10.0.0.12:443 weight 1 thresholds 6..5 to TCP 203.0.113.10:443:"
            + " Numerical result out of range (ERANGE): its weight or thresholds are out of range",
        new AddServer(WEB, new RealServer(server("10.0.0.12", 443), 1, DIRECT_ROUTING, 5, 6)));
    assertRefused(
        "cannot change real server 10.0.0.11:443 of TCP 203.0.113.10:443 from weight 1 thresholds"
            + " 5..5 to weight 1 thresholds 6..0: Numerical result out of range (ERANGE): its"
            + " weight or thresholds are out of range",
        new EditServer(WEB, sound, new RealServer(ROUTER, 1, DIRECT_ROUTING, 0, 6)));
  }

  @Test
  @DisplayName("a gue tunnel needs a port")
  void guePort() throws IOException {
    var noPort = new Tunnel(Tunnel.Type.GUE, 0, Tunnel.Checksum.NONE);
    apply(new AddService(new VirtualService(WEB, "rr")));

    assertRefused(
        "cannot add real server 10.0.0.11:443 weight 1 tunnel gue to TCP 203.0.113.10:443: Invalid"
            + " argument (EINVAL): a gue tunnel needs a port",
        new AddServer(WEB, new RealServer(ROUTER, 1, TUNNEL, noPort, 0, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"224.0.0.1", "239.255.255.255", "255.255.255.255", "0.0.0.0"})
  @DisplayName("an IPv4 server's address is unicast")
  void unicast(String address) throws IOException {
    apply(new AddService(new VirtualService(WEB, "rr")));

    assertRefused(
        "cannot add real server "
            + address
            + ":443 weight 1 to TCP 203.0.113.10:443: Invalid argument (EINVAL): its address must"
            + " be unicast, with a route from here (is lo up?)",
        new AddServer(WEB, new RealServer(server(address, 443), 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff02::1", "fe80::1", "::"})
  @DisplayName("an IPv6 server's address is unicast, and good for more than one link")
  void unicast6(String address) throws IOException {
    apply(new AddService(new VirtualService(WEB6, "rr")));
    RealServer.Id id = server(address, 443);

    assertRefused(
        "cannot add real server "
            + id
            + " weight 1 to TCP [2001:db8::10]:443: Invalid argument (EINVAL): its address must"
            + " be unicast, with a route from here (is lo up?)",
        new AddServer(WEB6, new RealServer(id, 1)));
  }

  @Test
  @DisplayName(
      "a service with more servers than mh has room for is not switched to mh, but one of"
          + " mh takes more")
  void maglevIsFull() throws IOException {
    VirtualService none = new VirtualService(WEB, "none");
    VirtualService mh = new VirtualService(WEB, "mh");
    List<IpvsChange> changes = new ArrayList<>(List.of(new AddService(none)));
    for (int host = 0; host < MAGLEV_TABLE; host++) {
      String address = "10.0.%d.%d".formatted(host / 250, 1 + host % 250);
      changes.add(new AddServer(WEB, new RealServer(server(address, 443), 1)));
    }

    apply(changes.toArray(IpvsChange[]::new));
    apply(
        new EditService(none, mh), new AddServer(WEB, new RealServer(server("10.9.9.9", 443), 1)));
    assertEquals("mh with 4094", schedulerAndServers());

    apply(new EditService(mh, new VirtualService(WEB, "rr")));
    assertRefused(
        "cannot change service TCP 203.0.113.10:443 from scheduler rr to scheduler mh: Invalid"
            + " argument (EINVAL): mh has room for 4093 real servers; a service with more"
            + " keeps its scheduler",
        new EditService(new VirtualService(WEB, "rr"), mh));
    assertEquals("rr with 4094", schedulerAndServers());
  }

  private String schedulerAndServers() throws IOException {
    IpvsTable.Entry entry = client().read().table().services().get(WEB);
    return entry.service().scheduler() + " with " + entry.servers().size();
  }

  @Test
  @DisplayName("a timeout that the kernel's clock cannot count changes nothing")
  void overlongTimeout() throws IOException {
    Timeouts before = client().read().settings().timeouts();
    Timeouts after =
        new Timeouts(Duration.ofSeconds(1000), Duration.ofSeconds(2147483647), Duration.ZERO);

    assertRefused(
        "cannot change the timeouts from tcp 900 s, tcp-fin 120 s, udp 300 s to tcp 1000 s, tcp-fin"
            + " 2147483647 s, udp 0 s: Invalid argument (EINVAL): one of them is too long, some"
            + " weeks are the most",
        new SetTimeouts(before, after));
    assertEquals(before, client().read().settings().timeouts());
  }

  @ParameterizedTest
  @CsvSource({
    "MASTER, nope0, 224.0.0.81, No such device (ENODEV): there is no interface nope0",
    "BACKUP, nope0, 224.0.0.81, No such device (ENODEV): there is no interface nope0",
    "MASTER, d1, 224.0.0.81, 'Network is unreachable (ENETUNREACH): the interface must be up, and"
        + " have an address of the group''s family'",
    "MASTER, d1, ff02::81, 'Network is unreachable (ENETUNREACH): the interface must be up, and have"
        + " an address of the group''s family'",
    "MASTER, d0, 10.0.0.1, 'Invalid argument (EINVAL): the group must be multicast, and no real"
        + " server may be of another family than its service'",
    "BACKUP, d0, 2001:db8::1, 'Invalid argument (EINVAL): the group must be multicast, and no real"
        + " server may be of another family than its service'",
    "BACKUP, abcdefghijklmnop, 224.0.0.81, 'Invalid argument (EINVAL): the group must be multicast,"
        + " and no real server may be of another family than its service'"
  })
  @DisplayName("a sync daemon that cannot speak or hear")
  void daemon(SyncDaemon.Role role, String networkInterface, String group, String reason)
      throws IOException {
    InetAddress to = address(group);
    SyncDaemon daemon = new SyncDaemon(role, networkInterface, 1, to, 8848, 1, 0);

    assertRefused("cannot start the " + daemon + ": " + reason, new StartDaemon(daemon));
  }

  @Test
  @DisplayName("a second sync daemon of one role")
  void secondDaemon() throws IOException {
    apply(new StartDaemon(SyncDaemon.plain(MASTER, "d0", 1)));

    assertRefused(
        "cannot start the master sync daemon on d0, id 2, 224.0.0.81:8848, ttl 1, packets of any"
            + " length: File exists (EEXIST): one is running already; somebody else may have"
            + " started it",
        new StartDaemon(SyncDaemon.plain(MASTER, "d0", 2)));
  }
}
