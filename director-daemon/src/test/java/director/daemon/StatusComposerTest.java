// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.address;
import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.Belief.Place;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Checker;
import director.daemon.control.StatusReport.Convergence;
import director.daemon.control.StatusReport.Evidence;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Master;
import director.daemon.control.StatusReport.Phases;
import director.daemon.control.StatusReport.Preemption;
import director.daemon.control.StatusReport.Rule;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Statistics;
import director.daemon.control.StatusReport.Tracked;
import director.daemon.plan.Allotments;
import director.daemon.plan.Decision;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServiceState;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.Advice;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Protocol;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.Timeouts;
import director.ipvs.table.VirtualService;
import director.vrrp.InstanceStatus;
import director.vrrp.orders.Adjustment;
import director.vrrp.packet.Rejection;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusComposerTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final VirtualService.Id HTTPS = Tables.id(Protocol.TCP, "203.0.113.10", 443);

  private static final StatusReport.Director DIRECTOR =
      new StatusReport.Director("director-a", "0.1.0", 4711, EIGHT, NINE);
  private static final StatusReport.Ipvs IPVS =
      new StatusReport.Ipvs(
          12,
          3,
          NINE,
          1.5,
          5,
          List.of("TCP 203.0.113.99:25"),
          StatusReport.Drift.NONE,
          new StatusReport.Timeouts(900, 120, 300),
          List.of(),
          List.of(),
          4096L);

  private static final Checker CHECKER = new Checker(2, 1, 0, 0.5, 0, 2000.0, null, 0);

  private static final DirectorConfig CONFIG =
      Configs.of(
          """
          vrrp.instances.photos {
            interface = eth0
            virtual-router-id = 51
            priority = 150
            virtual-addresses = ["203.0.113.10/24"]
          }
          services.photos {
            virtual = "203.0.113.10:443"
            check { path = "/health" }
            real-servers {
              router1 { address = "10.0.0.11", weight = 5 }
              router2 { address = "10.0.0.12", weight = 7 }
            }
          }
          """);

  private static final InstanceStatus MASTER = instance("photos", "", false);
  private static final ElectorView CONNECTED =
      new ElectorView(true, 4712L, EIGHT, "", EIGHT, List.of(MASTER), List.of(), Optional.empty());

  private static final ProbeResult PASSED = result(Verdict.PASSED, "HTTP status 200");
  private static final ProbeResult FAILED = result(Verdict.FAILED, "HTTP status 503");

  private static final Check PASSING = check("HTTP status 200", true, ServerState.UP);
  private static final Check FAILING = check("HTTP status 503", false, ServerState.DOWN);

  private static Check check(String seen, boolean passed, ServerState state) {
    return new Check(
        seen,
        passed,
        NINE,
        12.5,
        "check",
        "https",
        state,
        TEN,
        0,
        null,
        new Phases(null, null, null, 12.5),
        List.of());
  }

  /** As it stands among the checks of its server, with the defaults of the configuration. */
  private static Check founded(Check brief) {
    return new Check(
        brief.lastResult(),
        brief.passed(),
        brief.lastChecked(),
        brief.latencyMillis(),
        brief.name(),
        brief.kind(),
        brief.state(),
        brief.next(),
        brief.streak(),
        brief.withheld(),
        brief.phases(),
        brief.warnings(),
        new Rule(3, 1, null, null, null, 2000, 500, 3000),
        new Evidence(EIGHT, "why it is so", "ANSWERED", NINE, 2, TEN, List.of("TLSv1.3")));
  }

  private static final Tracked TRACKED =
      new Tracked(
          "nginx",
          "script",
          "FAILED",
          EIGHT,
          "script nginx fails: exits 1",
          List.of("photos"),
          "exits 1",
          EIGHT);

  @Test
  @DisplayName("puts together what is configured, what is believed, what the kernel has and counts")
  void whole() {
    StatusReport report = compose(bothBeliefs(), kernel(), CONNECTED, List.of("something else"));

    assertEquals(
        new StatusReport(
            DIRECTOR,
            new StatusReport.Vrrp(
                List.of(
                    new Instance(
                        "photos",
                        InstanceState.MASTER,
                        51,
                        3,
                        "eth0",
                        140,
                        150,
                        new Master("192.0.2.1", 140),
                        List.of(new Address("203.0.113.10/24", true)),
                        EIGHT,
                        "nobody else",
                        12,
                        3,
                        new TreeMap<>(Map.of("CHECKSUM", 2L, "TTL", 5L, "UNKNOWN_VRID", 1L)),
                        null,
                        null,
                        List.of(),
                        new StatusReport.Protocol(
                            "multicast 224.0.0.18", "none", null, 1000, 1000, 3414),
                        StatusReport.Adjustment.NONE,
                        Convergence.OFF,
                        new Statistics(1, 0, 0, 0, 1, 0, 0, 10),
                        new Preemption(true, 0))),
                List.of(TRACKED)),
            List.of(
                new Service(
                    "photos",
                    "203.0.113.10:443",
                    List.of("TCP 203.0.113.10:443"),
                    "tcp",
                    "wrr",
                    List.of(),
                    "direct-routing",
                    null,
                    false,
                    new StatusReport.Quorum(1, 0, 5, true),
                    null,
                    0.5,
                    0,
                    300,
                    List.of(
                        new Server(
                            "router1",
                            "10.0.0.11:443",
                            ServerState.UP,
                            5,
                            5,
                            1L,
                            2L,
                            3L,
                            4L,
                            5L,
                            0L,
                            0L,
                            PASSING,
                            List.of(founded(PASSING)),
                            EIGHT,
                            "HTTP status 200, the first pass is enough",
                            "HEALTHY",
                            false,
                            null,
                            List.of()),
                        new Server(
                            "router2",
                            "10.0.0.12:443",
                            ServerState.DOWN,
                            7,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            FAILING,
                            List.of(founded(FAILING)),
                            EIGHT,
                            "3 of 3 checks in a row failed",
                            "FAILED",
                            false,
                            null,
                            List.of())))),
            IPVS,
            new StatusReport.Elector(true, 4712L, EIGHT, null),
            CHECKER,
            List.of("something else")),
        report);
  }

  @Test
  @DisplayName("before the first check and without the kernel's word there is null, not zero")
  void nothingKnown() {
    Map<ServerKey, Belief> beliefs =
        Map.of(
            new ServerKey("photos", "router1"),
            belief("10.0.0.11", HealthState.UNKNOWN, "not enough checks yet", null),
            new ServerKey("photos", "router2"),
            belief("10.0.0.12", HealthState.UNKNOWN, "not enough checks yet", null));

    StatusReport report = compose(beliefs, empty(), CONNECTED, List.of());

    assertEquals(
        new Server(
            "router1",
            "10.0.0.11:443",
            ServerState.UNKNOWN,
            5,
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
            EIGHT,
            "not enough checks yet",
            "NEW",
            false,
            null,
            List.of(),
            "all"),
        report.services().get(0).servers().get(0));
  }

  @Test
  @DisplayName(
      "while the elector is lost nobody knows who is MASTER, but all else is shown as it was")
  void electorLost() {
    ElectorView lost = CONNECTED.lost("the elector is gone: it closed the line");

    StatusReport report = compose(bothBeliefs(), kernel(), lost, List.of());

    Instance photos = report.vrrp().instances().get(0);
    assertEquals(InstanceState.UNKNOWN, photos.state());
    assertEquals("nobody else", photos.reason());
    assertEquals(
        new StatusReport.Elector(
            false, 4712L, lost.since(), "the elector is gone: it closed the line"),
        report.elector());
  }

  @Test
  @DisplayName("a virtual router that the elector has not told of is shown as it is configured")
  void notToldYet() {
    ElectorView silent =
        new ElectorView(true, 4712L, EIGHT, "", EIGHT, List.of(), List.of(), Optional.empty());

    StatusReport report = compose(bothBeliefs(), kernel(), silent, List.of());

    assertEquals(
        List.of(
            new Instance(
                "photos",
                InstanceState.UNKNOWN,
                51,
                3,
                "eth0",
                150,
                150,
                new Master(null, null),
                List.of(new Address("203.0.113.10/24", false)),
                EIGHT,
                "the elector has not told yet",
                0,
                0,
                new TreeMap<>(),
                null,
                null,
                List.of(),
                StatusReport.Protocol.UNKNOWN,
                StatusReport.Adjustment.NONE,
                Convergence.OFF,
                Statistics.NONE,
                new Preemption(true, 0))),
        report.vrrp().instances());
  }

  @Test
  @DisplayName("what the kernel refused the elector, and addresses that differ, are problems")
  void problems() {
    ElectorView view =
        new ElectorView(
            true,
            4712L,
            EIGHT,
            "",
            EIGHT,
            List.of(instance("photos", "add 203.0.113.10/24: Permission denied", true)),
            List.of(),
            Optional.empty());

    StatusReport report = compose(bothBeliefs(), kernel(), view, List.of("an old one"));

    assertEquals(
        List.of(
            "photos: the kernel refused to add 203.0.113.10/24: Permission denied",
            "photos: the latest advertisement lists other virtual addresses than ours: compare the"
                + " configurations of both directors",
            "photos: router2 is DOWN: 3 of 3 checks in a row failed",
            "an old one"),
        report.problems());
  }

  @Test
  @DisplayName("a configured server without a belief is a mistake of ours")
  void noBelief() {
    assertThrows(
        IllegalStateException.class, () -> compose(Map.of(), kernel(), CONNECTED, List.of()));
  }

  private static StatusReport compose(
      Map<ServerKey, Belief> beliefs,
      IpvsSnapshot kernel,
      ElectorView elector,
      List<String> problems) {
    return new StatusComposer(
            CONFIG,
            new TreeMap<>(beliefs),
            kernel,
            elector,
            List.of(TRACKED),
            Map.of("photos", decision(beliefs)),
            Map.of(),
            Map.of())
        .compose(DIRECTOR, IPVS, CHECKER, List.of(), problems);
  }

  private static Decision decision(Map<ServerKey, Belief> beliefs) {
    ServiceConfig photos = Objects.requireNonNull(CONFIG.services().get("photos"));
    ServiceState fresh = ServiceState.initial(photos, IpvsTable.EMPTY);
    Map<String, HealthState> health = new TreeMap<>();
    beliefs.forEach((key, belief) -> health.put(key.server(), belief.state()));
    return Allotments.decide(photos, fresh, health, Map.of(), Map.of(), Duration.ZERO);
  }

  private static Map<ServerKey, Belief> bothBeliefs() {
    return Map.of(
        new ServerKey("photos", "router1"),
        belief("10.0.0.11", HealthState.UP, "HTTP status 200, the first pass is enough", PASSED),
        new ServerKey("photos", "router2"),
        belief("10.0.0.12", HealthState.DOWN, "3 of 3 checks in a row failed", FAILED));
  }

  private static Belief belief(
      String server, HealthState state, String reason, ProbeResult result) {
    List<Heard> checks =
        result == null
            ? List.of()
            : List.of(
                new Heard(
                    "check",
                    "https",
                    "https 1",
                    state,
                    Advice.NONE,
                    new TargetHealth(
                        state,
                        false,
                        0,
                        result,
                        NINE,
                        EIGHT,
                        "why it is so",
                        TEN,
                        Optional.empty(),
                        Advice.NONE,
                        2,
                        Optional.of(TEN)),
                    NINE));
    return new Belief(
        new Place(HTTPS, address(server), OptionalInt.empty()),
        state,
        EIGHT,
        reason,
        Need.ALL,
        checks);
  }

  private static ProbeResult result(Verdict verdict, String seen) {
    return new ProbeResult(
        verdict,
        seen,
        ProbePhase.ANSWERED,
        ProbeTimes.endedAfter(Duration.ofNanos(12_500_000)),
        Advice.NONE,
        List.of("TLSv1.3"),
        List.of());
  }

  private static final IpvsSettings SETTINGS =
      new IpvsSettings(
          new Timeouts(Duration.ofSeconds(900), Duration.ofSeconds(120), Duration.ofSeconds(300)),
          new TreeMap<>());

  private static IpvsSnapshot kernel() {
    RealServer router1 = server("10.0.0.11", 443, 5);
    ServerCounters counters = new ServerCounters(1, 2, 3, 4, 5, 0, 0, Rates.NONE);
    return new IpvsSnapshot(
        table(tcp("203.0.113.10", 443, "wrr", router1)),
        SETTINGS,
        new IpvsStatistics(
            new TreeMap<>(
                Map.of(
                    HTTPS,
                    new ServiceCounters(
                        3,
                        4,
                        5,
                        0,
                        0,
                        Rates.NONE,
                        new TreeMap<>(Map.of(router1.id(), counters)))))),
        List.of());
  }

  private static IpvsSnapshot empty() {
    return new IpvsSnapshot(
        IpvsTable.EMPTY, SETTINGS, new IpvsStatistics(new TreeMap<>()), List.of());
  }

  private static InstanceStatus instance(String name, String failure, boolean addressesDiffer) {
    return new InstanceStatus(
        name,
        "eth0",
        51,
        3,
        VrrpState.MASTER,
        140,
        150,
        "192.0.2.1",
        140,
        List.of(new InstanceStatus.Address("203.0.113.10/24", true)),
        EIGHT,
        "nobody else",
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(3414),
        "multicast 224.0.0.18",
        "none",
        null,
        Adjustment.NONE,
        "",
        addressesDiffer,
        List.of(),
        InstanceStatus.Convergence.OFF,
        null,
        new InstanceStatus.Statistics(
            12,
            3,
            1,
            0,
            0,
            0,
            1,
            0,
            0,
            10,
            Map.of(Rejection.CHECKSUM, 2L, Rejection.TTL, 4L),
            Map.of(Rejection.UNKNOWN_VRID, 1L, Rejection.TTL, 1L)),
        failure);
  }
}
