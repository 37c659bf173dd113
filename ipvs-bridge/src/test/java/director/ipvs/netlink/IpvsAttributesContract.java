// SPDX-License-Identifier: Apache-2.0
package director.ipvs.netlink;

import static director.ipvs.table.AddressFamily.IPV4;
import static director.ipvs.table.AddressFamily.IPV6;
import static director.ipvs.table.ForwardingMethod.BYPASS;
import static director.ipvs.table.ForwardingMethod.LOCAL_NODE;
import static director.ipvs.table.ForwardingMethod.TUNNEL;
import static director.ipvs.table.SyncDaemon.Role.BACKUP;
import static director.ipvs.table.SyncDaemon.Role.MASTER;
import static director.ipvs.table.Tables.address;
import static director.ipvs.table.Tables.entry;
import static director.ipvs.table.Tables.server;
import static director.ipvs.table.Tables.table;
import static director.ipvs.table.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsChange.SetTimeouts;
import director.ipvs.table.IpvsChange.StartDaemon;
import director.ipvs.table.IpvsChange.StopDaemon;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.IpvsadmForm;
import director.ipvs.table.Persistence;
import director.ipvs.table.RealServer;
import director.ipvs.table.SettingsReconciler;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.Timeouts;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attribute is written by us and read back by ipvsadm, and written by ipvsadm and read by us.
 * Each test finds no service, no sync daemon, and the timeouts 900, 120 and 300; there are the
 * interfaces d0, up with addresses of both families, and d1, down without any.
 */
abstract class IpvsAttributesContract extends IpvsWorld {
  private static final String DEFAULT_TIMEOUTS = "Timeout (tcp tcpfin udp): 900 120 300";
  private static final Timeouts AS_THEY_ARE =
      new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  abstract Ipvsadm ipvsadm();

  /** A sync daemon is stopped in time, but without an answer, before its thread has run at all. */
  abstract void letThreadsBegin() throws InterruptedException;

