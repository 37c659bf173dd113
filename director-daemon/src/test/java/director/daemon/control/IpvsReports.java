// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.StatusReport.Drift;
import director.daemon.control.StatusReport.Instruction;
import director.daemon.control.StatusReport.Ipvs;
import director.daemon.control.StatusReport.Persistence;
import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sorry;
import director.daemon.control.StatusReport.SyncDaemon;
import director.daemon.control.StatusReport.Sysctl;
import director.daemon.control.StatusReport.Timeouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator finds when IPVS itself has a story to tell; the same morning as {@link Reports}.
 */
public final class IpvsReports {
  private static final Instant NOW = Instant.parse("2026-11-22T05:28:40Z");

  private IpvsReports() {}

  /**
   * Two servers are held in, others obey orders, one rises; settings differ, somebody used ipvsadm.
   */
  public static StatusReport troubled() {
    return new StatusReport(
        Reports.allWell().director(),
        Reports.allWell().vrrp(),
        List.of(group(), gone(), Reports.photos(Reports.up("router1"))),
        drifted(),
        Reports.allWell().elector(),
        List.of(
            "cannot add real server [2001:db8::21]:443 weight 1 to TCP [2001:db8::10]:443:"
                + " Operation not permitted (errno 1)"));
  }

  public static Service group() {
    return group(
        List.of(
            held("router1"),
            held("router2"),
            ordered(
                "router3",
                ServerState.DRAINING,
                "DRAINING",
                0,
                new Instruction(
                    "drain",
                    null,
                    Instant.parse("2026-11-22T05:26:10Z"),
                    Instant.parse("2026-11-22T05:31:10Z"),
                    "uid 0",
                    "BIOS update"),
                "drained by uid 0: BIOS update"),
            ordered(
                "router4",
                ServerState.DISABLED,
                "DRAINED",
                null,
                new Instruction(
                    "drain",
                    null,
                    Instant.parse("2026-11-22T04:00:00Z"),
                    Instant.parse("2026-11-22T04:05:00Z"),
                    "uid 0",
                    "BIOS update"),
                "drained after 5m with 3 connections left, by uid 0: BIOS update"),
            ordered(
                "router5",
                ServerState.DRAINING,
                "QUIESCED",
                0,
                new Instruction(
                    "quiesce", null, Instant.parse("2026-11-22T05:20:00Z"), null, "uid 1000", ""),
                "quiesced by uid 1000"),
            ordered(
                "router6",
                ServerState.UP,
                "WEIGHTED",
                5,
                new Instruction(
                    "weight",
                    5,
                    Instant.parse("2026-11-21T05:20:00Z"),
                    null,
                    "uid 1000",
                    "old disks"),
                "weight 5 by uid 1000: old disks"),
            ordered("router7", ServerState.UP, "RISING", 3, null, "rising: 3 of 10 since 8 s"),
            ordered("router8", ServerState.UP, "HEALTHY", 10, null, "1 check passed (rise 1)")));
  }

  public static Service group(List<Server> servers) {
    return new Service(
        "photos",
        "203.0.113.10-203.0.113.12:443",
        List.of("TCP 203.0.113.10:443", "TCP 203.0.113.11:443", "TCP 203.0.113.12:443"),
        "tcp",
        "mh",
        List.of("mh-fallback", "mh-port"),
        "direct-routing",
        new Persistence(300, "255.255.255.0", null),
        false,
        new Quorum(20, 5, 25, true),
        new Sorry("10.0.0.99:443", false),
        0.5,
        30,
        300,
        servers);
  }

  /** The quorum is lost, the sorry server answers. */
  public static Service gone() {
    return new Service(
        "thumbs",
        "fwmark 7",
        List.of("fwmark 7 IPv4"),
        "tcp",
        "sh",
        List.of(),
        "tunnel",
        null,
        false,
        new Quorum(3, 1, 1, false),
        new Sorry("10.0.0.99", true),
        0,
        0,
        300,
        List.of(
            Reports.hanging("router1"),
            ordered(
                "router2",
                ServerState.UP,
                "REPLACED_BY_SORRY",
                null,
                null,
                "1 check passed (rise 1); out while the sorry server answers")));
  }

  /** So many that no screen takes them: every seventh is DOWN. */
  public static Service crowd(int servers) {
    return group(
        IntStream.rangeClosed(1, servers)
            .mapToObj(i -> i % 7 == 0 ? Reports.hanging("router" + i) : Reports.up("router" + i))
            .toList());
  }

  public static Ipvs drifted() {
    return new Ipvs(
        1042,
        17,
        Instant.parse("2026-11-22T05:28:36Z"),
        2.31,
        5,
        List.of("TCP 10.9.9.9:80 scheduler wlc, real servers: 10.9.9.10:80 weight 1"),
        new Drift(
            Instant.parse("2026-11-22T05:28:28Z"),
            9,
            7,
            List.of(
                "add service TCP 203.0.113.10:443 scheduler mh flags 0x18",
                "add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443",
                "add real server 10.0.0.12:443 weight 1 to TCP 203.0.113.10:443",
                "add real server 10.0.0.13:443 weight 1 to TCP 203.0.113.10:443",
                "add real server 10.0.0.14:443 weight 1 to TCP 203.0.113.10:443",
                "add real server 10.0.0.15:443 weight 1 to TCP 203.0.113.10:443",
                "add real server 10.0.0.16:443 weight 1 to TCP 203.0.113.10:443")),
        new Timeouts(900, 120, 300),
        List.of(
            new SyncDaemon("master", "eth0", 51, "224.0.0.81", 8848, 1, 1460),
            new SyncDaemon("backup", "eth0", 51, "224.0.0.81", 8848, 1, 0)),
        List.of(
            new Sysctl("net.ipv4.vs.conn_reuse_mode", "1", "0", null, null),
            new Sysctl(
                "net.ipv4.vs.expire_nodest_conn",
                "0",
                null,
                "1 would end connections to a server that was taken out at once",
                null),
            new Sysctl("net.ipv4.vs.sync_threshold", "3\t50", "3 50", null, null),
            new Sysctl("net.ipv4.vs.run_estimation", null, null, null, null)),
        4096L);
  }

