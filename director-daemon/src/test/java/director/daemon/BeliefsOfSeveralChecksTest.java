// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Configs.photos;
import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.DirectorConfig;
import director.daemon.plan.Advised;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.CheckPlan.Checks;
import director.daemon.plan.ServerKey;
import director.healthcheck.CheckOrder;
import director.healthcheck.CheckTiming;
import director.healthcheck.TargetHealth;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import director.ipvs.table.IpvsTable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BeliefsOfSeveralChecksTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final ServerKey ROUTER1 = new ServerKey("photos", "router1");
  private static final ServerKey ROUTER2 = new ServerKey("photos", "router2");
  private static final DirectorConfig CONFIG = Configs.of(photos("{ path = \"/health\" }"));
  private static final Advice THREE_QUARTERS =
      new Advice(OptionalInt.empty(), 0, OptionalInt.of(75), Advice.Mode.SERVE);

  private final Beliefs beliefs = new Beliefs(() -> EIGHT.plusSeconds(90));
  private final List<String> turned = new ArrayList<>();

  @BeforeEach
  void configure() {
    beliefs.follow(CONFIG, IpvsTable.EMPTY);
  }

  @Test
  @DisplayName("where all are needed, one that is down takes the server down, and is named")
  void all() {
    plan(Need.ALL, "https=h ssh=s");

    passed("h", 1);
    String unknown = says(ROUTER1);
    passed("s", 2);
    String up = says(ROUTER1);
    failed("s", 3, "connection refused");
    String down = says(ROUTER1);
    failed("h", 4, "HTTP status 503");
    String both = says(ROUTER1);
    passed("s", 5);

    assertEquals(
        "UNKNOWN since 90: ssh: no result yet; 1 of 2 checks is without a verdict", unknown);
    assertEquals("UP since 2: ssh: passed at 2; all 2 checks are up", up);
    assertEquals(
        "DOWN since 3: ssh: connection refused; 1 of 2 checks is down, all are needed", down);
    assertEquals(
        "DOWN since 3: ssh: connection refused; 2 of 2 checks are down, all are needed", both);
    assertEquals(
        "DOWN since 3: https: HTTP status 503; 1 of 2 checks is down, all are needed",
        says(ROUTER1));
  }

  @Test
  @DisplayName("where any is enough, the last that is up keeps the server up")
  void any() {
    plan(Need.ANY, "https=h ssh=s");

    passed("h", 1);
    String up = says(ROUTER1);
    failed("s", 2, "connection refused");
    String still = says(ROUTER1);
    failed("h", 3, "HTTP status 503");

    assertEquals("UP since 1: https: passed at 1; 1 of 2 checks is up, one is enough", up);
    assertEquals(up, still);
    assertEquals(
        "DOWN since 3: ssh: connection refused; none of 2 checks is up, one is needed",
        says(ROUTER1));
  }

  @Test
  @DisplayName("one check that several servers share is about all of them")
  void shared() {
    beliefs.follow(
        planned(Map.of(ROUTER1, checks(Need.ALL, "check=x"), ROUTER2, checks(Need.ALL, "check=x"))),
        this::turned);

    passed("x", 1);

    assertEquals("UP since 1: passed at 1", says(ROUTER1));
    assertEquals("UP since 1: passed at 1", says(ROUTER2));
  }

  @Test
  @DisplayName("a check that is taken out counts no more at once")
  void removed() {
    plan(Need.ALL, "https=h ssh=s");
    passed("h", 1);
    passed("s", 2);
    failed("s", 3, "connection refused");

    plan(Need.ALL, "https=h");

    assertEquals("UP since 90: passed at 1", says(ROUTER1));
    assertEquals(List.of("photos/router1: DOWN -> UP"), turned);
  }

  @Test
  @DisplayName("a check that is added or changed begins with what is believed of the server")
  void added() {
    plan(Need.ALL, "https=h");
    passed("h", 1);

    plan(Need.ALL, "https=h2 ssh=s");
    String changed = says(ROUTER1);
    failedOnce("s", UP, 2);
    String oneFailure = says(ROUTER1);
    failed("s", 3, "connection refused");

    assertEquals("UP since 1: passed at 1", changed);
    assertEquals(changed, oneFailure);
    assertEquals(
        "DOWN since 3: ssh: connection refused; 1 of 2 checks is down, all are needed",
        says(ROUTER1));
    assertEquals(List.of(), turned);
  }

  @Test
  @DisplayName("another name for a check, or another order of them, changes nothing")
  void renamed() {
    plan(Need.ALL, "https=h ssh=s");
    passed("h", 1);
    failed("s", 3, "connection refused");

    plan(Need.ALL, "a=s web=h");

    assertEquals(
        "DOWN since 3: a: connection refused; 1 of 2 checks is down, all are needed",
        says(ROUTER1));
    assertEquals(List.of(), turned);
  }

  @Test
  @DisplayName("a server that is down is not put up by a check that was begun for one that is up")
  void begunForAnother() {
    beliefs.follow(
        planned(
            Map.of(ROUTER1, checks(Need.ALL, "check=one"), ROUTER2, checks(Need.ALL, "check=two"))),
        this::turned);
    passed("one", 1);
    failed("two", 1, "connection refused");

    beliefs.follow(
        planned(Map.of(ROUTER1, checks(Need.ALL, "check=x"), ROUTER2, checks(Need.ALL, "check=x"))),
        this::turned);
    failedOnce("x", UP, 2);
    String afterFailure = says(ROUTER2);
    result("x", UP, false, Verdict.PASSED, 3, "answers", Advice.NONE);

    assertEquals("DOWN since 1: connection refused", afterFailure);
    assertEquals("UP since 1: passed at 1", says(ROUTER1));
    assertEquals(UP, beliefs.states().get(ROUTER2));
    assertEquals(List.of(), turned);
  }

  @Test
  @DisplayName("a server that nothing is known of takes over what a check of others has found")
  void joins() {
    beliefs.follow(planned(Map.of(ROUTER1, checks(Need.ALL, "check=x"))), this::turned);
    passed("x", 1);

    beliefs.follow(
        planned(Map.of(ROUTER1, checks(Need.ALL, "check=x"), ROUTER2, checks(Need.ALL, "check=x"))),
        this::turned);

    assertEquals(Map.of(ROUTER1, UP, ROUTER2, UP), beliefs.states());
    assertEquals(List.of("photos/router2: UNKNOWN -> UP"), turned);
  }

  @Test
  @DisplayName("advice holds until a result that passes says otherwise, also over a reload")
  void advice() {
    plan(Need.ALL, "check=a");
    result("a", UP, true, Verdict.PASSED, 1, "up 75%", THREE_QUARTERS);
    Map<ServerKey, Advised> told = Map.of(ROUTER1, new Advised("tcp", List.of(THREE_QUARTERS)));
    Map<ServerKey, Advised> first = beliefs.advised();

    failedOnce("a", UP, 2);
    result("a", UP, false, Verdict.VOID, 3, "late", Advice.NONE);
    Map<ServerKey, Advised> failing = beliefs.advised();
    plan(Need.ALL, "check=b");
    Map<ServerKey, Advised> reloaded = beliefs.advised();
    result("b", UP, false, Verdict.PASSED, 4, "up", Advice.NONE);

    assertEquals(told, first);
    assertEquals(told, failing);
    assertEquals(told, reloaded);
    assertEquals(Map.of(), beliefs.advised());
  }

  @Test
  @DisplayName("who says maintenance wants out, however its other checks fail, until it is back")
  void maintenance() {
    Advice away = new Advice(OptionalInt.empty(), 0, OptionalInt.empty(), Advice.Mode.MAINTENANCE);
    plan(Need.ALL, "agent=a page=p");
    passed("p", 1);
    result("a", UP, true, Verdict.PASSED, 2, "maint", away);

    failed("p", 3, "connection refused");
    boolean stopped = wantsOut();
    failedOnce("a", UP, 4);
    boolean silent = wantsOut();
    result("a", UP, false, Verdict.PASSED, 5, "up 75%", THREE_QUARTERS);

    assertEquals(List.of(true, true, false), List.of(stopped, silent, wantsOut()));
  }

  private boolean wantsOut() {
    return Objects.requireNonNull(beliefs.all().get(ROUTER1)).wantsOut();
  }

  private void plan(Need need, String checks) {
    beliefs.follow(planned(Map.of(ROUTER1, checks(need, checks))), this::turned);
  }

  private void turned(ServerKey key, Belief before, Belief now) {
    turned.add(key + ": " + before.state() + " -> " + now.state());
  }

  /** "name=id name=id" */
  private static Checks checks(Need need, String text) {
    TreeMap<String, String> ids = new TreeMap<>();
    for (String one : text.split(" ")) {
      ids.put(one.split("=")[0], one.split("=")[1]);
    }
    return new Checks(need, ids);
  }

  private static CheckPlan planned(Map<ServerKey, Checks> servers) {
    TreeMap<String, CheckOrder> orders = new TreeMap<>();
    servers
        .values()
        .forEach(checks -> checks.ids().values().forEach(id -> orders.put(id, order())));
    return new CheckPlan(orders, new TreeMap<>(servers));
  }

  private static CheckOrder order() {
    return new CheckOrder(
        new Question(
            TcpCheck.CONNECT,
            new InetSocketAddress("10.0.0.11", 22),
            ProbePath.ROUTED,
            Duration.ofSeconds(1)),
        CheckTiming.every(Duration.ofSeconds(2)),
        DecisionRule.inARow(3, 1),
        UNKNOWN);
  }

  private void passed(String id, int second) {
    result(id, UP, true, Verdict.PASSED, second, "passed at " + second, Advice.NONE);
  }

  private void failed(String id, int second, String seen) {
    result(id, DOWN, true, Verdict.FAILED, second, seen, Advice.NONE);
  }

  /** Not often enough for a change. */
  private void failedOnce(String id, HealthState state, int second) {
    result(id, state, false, Verdict.FAILED, second, "no", Advice.NONE);
  }

  private void result(
      String id,
      HealthState state,
      boolean changed,
      Verdict verdict,
      int second,
      String seen,
      Advice advice) {
    ProbeResult result =
        new ProbeResult(
            verdict,
            seen,
            ProbePhase.ANSWERED,
            ProbeTimes.endedAfter(Duration.ofMillis(12)),
            advice,
            List.of(),
            List.of());
    Instant at = EIGHT.plusSeconds(second);
    beliefs.checked(
        id,
        new TargetHealth(state, changed, 0, result, at, at, seen, at, Optional.empty()),
        (key, before, now) -> {});
  }

  /** "UP since 2: ...", in seconds. */
  private String says(ServerKey key) {
    Belief belief = beliefs.all().get(key);
    return belief.state()
        + " since "
        + Duration.between(EIGHT, belief.since()).toSeconds()
        + ": "
        + belief.reason();
  }
}
