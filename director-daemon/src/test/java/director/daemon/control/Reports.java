// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.StatsReport.Counters;
import director.daemon.control.StatsReport.Rates;
import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Adjustment;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Convergence;
import director.daemon.control.StatusReport.Director;
import director.daemon.control.StatusReport.Drift;
import director.daemon.control.StatusReport.Elector;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Ipvs;
import director.daemon.control.StatusReport.Master;
import director.daemon.control.StatusReport.Phases;
import director.daemon.control.StatusReport.Protocol;
import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Statistics;
import director.daemon.control.StatusReport.Timeouts;
import director.daemon.control.StatusReport.Tracked;
import director.daemon.control.StatusReport.Vrrp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports to test with: a site at 05:28 on a November morning. */
public final class Reports {
  private static final Instant NOW = Instant.parse("2026-11-22T05:28:40Z");
  private static final Director DIRECTOR =
      new Director("director-a", "0.1.0", 811, Instant.parse("2026-11-18T22:10:00Z"), NOW);
  private static final Elector ELECTOR =
      new Elector(true, 812L, Instant.parse("2026-11-18T22:10:01Z"), null);
  private static final Ipvs IPVS = ipvs(1042, 4, Instant.parse("2026-11-22T05:28:28Z"), List.of());

  private static final Protocol PROTOCOL =
      new Protocol("multicast 224.0.0.18", "none", "00:00:5e:00:01:33", 1000, 1000, 3609.375);

  private Reports() {}

  public static StatusReport allWell() {
    return report(List.of(master()), List.of(photos(up("router1"), up("router2"), up("router3"))));
  }

  /** All is well, but this director was told to stay behind. */
  public static StatusReport standby() {
    return report(List.of(standingBy()), List.of(photos(up("router1"))));
  }

  /** One server hangs, one is drained, the master is of another site, the table has strangers. */
  public static StatusReport degraded() {
    return new StatusReport(
        DIRECTOR,
        new Vrrp(List.of(backup(), faulty()), List.of(drain(), nginx())),
        List.of(photos(up("router1"), hanging("router2"), draining("router3")), thumbs()),
        ipvs(
            1042,
            17,
            Instant.parse("2026-11-22T05:28:28Z"),
            List.of(
                "TCP 10.9.9.9:80 scheduler wlc, real servers: 10.9.9.10:80 weight 1, 10.9.9.11:80 weight 1",
                "UDP 10.9.9.9:53 scheduler rr, no real servers",
                "fwmark 7 IPv4 scheduler rr",
                "fwmark 8 IPv4 scheduler rr")),
        ELECTOR,
        List.of(
            "the config on disk was refused on reload at 05:11:02, the old one is in use:"
                + " /etc/directord/director.conf:14: services.photos-https.scheduler: must be one"
                + " of rr, wrr, lc, wlc, sh, mh, but is wwr"));
  }

  public static StatusReport empty() {
    return new StatusReport(
        DIRECTOR,
        new Vrrp(List.of()),
        List.of(),
        ipvs(0, 0, null, List.of()),
        new Elector(false, null, null, "not started, as nothing is to elect"),
        List.of());
  }

  public static StatusReport electorGone() {
    return new StatusReport(
        DIRECTOR,
        new Vrrp(
            List.of(
                new Instance(
                    "photos",
                    InstanceState.UNKNOWN,
                    51,
                    3,
                    "eth0",
                    150,
                    150,
                    Master.NONE,
                    List.of(new Address("203.0.113.10/24", true)),
                    Instant.parse("2026-11-22T05:25:28Z"),
                    "the elector is not connected",
                    88_000,
                    3,
                    new TreeMap<>(),
                    null,
                    null,
                    List.of(),
                    Protocol.UNKNOWN,
                    Adjustment.NONE,
                    Convergence.OFF,
                    Statistics.NONE))),
        List.of(photos(up("router1"), up("router2"), up("router3"))),
        IPVS,
        new Elector(
            false, null, Instant.parse("2026-11-22T05:25:28Z"), "connection closed by the elector"),
        List.of());
  }