  static Stream<AttributeCase> tables() {
    return AttributeCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  @DisplayName("what we write, ipvsadm lists, and in the form that we have for it")
  void ipvsadmReadsWhatWeWrite(AttributeCase attribute) throws Exception {
    bringTo(attribute.services(), Set.of());

    Ipvsadm.Listing listing = ipvsadm().list();

    assertEquals(
        new Ipvsadm.Listing(
            Set.copyOf(IpvsadmForm.lines(attribute.services())),
            attribute.thresholds(),
            List.of(DEFAULT_TIMEOUTS)),
        listing);
    assertEquals(attribute.services(), client().read().table());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  @DisplayName("what ipvsadm writes, we read, and find nothing to change")
  void weReadWhatIpvsadmWrites(AttributeCase attribute) throws Exception {
    ipvsadm().run(attribute.typed().toArray(String[]::new));

    var table = client().read().table();

    assertEquals(attribute.services(), table);
    assertEquals(List.of(), IpvsReconciler.diff(attribute.services(), table, Set.of()));
  }

  @Test
  @DisplayName("what ipvsadm saved of any table of ours, it takes back as the same table")
  void ipvsadmRestoresWhatWeSave() throws Exception {
    for (AttributeCase attribute : tables().toList()) {
      if (!attribute.lossy()) {
        ipvsadm().run(IpvsadmForm.lines(attribute.services()).toArray(String[]::new));
        assertEquals(attribute.services(), client().read().table());
        bringTo(IpvsTable.EMPTY, attribute.services().services().keySet());
      }
    }
  }

  @Test
  @DisplayName("what ipvsadm cannot write, it lists in the form that we have for it all the same")
  void ipvsadmReadsWhatItCannotWrite() throws Exception {
    VirtualService.Id web = tcp("203.0.113.10", 443);
    var gre = new Tunnel(Tunnel.Type.GRE, 0, Tunnel.Checksum.REMOTE);
    var ipip = new Tunnel(Tunnel.Type.IPIP, 6080, Tunnel.Checksum.FULL);
    IpvsTable table =
        table(
            entry(
                new VirtualService(web, "mh", 0x3c, Persistence.none(IPV4)),
                new RealServer(server("10.0.0.11", 8443), 1),
                new RealServer(server("10.0.0.12", 443), 1, LOCAL_NODE, 0, 0),
                new RealServer(server("10.0.0.13", 443), 1, BYPASS, 0, 0),
                new RealServer(server("10.0.0.14", 443), 1, TUNNEL, gre, 0, 0),
                new RealServer(server("10.0.0.15", 443), 1, TUNNEL, ipip, 0, 0)),
            entry(new VirtualService(tcp("::102:304", 0), "sh", 0x20, Persistence.none(IPV6))));
    bringTo(table, Set.of());

    Set<String> rules = ipvsadm().list().rules();

    assertEquals(new TreeSet<>(IpvsadmForm.lines(table)), new TreeSet<>(rules));
    assertEquals(table, client().read().table());
  }

  @Test
  @DisplayName("timeouts that we set, ipvsadm lists; zero leaves one as it is")
  void ipvsadmReadsOurTimeouts() throws Exception {
    apply(new SetTimeouts(AS_THEY_ARE, seconds(1000, 0, 400)));

    assertEquals(List.of("Timeout (tcp tcpfin udp): 1000 120 400"), ipvsadm().list().settings());
    assertEquals(seconds(1000, 120, 400), settings().timeouts());
  }

  @Test
  @DisplayName("timeouts that ipvsadm sets, we read; zero leaves one as it is")
  void weReadTimeoutsOfIpvsadm() throws Exception {
    ipvsadm().run("--set 0 60 0", "--set 7200 0 0");

    assertEquals(seconds(7200, 60, 300), settings().timeouts());
  }

  static Stream<Arguments> daemons() {
    return Stream.of(
        daemon(
            "--start-daemon master --mcast-interface d0 --syncid 51",
            "master sync daemon (mcast=d0, syncid=51, maxlen=1472, group=224.0.0.81, port=8848,"
                + " ttl=1)",
            SyncDaemon.plain(MASTER, "d0", 51)),
        daemon(
            "--start-daemon backup --mcast-interface d0 --syncid 0",
            "backup sync daemon (mcast=d0, syncid=0, maxlen=1472, group=224.0.0.81, port=8848,"
                + " ttl=1)",
            SyncDaemon.plain(BACKUP, "d0", 0)),
        daemon(
            "--start-daemon master --mcast-interface d0 --syncid 255 --sync-maxlen 1400"
                + " --mcast-group 224.0.0.90 --mcast-port 8850 --mcast-ttl 7",
            "master sync daemon (mcast=d0, syncid=255, maxlen=1400, group=224.0.0.90, port=8850,"
                + " ttl=7)",
            new SyncDaemon(MASTER, "d0", 255, address("224.0.0.90"), 8850, 7, 1400)),
        daemon(
            "--start-daemon master --mcast-interface d0 --syncid 1 --mcast-group ff02::81",
            "master sync daemon (mcast=d0, syncid=1, maxlen=1452, group=ff02::81, port=8848,"
                + " ttl=1)",
            new SyncDaemon(MASTER, "d0", 1, address("ff02::81"), 8848, 1, 0)),
        daemon(
            "--start-daemon backup --mcast-interface d0 --syncid 1 --sync-maxlen 500"
                + " --mcast-group ff02::81 --mcast-port 65535 --mcast-ttl 255",
            "backup sync daemon (mcast=d0, syncid=1, maxlen=1024, group=ff02::81, port=65535,"
                + " ttl=255)",
            new SyncDaemon(BACKUP, "d0", 1, address("ff02::81"), 65535, 255, 500)),
        daemon(
            "--start-daemon backup --mcast-interface lo --syncid 1",
            "backup sync daemon (mcast=lo, syncid=1, maxlen=65507, group=224.0.0.81, port=8848,"
                + " ttl=1)",
            SyncDaemon.plain(BACKUP, "lo", 1)),
        daemon(
            "--start-daemon backup --mcast-interface d1 --syncid 1",
            "backup sync daemon (mcast=d1, syncid=1, maxlen=1472, group=224.0.0.81, port=8848,"
                + " ttl=1)",
            SyncDaemon.plain(BACKUP, "d1", 1)));
  }

  private static Arguments daemon(String typed, String listed, SyncDaemon daemon) {
    return Arguments.of(typed, listed, daemon);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  @DisplayName("a sync daemon that we start, ipvsadm lists, and we have nothing to change")
  void ipvsadmReadsOurDaemon(String typed, String listed, SyncDaemon daemon) throws Exception {
    bringTo(daemon);

    assertEquals(List.of(DEFAULT_TIMEOUTS, listed), ipvsadm().list().settings());
    assertEquals(List.of(), difference(daemon));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("daemons")
  @DisplayName("a sync daemon that ipvsadm starts, we read, and have nothing to change")
  void weReadADaemonOfIpvsadm(String typed, String listed, SyncDaemon daemon) throws Exception {
    ipvsadm().run(typed);

    assertEquals(List.of(), difference(daemon));
    assertEquals(Set.of(daemon.role()), settings().daemons().keySet());
  }

  @Test
  @DisplayName("a sync daemon of each role runs, one is replaced, and both are stopped")
  void bothDaemons() throws Exception {
    SyncDaemon master = SyncDaemon.plain(MASTER, "d0", 51);
    SyncDaemon backup = SyncDaemon.plain(BACKUP, "d0", 52);
    SyncDaemon other = new SyncDaemon(BACKUP, "d0", 53, address("224.0.0.90"), 8850, 1, 1400);

    bringTo(master, backup);
    letThreadsBegin();
    bringTo(master, other);
    letThreadsBegin();
    SyncDaemon kept = settings().daemons().get(BACKUP);
    bringTo();

    assertEquals(other, kept);
    assertEquals(List.of(DEFAULT_TIMEOUTS), ipvsadm().list().settings());
  }

  @Test
  @DisplayName("to stop a daemon that does not run is no error")
  void stopsTheAbsent() throws IOException {
    apply(new StopDaemon(SyncDaemon.plain(MASTER, "d0", 51)));
    apply(new StartDaemon(SyncDaemon.plain(BACKUP, "d0", 51)));
    apply(new StopDaemon(SyncDaemon.plain(MASTER, "d0", 51)));

    assertEquals(Set.of(BACKUP), settings().daemons().keySet());
  }

  private void bringTo(SyncDaemon... daemons) throws IOException {
    apply(difference(daemons).toArray(IpvsChange[]::new));
  }

  private List<IpvsChange> difference(SyncDaemon... daemons) throws IOException {
    return SettingsReconciler.diff(AS_THEY_ARE, Optional.of(List.of(daemons)), settings());
  }

  private IpvsSettings settings() throws IOException {
    return client().read().settings();
  }

  private static Timeouts seconds(long tcp, long tcpFin, long udp) {
    return new Timeouts(
        Duration.ofSeconds(tcp), Duration.ofSeconds(tcpFin), Duration.ofSeconds(udp));
  }
}
