// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Configs.photos;
import static director.daemon.Tables.address;
import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import director.daemon.Belief.Place;
import director.daemon.config.DirectorConfig;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.ServerKey;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BeliefsTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

  private static final ServerKey ROUTER1 = new ServerKey("photos", "router1");
  private static final ServerKey ROUTER2 = new ServerKey("photos", "router2");
  private static final Place AT_11 = place("203.0.113.10", 443, "10.0.0.11");
  private static final Place AT_12 = place("203.0.113.10", 443, "10.0.0.12");
  private static final String CHECKED = "{ path = \"/health\" }";
  private static final String REASON_UP = "was in service before its first check";
  private static final String REASON_DOWN = "was out of service before its first check";
  private static final String REASON_NEW = "not enough checks yet";
  private static final String REASON_NONE = "not checked: check = none";

  private static final CheckPlan NO_CHECKS = new CheckPlan(new TreeMap<>(), new TreeMap<>());

  private Instant now = EIGHT;
  private final Beliefs beliefs = new Beliefs(() -> now);
  private CheckPlan plan = NO_CHECKS;

  @Test
  @DisplayName("at start the kernel's table is believed")
  void start() {
    follow(
        Configs.of(photos(CHECKED)),
        table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1))));

    assertEquals(
        Map.of(
            ROUTER1,
            new Simple(AT_11, UP, EIGHT, REASON_UP, null),
            ROUTER2,
            new Simple(AT_12, DOWN, EIGHT, REASON_DOWN, null)),
        all());
    assertEquals(Map.of(ROUTER1, UP, ROUTER2, DOWN), beliefs.states());
  }

  @Test
  @DisplayName("what nothing is known of is unknown")
  void nothingKnown() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Simple(AT_11, UNKNOWN, EIGHT, REASON_NEW, null),
            ROUTER2,
            new Simple(AT_12, UNKNOWN, EIGHT, REASON_NEW, null)),
        all());
  }

  @Test
  @DisplayName("without a check a server is up, and says so")
  void unchecked() {
    follow(Configs.of(photos("= none")), IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Simple(AT_11, UP, EIGHT, REASON_NONE, null),
            ROUTER2,
            new Simple(AT_12, UP, EIGHT, REASON_NONE, null)),
        all());
    beliefs.checked(
        "https 10.0.0.11:443",
        health(DOWN, true, NINE, "no"),
        (key, was, is) -> fail("nobody asked"));
  }

  @Test
  @DisplayName("a change takes the checker's time and reason, and tells what was before")
  void change() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth passed = health(UP, true, NINE, "HTTP status 200, the first pass is enough");

    Simple before = checked(ROUTER1, passed);

    assertEquals(new Simple(AT_11, UNKNOWN, EIGHT, REASON_NEW, null), before);
    assertEquals(
        new Simple(AT_11, UP, NINE, "HTTP status 200, the first pass is enough", passed),
        all().get(ROUTER1));
    assertEquals(Map.of(ROUTER1, UP, ROUTER2, UNKNOWN), beliefs.states());
  }

  @Test
  @DisplayName("a check that changes nothing is noted, and since and why stay")
  void noChange() {
    follow(
        Configs.of(photos(CHECKED)),
        table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1))));
    TargetHealth passed = health(UP, false, NINE, "taken as UP before its first check");

    checked(ROUTER1, passed);

    assertEquals(new Simple(AT_11, UP, EIGHT, REASON_UP, passed), all().get(ROUTER1));
  }

  @Test
  @DisplayName("a reload keeps what is believed of servers that stay; a new one is unknown")
  void reload() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth failed = health(DOWN, true, NINE, "3 of 3 checks in a row failed");
    checked(ROUTER1, failed);
    now = TEN;

    follow(
        Configs.of(
            photos("{ path = \"/other\" }")
                + "services.photos.real-servers.router2.weight = 9\n"
                + "services.photos.real-servers.router3.address = \"10.0.0.13\""),
        IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Simple(AT_11, DOWN, NINE, "3 of 3 checks in a row failed", null),
            ROUTER2,
            new Simple(AT_12, UNKNOWN, EIGHT, REASON_NEW, null),
            new ServerKey("photos", "router3"),
            new Simple(place("203.0.113.10", 443, "10.0.0.13"), UNKNOWN, TEN, REASON_NEW, null)),
        all());
  }

  @Test
  @DisplayName("who is removed is forgotten, and unknown when it comes back")
  void removedAndBack() {
    DirectorConfig both = Configs.of(photos(CHECKED));
    DirectorConfig one =
        Configs.of(
            """
            services.photos {
              virtual = "203.0.113.10:443"
              check { path = "/health" }
              real-servers.router1.address = "10.0.0.11"
            }
            """);
    follow(both, IpvsTable.EMPTY);
    checked(ROUTER2, health(UP, true, NINE, "passed"));

    follow(one, IpvsTable.EMPTY);
    Simple late = checked(ROUTER2, health(DOWN, true, NINE, "failed"));
    now = TEN;
    follow(both, IpvsTable.EMPTY);

    assertNull(late);
    assertEquals(new Simple(AT_12, UNKNOWN, TEN, REASON_NEW, null), all().get(ROUTER2));
  }

  @Test
  @DisplayName("other names change nothing: neither of a server nor of a service")
  void renamed() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth passed = health(UP, true, NINE, "passed");
    checked(ROUTER1, passed);
    now = TEN;

    follow(
        Configs.of(
            """
            services.pictures {
              virtual = "203.0.113.10:443"
              check { path = "/health" }
              real-servers {
                r-one.address = "10.0.0.11"
                r-two.address = "10.0.0.12"
              }
            }
            """),
        IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            new ServerKey("pictures", "r-one"),
            new Simple(AT_11, UP, NINE, "passed", passed),
            new ServerKey("pictures", "r-two"),
            new Simple(AT_12, UNKNOWN, EIGHT, REASON_NEW, null)),
        all());
  }

  @Test
  @DisplayName("servers of one machine are told apart by their ports, whatever their names become")
  void severalOfOneMachine() {
    follow(Configs.of(masqueraded("one", 8080, "two", 8081)), IpvsTable.EMPTY);
    checked(new ServerKey("photos", "one"), health(UP, true, NINE, "passed"));
    checked(new ServerKey("photos", "two"), health(DOWN, true, NINE, "failed"));

    follow(Configs.of(masqueraded("eins", 8080, "zwei", 8081)), IpvsTable.EMPTY);
    Map<ServerKey, HealthState> renamed = beliefs.states();
    follow(Configs.of(masqueraded("zwei", 8080, "eins", 8081)), IpvsTable.EMPTY);
    Map<ServerKey, HealthState> swapped = beliefs.states();
    follow(Configs.of(masqueraded("zwei", 8082, "eins", 8081)), IpvsTable.EMPTY);

    ServerKey eins = new ServerKey("photos", "eins");
    ServerKey zwei = new ServerKey("photos", "zwei");
    assertEquals(Map.of(eins, UP, zwei, DOWN), renamed);
    assertEquals(Map.of(eins, DOWN, zwei, UP), swapped);
    assertEquals(Map.of(eins, DOWN, zwei, UP), beliefs.states());
  }

  private static String masqueraded(String one, int port, String other, int otherPort) {
    return """
        services.photos {
          virtual = "203.0.113.10:443"
          forwarding = masquerade
          check { path = "/health" }
          real-servers {
            %s { address = "10.0.0.11", port = %d }
            %s { address = "10.0.0.11", port = %d }
          }
        }
        """
        .formatted(one, port, other, otherPort);
  }

  @Test
  @DisplayName("servers that swap their names keep their health")
  void swapped() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    checked(ROUTER1, health(UP, true, NINE, "passed"));
    checked(ROUTER2, health(DOWN, true, NINE, "failed"));

    follow(
        Configs.of(
            """
            services.photos {
              virtual = "203.0.113.10:443"
              check { path = "/health" }
              real-servers {
                router1.address = "10.0.0.12"
                router2.address = "10.0.0.11"
              }
            }
            """),
        IpvsTable.EMPTY);

    assertEquals(Map.of(ROUTER1, DOWN, ROUTER2, UP), beliefs.states());
  }

  @Test
  @DisplayName("another address is another machine: it is unknown, and old results are not its own")
  void anotherAddress() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    checked(ROUTER1, health(UP, true, NINE, "passed"));
    String old = id(ROUTER1);
    now = TEN;

    follow(
        Configs.of(
            photos(CHECKED) + "services.photos.real-servers.router1.address = \"10.0.0.99\""),
        IpvsTable.EMPTY);

    assertEquals(
        new Simple(place("203.0.113.10", 443, "10.0.0.99"), UNKNOWN, TEN, REASON_NEW, null),
        all().get(ROUTER1));
    beliefs.checked(old, health(DOWN, true, TEN, "failed"), (key, was, is) -> fail("nobody asked"));
    assertEquals(UNKNOWN, beliefs.states().get(ROUTER1));
  }

  @Test
  @DisplayName("the same machine in a new service is unknown there")
  void newService() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    checked(ROUTER1, health(UP, true, NINE, "passed"));

    follow(
        Configs.of(
            photos(CHECKED)
                + """
                services.plain {
                  virtual = "203.0.113.10:80"
                  check { type = http }
                  real-servers.router1.address = "10.0.0.11"
                }
                """),
        IpvsTable.EMPTY);

    assertEquals(
        Map.of(ROUTER1, UP, ROUTER2, UNKNOWN, new ServerKey("plain", "router1"), UNKNOWN),
        beliefs.states());
  }

  @Test
  @DisplayName("a service that moves to another virtual address takes its servers' health along")
  void movedService() {
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth passed = health(UP, true, NINE, "passed");
    checked(ROUTER1, passed);

    follow(
        Configs.of(photos(CHECKED) + "services.photos.virtual = \"203.0.113.20:443\""),
        IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Simple(place("203.0.113.20", 443, "10.0.0.11"), UP, NINE, "passed", passed),
            ROUTER2,
            new Simple(place("203.0.113.20", 443, "10.0.0.12"), UNKNOWN, EIGHT, REASON_NEW, null)),
        all());
  }

  @Test
  @DisplayName("a check that begins or ends takes nobody out of service, and the reason is true")
  void checkOnAndOff() {
    follow(Configs.of(photos("= none")), IpvsTable.EMPTY);
    now = NINE;
    follow(Configs.of(photos("= none")), IpvsTable.EMPTY);
    Simple off = all().get(ROUTER1);
    follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    Simple on = all().get(ROUTER1);
    checked(ROUTER1, health(DOWN, true, NINE, "failed"));
    now = TEN;
    follow(Configs.of(photos("= none")), IpvsTable.EMPTY);

    assertEquals(new Simple(AT_11, UP, EIGHT, REASON_NONE, null), off);
    assertEquals(new Simple(AT_11, UP, NINE, REASON_UP, null), on);
    assertEquals(new Simple(AT_11, UP, TEN, REASON_NONE, null), all().get(ROUTER1));
  }

  /** A belief with the last result of its only check. */
  private record Simple(
      Place place, HealthState state, Instant since, String reason, @Nullable TargetHealth last) {
    static @Nullable Simple of(@Nullable Belief belief) {
      return belief == null
          ? null
          : new Simple(
              belief.place(),
              belief.state(),
              belief.since(),
              belief.reason(),
              belief.checks().isEmpty() ? null : belief.checks().get(0).last());
    }
  }

  private void follow(DirectorConfig config, IpvsTable kernel) {
    beliefs.follow(config, kernel);
    plan = CheckPlan.of(config.services().values(), beliefs.states());
    beliefs.follow(plan, (key, before, after) -> fail(key + " turned"));
  }

  private Map<ServerKey, Simple> all() {
    Map<ServerKey, Simple> all = new TreeMap<>();
    beliefs.all().forEach((key, belief) -> all.put(key, Simple.of(belief)));
    return all;
  }

  private String id(ServerKey key) {
    return plan.servers().get(key).ids().get("check");
  }

  /** What was believed before; null if it is none of ours. */
  private @Nullable Simple checked(ServerKey key, TargetHealth health) {
    Simple before = Simple.of(beliefs.all().get(key));
    if (plan.servers().containsKey(key)) {
      beliefs.checked(id(key), health, (who, was, is) -> assertEquals(key, who));
    }
    return before;
  }

  private static Place place(String virtual, int port, String server) {
    return new Place(Tables.id(Protocol.TCP, virtual, port), address(server), OptionalInt.empty());
  }

  private static TargetHealth health(
      HealthState state, boolean changed, Instant since, String reason) {
    ProbeResult result =
        new ProbeResult(
            state == DOWN ? Verdict.FAILED : Verdict.PASSED,
            "HTTP status 200",
            ProbePhase.ANSWERED,
            ProbeTimes.endedAfter(Duration.ofMillis(12)));
    return new TargetHealth(
        state, changed, 0, result, since, since, reason, since, Optional.empty());
  }
}
