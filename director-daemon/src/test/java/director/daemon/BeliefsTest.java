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

import director.daemon.Beliefs.Belief;
import director.daemon.Beliefs.Place;
import director.daemon.config.DirectorConfig;
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

  private Instant now = EIGHT;
  private final Beliefs beliefs = new Beliefs(() -> now);

  @Test
  @DisplayName("at start the kernel's table is believed")
  void start() {
    beliefs.follow(
        Configs.of(photos(CHECKED)),
        table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1))));

    assertEquals(
        Map.of(
            ROUTER1,
            new Belief(AT_11, UP, EIGHT, REASON_UP, null),
            ROUTER2,
            new Belief(AT_12, DOWN, EIGHT, REASON_DOWN, null)),
        beliefs.all());
    assertEquals(Map.of(ROUTER1, UP, ROUTER2, DOWN), beliefs.states());
  }

  @Test
  @DisplayName("what nothing is known of is unknown")
  void nothingKnown() {
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Belief(AT_11, UNKNOWN, EIGHT, REASON_NEW, null),
            ROUTER2,
            new Belief(AT_12, UNKNOWN, EIGHT, REASON_NEW, null)),
        beliefs.all());
  }

  @Test
  @DisplayName("without a check a server is up, and says so")
  void unchecked() {
    beliefs.follow(Configs.of(photos("= none")), IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Belief(AT_11, UP, EIGHT, REASON_NONE, null),
            ROUTER2,
            new Belief(AT_12, UP, EIGHT, REASON_NONE, null)),
        beliefs.all());
    assertNull(beliefs.serverOf("photos/router1 at 10.0.0.11"));
  }

  @Test
  @DisplayName("a change takes the checker's time and reason, and tells what was before")
  void change() {
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth passed = health(UP, true, NINE, "HTTP status 200, the first pass is enough");

    Belief before = beliefs.checked(ROUTER1, passed);

    assertEquals(new Belief(AT_11, UNKNOWN, EIGHT, REASON_NEW, null), before);
    assertEquals(
        new Belief(AT_11, UP, NINE, "HTTP status 200, the first pass is enough", passed),
        beliefs.all().get(ROUTER1));
    assertEquals(Map.of(ROUTER1, UP, ROUTER2, UNKNOWN), beliefs.states());
  }

  @Test
  @DisplayName("a check that changes nothing is noted, and since and why stay")
  void noChange() {
    beliefs.follow(
        Configs.of(photos(CHECKED)),
        table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1))));
    TargetHealth passed = health(UP, false, NINE, "taken as UP before its first check");

    beliefs.checked(ROUTER1, passed);

    assertEquals(new Belief(AT_11, UP, EIGHT, REASON_UP, passed), beliefs.all().get(ROUTER1));
  }

  @Test
  @DisplayName("a reload keeps what is believed of servers that stay; a new one is unknown")
  void reload() {
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth failed = health(DOWN, true, NINE, "3 of 3 checks in a row failed");
    beliefs.checked(ROUTER1, failed);
    now = TEN;

    beliefs.follow(
        Configs.of(
            photos("{ path = \"/other\" }")
                + "services.photos.real-servers.router2.weight = 9\n"
                + "services.photos.real-servers.router3.address = \"10.0.0.13\""),
        IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Belief(AT_11, DOWN, NINE, "3 of 3 checks in a row failed", failed),
            ROUTER2,
            new Belief(AT_12, UNKNOWN, EIGHT, REASON_NEW, null),
            new ServerKey("photos", "router3"),
            new Belief(place("203.0.113.10", 443, "10.0.0.13"), UNKNOWN, TEN, REASON_NEW, null)),
        beliefs.all());
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
    beliefs.follow(both, IpvsTable.EMPTY);
    beliefs.checked(ROUTER2, health(UP, true, NINE, "passed"));

    beliefs.follow(one, IpvsTable.EMPTY);
    Belief late = beliefs.checked(ROUTER2, health(DOWN, true, NINE, "failed"));
    now = TEN;
    beliefs.follow(both, IpvsTable.EMPTY);

    assertNull(late);
    assertEquals(new Belief(AT_12, UNKNOWN, TEN, REASON_NEW, null), beliefs.all().get(ROUTER2));
  }

  @Test
  @DisplayName("other names change nothing: neither of a server nor of a service")
  void renamed() {
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth passed = health(UP, true, NINE, "passed");
    beliefs.checked(ROUTER1, passed);
    now = TEN;

    beliefs.follow(
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
            new Belief(AT_11, UP, NINE, "passed", passed),
            new ServerKey("pictures", "r-two"),
            new Belief(AT_12, UNKNOWN, EIGHT, REASON_NEW, null)),
        beliefs.all());
    assertEquals(
        new ServerKey("pictures", "r-one"), beliefs.serverOf("pictures/r-one at 10.0.0.11"));
    assertNull(beliefs.serverOf("photos/router1 at 10.0.0.11"));
  }

  @Test
  @DisplayName("servers that swap their names keep their health")
  void swapped() {
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    beliefs.checked(ROUTER1, health(UP, true, NINE, "passed"));
    beliefs.checked(ROUTER2, health(DOWN, true, NINE, "failed"));

    beliefs.follow(
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
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    beliefs.checked(ROUTER1, health(UP, true, NINE, "passed"));
    now = TEN;

    beliefs.follow(
        Configs.of(
            photos(CHECKED) + "services.photos.real-servers.router1.address = \"10.0.0.99\""),
        IpvsTable.EMPTY);

    assertEquals(
        new Belief(place("203.0.113.10", 443, "10.0.0.99"), UNKNOWN, TEN, REASON_NEW, null),
        beliefs.all().get(ROUTER1));
    assertNull(beliefs.serverOf("photos/router1 at 10.0.0.11"));
    assertEquals(ROUTER1, beliefs.serverOf("photos/router1 at 10.0.0.99"));
  }

  @Test
  @DisplayName("the same machine in a new service is unknown there")
  void newService() {
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    beliefs.checked(ROUTER1, health(UP, true, NINE, "passed"));

    beliefs.follow(
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
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    TargetHealth passed = health(UP, true, NINE, "passed");
    beliefs.checked(ROUTER1, passed);

    beliefs.follow(
        Configs.of(photos(CHECKED) + "services.photos.virtual = \"203.0.113.20:443\""),
        IpvsTable.EMPTY);

    assertEquals(
        Map.of(
            ROUTER1,
            new Belief(place("203.0.113.20", 443, "10.0.0.11"), UP, NINE, "passed", passed),
            ROUTER2,
            new Belief(place("203.0.113.20", 443, "10.0.0.12"), UNKNOWN, EIGHT, REASON_NEW, null)),
        beliefs.all());
  }

  @Test
  @DisplayName("a check that begins or ends takes nobody out of service, and the reason is true")
  void checkOnAndOff() {
    beliefs.follow(Configs.of(photos("= none")), IpvsTable.EMPTY);
    now = NINE;
    beliefs.follow(Configs.of(photos("= none")), IpvsTable.EMPTY);
    Belief off = beliefs.all().get(ROUTER1);
    beliefs.follow(Configs.of(photos(CHECKED)), IpvsTable.EMPTY);
    Belief on = beliefs.all().get(ROUTER1);
    beliefs.checked(ROUTER1, health(DOWN, true, NINE, "failed"));
    now = TEN;
    beliefs.follow(Configs.of(photos("= none")), IpvsTable.EMPTY);

    assertEquals(new Belief(AT_11, UP, EIGHT, REASON_NONE, null), off);
    assertEquals(new Belief(AT_11, UP, NINE, REASON_UP, null), on);
    assertEquals(new Belief(AT_11, UP, TEN, REASON_NONE, null), beliefs.all().get(ROUTER1));
  }

  private static Place place(String virtual, int port, String server) {
    return new Place(Tables.id(Protocol.TCP, virtual, port), address(server));
  }

  private static TargetHealth health(
      HealthState state, boolean changed, Instant since, String reason) {
    ProbeResult result =
        new ProbeResult(
            state == DOWN ? Verdict.FAILED : Verdict.PASSED,
            "HTTP status 200",
            ProbePhase.ANSWERED,
            ProbeTimes.endedAfter(Duration.ofMillis(12)));
    return new TargetHealth(state, changed, 0, result, since, since, reason);
  }
}