  private static Server held(String name) {
    return new Server(
        name,
        "10.0.0.12:443",
        ServerState.DOWN,
        10,
        10,
        1_204L,
        8_777L,
        5_310_455L,
        61_022_334L,
        7_310_998_120L,
        0L,
        0L,
        Reports.https("no answer in 3s", false, Instant.parse("2026-11-22T05:28:38Z"), 3000.4),
        List.of(
            Reports.https("no answer in 3s", false, Instant.parse("2026-11-22T05:28:38Z"), 3000.4)),
        Instant.parse("2026-11-22T05:28:02Z"),
        "3 checks failed in a row (fall 3): TCP connected, no answer within 3s; held in: without it"
            + " less than 0.5 of the weight would be left",
        "HELD",
        true,
        null,
        List.of());
  }

  private static Server ordered(
      String name,
      ServerState state,
      String cause,
      @Nullable Integer weight,
      @Nullable Instruction instruction,
      String reason) {
    Server like = Reports.up(name);
    boolean there = weight != null;
    return new Server(
        name,
        "10.0.0.13:443",
        state,
        10,
        weight,
        there ? like.activeConnections() : null,
        there ? like.inactiveConnections() : null,
        there ? like.connections() : null,
        there ? like.inPackets() : null,
        there ? like.inBytes() : null,
        there ? like.outPackets() : null,
        there ? like.outBytes() : null,
        like.check(),
        like.checks(),
        Instant.parse("2026-11-22T05:20:00Z"),
        reason,
        cause,
        false,
        instruction,
        List.of());
  }

  /** What is counted of {@link #group}. */
  public static StatsReport.Service counted(Service service) {
    List<StatsReport.Server> servers = new ArrayList<>();
    for (Server it : service.servers()) {
      boolean there = it.weight() != null;
      servers.add(
          new StatsReport.Server(
              it.name(),
              it.address(),
              it.weight(),
              it.activeConnections(),
              it.inactiveConnections(),
              there ? new StatsReport.Counters(5_310_455, 61_022_334, 7_310_998_120L, 0, 0) : null,
              there ? new StatsReport.Rates(10_002, 150_030, 18_003_600, 0, 0) : null));
    }
    return new StatsReport.Service(
        service.name(),
        service.virtual(),
        service.virtuals(),
        new StatsReport.Counters(37_173_185, 427_156_338, 51_176_986_840L, 0, 0),
        new StatsReport.Rates(70_014, 1_050_210, 126_025_200, 0, 0),
        servers,
        null);
  }

  /** Answers pass the director, and are counted. */
  public static StatsReport masquerade() {
    StatsReport.Counters counters =
        new StatsReport.Counters(
            5_310_455, 61_022_334, 7_310_998_120L, 98_000_111, 160_000_000_000L);
    StatsReport.Rates rates = new StatsReport.Rates(1_004, 12_000, 1_500_000, 22_000, 33_000_000);
    return new StatsReport(
        NOW,
        List.of(
            new StatsReport.Service(
                "admin",
                "203.0.113.10:8443",
                List.of("TCP 203.0.113.10:8443"),
                counters,
                rates,
                List.of(
                    new StatsReport.Server(
                        "router1", "10.0.0.11:443", 1, 1_204L, 8_777L, counters, rates)),
                null)),
        List.of());
  }

  /** Two looks, 2.04 s apart: one server came anew in between. */
  public static List<StatsReport> looks() {
    return List.of(look(NOW, 0), look(NOW.plusMillis(2040), 20_007));
  }

  private static StatsReport look(Instant time, long more) {
    List<StatsReport.Server> servers =
        List.of(
            counted("router1", 1000 + more, 41_006),
            counted("router2", more == 0 ? 900_000 : 12, 6),
            new StatsReport.Server("router3", "10.0.0.13:443", null, null, null, null, null));
    return new StatsReport(
        time,
        List.of(
            new StatsReport.Service(
                "photos",
                "203.0.113.10:443",
                List.of("TCP 203.0.113.10:443"),
                new StatsReport.Counters(901_000 + more, 9_999_999 + more, 1 << 30, 0, 0),
                new StatsReport.Rates(41_012, 600_000, 72_000_000, 0, 0),
                servers,
                null)),
        List.of());
  }

  /** DOWN, and quiesced by an operator. */
  public static Server orderedOut(String name) {
    Server down = Reports.hanging(name);
    return new Server(
        name,
        down.address(),
        down.state(),
        down.configuredWeight(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        down.check(),
        down.checks(),
        down.since(),
        down.reason() + "; down, so not in the table; also quiesced by uid 0",
        down.cause(),
        false,
        new Instruction("quiesce", null, down.since(), null, "uid 0", ""),
        List.of());
  }

  private static StatsReport.Server counted(String name, long connections, long perSecond) {
    return new StatsReport.Server(
        name,
        "10.0.0.11:443",
        1,
        1_204L,
        8_777L,
        new StatsReport.Counters(connections, 15 * connections, 1800 * connections, 0, 0),
        new StatsReport.Rates(perSecond, perSecond * 15, perSecond * 1800, 0, 0));
  }
}