  /** A hundred servers, twelve of them DOWN, and many services. */
  public static StatusReport crowded() {
    Server[] servers =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> i % 8 == 0 ? hanging("router" + i) : up("router" + i))
            .toArray(Server[]::new);
    return report(List.of(master()), services(photos(servers)));
  }

  /** More than the buffers of a socket take: 2 MB. */
  public static StatusReport huge() {
    Server[] servers =
        IntStream.range(0, 4000).mapToObj(i -> up("router" + i)).toArray(Server[]::new);
    return report(List.of(master()), List.of(photos(servers)));
  }

  /** Eleven more, and one of them has a problem. */
  private static List<Service> services(Service first) {
    return Stream.concat(
            Stream.of(first),
            IntStream.rangeClosed(1, 11)
                .mapToObj(
                    i ->
                        service(
                            "album" + i,
                            "203.0.113.10:" + (8000 + i),
                            "rr",
                            i == 7 ? List.of() : List.of(up("router1")))))
        .toList();
  }

  public static StatusReport report(List<Instance> instances, List<Service> services) {
    return new StatusReport(DIRECTOR, new Vrrp(instances), services, IPVS, ELECTOR, List.of());
  }

  public static Instance master() {
    return new Instance(
        "photos",
        InstanceState.MASTER,
        51,
        3,
        "eth0",
        150,
        150,
        new Master("192.0.2.1", 150),
        List.of(new Address("203.0.113.10/24", true)),
        Instant.parse("2026-11-22T05:25:28Z"),
        "no advertisement from 192.0.2.2 for 3.609 s (Active_Down_Interval)",
        88_123,
        4,
        new TreeMap<>(),
        null,
        null,
        List.of(),
        PROTOCOL,
        Adjustment.NONE,
        new Convergence("PROVEN", List.of("203.0.113.1 for 203.0.113.10"), List.of()),
        new Statistics(2, 1, 0, 1, 0, 0, 0, 10));
  }

  public static Instance backup() {
    return new Instance(
        "photos",
        InstanceState.BACKUP,
        51,
        3,
        "eth0",
        100,
        150,
        new Master("192.0.2.2", 140),
        List.of(new Address("203.0.113.10/24", false), new Address("203.0.113.11/24", false)),
        Instant.parse("2026-11-22T02:25:28Z"),
        "192.0.2.2 advertises priority 140, ours is 100",
        88_123,
        10_944,
        new TreeMap<>(Map.of("CHECKSUM", 12L, "TTL", 3L)),
        null,
        "frontends",
        List.of(),
        PROTOCOL,
        new Adjustment(-50, List.of("-50: script nginx exits 1")),
        Convergence.OFF,
        new Statistics(2, 1, 0, 1, 0, 0, 0, 10));
  }

  public static Instance standingBy() {
    return heldBack("standby: BIOS update (by uid 0)");
  }

  public static Instance heldBack(String why) {
    return new Instance(
        "photos",
        InstanceState.BACKUP,
        51,
        3,
        "eth0",
        1,
        150,
        new Master("192.0.2.2", 140),
        List.of(new Address("203.0.113.10/24", false)),
        Instant.parse("2026-11-21T22:25:28Z"),
        "handed over to 192.0.2.2",
        88_123,
        10_944,
        new TreeMap<>(),
        why,
        null,
        List.of(),
        PROTOCOL,
        Adjustment.NONE,
        Convergence.OFF,
        new Statistics(2, 2, 1, 0, 0, 0, 0, 10));
  }

  public static Instance faulty() {
    return new Instance(
        "admin",
        InstanceState.FAULT,
        52,
        2,
        "eth1",
        150,
        150,
        Master.NONE,
        List.of(new Address("2001:db8:0:51::10/64", false)),
        Instant.parse("2026-11-22T05:28:01Z"),
        "eth1 has no carrier",
        0,
        0,
        new TreeMap<>(),
        "standby: BIOS update",
        null,
        List.of("192.0.2.7 speaks every 2 s, we every 1 s: both would be MASTER"),
        PROTOCOL,
        Adjustment.NONE,
        Convergence.OFF,
        new Statistics(2, 1, 0, 1, 0, 0, 0, 10));
  }

  /** A file that is well. */
  private static Tracked drain() {
    return new Tracked(
        "drain",
        "file",
        "OK",
        Instant.parse("2026-11-18T22:10:01Z"),
        "file drain says 0",
        List.of("admin", "photos"),
        "says 0",
        Instant.parse("2026-11-18T22:10:01Z"));
  }

  /** A script that fails. */
  public static Tracked nginx() {
    return new Tracked(
        "nginx",
        "script",
        "FAILED",
        Instant.parse("2026-11-22T02:25:27Z"),
        "script nginx exits 1",
        List.of("photos"),
        "exits 1",
        Instant.parse("2026-11-22T05:28:39Z"));
  }

  public static Service photos(Server... servers) {
    return service("photos-https", "203.0.113.10:443", "wrr", List.of(servers));
  }

  private static Service thumbs() {
    return service(
        "thumbs",
        "[2001:db8:0:51::10]:443",
        "wlc",
        List.of(hanging("router1"), disabled("router2")));
  }

  /** Plain: by direct routing, with the defaults of the configuration. */
  public static Service service(
      String name, String virtual, String scheduler, List<Server> servers) {
    long healthy = servers.stream().filter(server -> server.state() == ServerState.UP).count();
    return new Service(
        name,
        virtual,
        List.of("TCP " + virtual),
        "tcp",
        scheduler,
        List.of(),
        "direct-routing",
        null,
        false,
        new Quorum(1, 0, healthy, healthy > 0),
        null,
        0.5,
        0,
        300,
        servers);
  }

  private static Ipvs ipvs(
      long requests, long writes, @Nullable Instant lastReconciled, List<String> foreign) {
    return new Ipvs(
        requests,
        writes,
        lastReconciled,
        lastReconciled == null ? null : 1.75,
        5,
        foreign,
        Drift.NONE,
        new Timeouts(900, 120, 300),
        List.of(),
        List.of(),
        4096L);
  }

  /** A check by HTTPS, the only one of its server. */
  public static Check https(String seen, boolean passed, Instant at, double millis) {
    return new Check(
        seen,
        passed,
        at,
        millis,
        "check",
        "https",
        passed ? ServerState.UP : ServerState.DOWN,
        at.plusSeconds(2),
        0,
        null,
        new Phases(0.41, passed ? 2.9 : null, passed ? millis - 0.2 : null, millis),
        List.of());
  }

  public static Server up(String name) {
    return new Server(
        name,
        "10.0.0.11:443",
        ServerState.UP,
        1,
        1,
        1_204L,
        8_777L,
        5_310_455L,
        61_022_334L,
        7_310_998_120L,
        0L,
        0L,
        https("HTTP 200", true, Instant.parse("2026-11-22T05:28:39Z"), 4.23),
        List.of(https("HTTP 200", true, Instant.parse("2026-11-22T05:28:39Z"), 4.23)),
        Instant.parse("2026-11-22T03:25:00Z"),
        "1 check passed (rise 1): HTTP 200",
        "HEALTHY",
        false,
        null,
        List.of());
  }

  public static Server hanging(String name) {
    return new Server(
        name,
        "10.0.0.12:443",
        ServerState.DOWN,
        1,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        https("no answer in 3s", false, Instant.parse("2026-11-22T05:28:38Z"), 3000.4),
        List.of(https("no answer in 3s", false, Instant.parse("2026-11-22T05:28:38Z"), 3000.4)),
        Instant.parse("2026-11-22T05:28:02Z"),
        "3 checks failed in a row (fall 3): TCP connected, no answer within 3s",
        "FAILED",
        false,
        null,
        List.of());
  }

  private static Server draining(String name) {
    return new Server(
        name,
        "10.0.0.13:443",
        ServerState.DRAINING,
        1,
        0,
        17L,
        240L,
        5_310_455L,
        61_022_334L,
        7_310_998_120L,
        0L,
        0L,
        https("HTTP 200", true, Instant.parse("2026-11-22T05:28:39Z"), 103.7),
        List.of(https("HTTP 200", true, Instant.parse("2026-11-22T05:28:39Z"), 103.7)),
        Instant.parse("2026-11-22T05:00:00Z"),
        "drained by uid 0: BIOS update",
        "DRAINING",
        false,
        null,
        List.of());
  }

  private static Server disabled(String name) {
    return new Server(
        name,
        "10.0.0.14:443",
        ServerState.DISABLED,
        10,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Check.NEVER,
        List.of(),
        Instant.parse("2026-11-20T05:00:00Z"),
        "disabled in the config",
        "DISABLED",
        false,
        null,
        List.of());
  }

  /** Of {@link #degraded}: one server is gone, one is drained. */
  public static StatsReport stats() {
    return new StatsReport(
        NOW,
        List.of(
            new StatsReport.Service(
                "photos-https",
                "203.0.113.10:443",
                List.of("TCP 203.0.113.10:443"),
                new Counters(15_931_365, 183_067_002, 21_932_994_360L, 0, 0),
                new Rates(80_012, 1_204_556, 151_000_000, 0, 0),
                List.of(
                    counted("router1", 1, 1_204, 8_777, 41_006),
                    new StatsReport.Server(
                        "router2", "10.0.0.12:443", null, null, null, null, null),
                    counted("router3", 0, 17, 240, 0)),
                null),
            new StatsReport.Service(
                "thumbs",
                "[2001:db8:0:51::10]:443",
                List.of("TCP [2001:db8:0:51::10]:443"),
                null,
                null,
                List.of(
                    new StatsReport.Server(
                        "router1", "[2001:db8::12]:443", null, null, null, null, null)),
                new StatsReport.Server(
                    "sorry-server",
                    "[2001:db8::99]:443",
                    1,
                    3L,
                    0L,
                    new Counters(12, 120, 9_600, 0, 0),
                    new Rates(1, 10, 800, 0, 0)))),
        List.of("UDP 10.9.9.9:53 scheduler rr, no real servers"));
  }

  private static StatsReport.Server counted(
      String name, int weight, long active, long inactive, long perSecond) {
    return new StatsReport.Server(
        name,
        "10.0.0.11:443",
        weight,
        active,
        inactive,
        new Counters(5_310_455, 61_022_334, 7_310_998_120L, 0, 0),
        new Rates(perSecond, perSecond * 15, perSecond * 1800, 0, 0));
  }
}
