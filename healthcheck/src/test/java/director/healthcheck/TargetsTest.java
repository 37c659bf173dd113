// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static director.healthcheck.FakeProber.PASSED;
import static director.healthcheck.FakeProber.RESET;
import static director.healthcheck.FakeProber.SILENT;
import static director.healthcheck.FakeProber.STATUS_503;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.CpuSample;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private static final Instant START = Instant.parse("2026-11-22T05:28:00Z");

  private record Heard(String id, TargetHealth health) {}

  private Duration now = Duration.ZERO;
  private Duration nextTurn = Duration.ZERO;
  private final FakeProber prober = new FakeProber(() -> now);
  private final List<Heard> heard = new ArrayList<>();
  private Targets targets = targets(256);

  @Test
  @DisplayName("a first pass puts an unknown server up, with time and reason")
  void firstPass() {
    follow("router1", order("/health", HealthState.UNKNOWN));

    answerNext(PASSED);

    assertEquals(
        List.of(
            new Heard(
                "router1",
                new TargetHealth(
                    HealthState.UP,
                    true,
                    0,
                    PASSED,
                    START.plusMillis(969),
                    START.plusMillis(969),
                    "answered 200 in 12 ms, the first pass is enough",
                    START.plusMillis(3938),
                    Optional.empty()))),
        rounded());
  }

  @Test
  @DisplayName("a server that was up goes down with the third failure, and says since when and why")
  void threeFailures() {
    follow("router1", order("/health", HealthState.UP));

    answerNext(STATUS_503);
    answerNext(STATUS_503);
    answerNext(STATUS_503);
    answerNext(STATUS_503);

    assertEquals(
        List.of(
            "UP false 1 taken as UP before its first check",
            "UP false 2 taken as UP before its first check",
            "DOWN true 0 3 of 3 checks in a row failed: HTTP status 503, expected 200",
            "DOWN false 0 3 of 3 checks in a row failed: HTTP status 503, expected 200"),
        told());
    assertEquals(heard.get(2).health().since(), heard.get(3).health().since());
  }

  @Test
  @DisplayName("checks start at a fixed rate, however long the answers take")
  void fixedRate() {
    follow("router1", order("/health", HealthState.UP));

    answerNext(PASSED);
    answerNext(PASSED);
    now = now.plusMillis(700);
    answerNext(PASSED);
    runUntil(Duration.ofSeconds(10));

    assertEquals(List.of(969L, 3938L, 5938L, 7938L), startedMillis());
  }

  @Test
  @DisplayName("a silent server fails at its deadline, and is asked again at its next place")
  void silent() {
    follow("router1", order("/health", HealthState.UP));

    runUntil(Duration.ofSeconds(12));

    assertEquals(List.of(969L, 5938L, 9938L), startedMillis());
    assertEquals(
        List.of(
            "UP false 1 taken as UP before its first check",
            "UP false 2 taken as UP before its first check"),
        told());
    assertEquals(SILENT, heard.get(0).health().lastResult());
  }

  @Test
  @DisplayName("a director that was stopped for a minute blames nobody and sends no burst")
  void stoppedForAMinute() {
    follow("router1", order("/health", HealthState.UP));
    runUntil(Duration.ofSeconds(1));

    now = now.plusSeconds(60);
    turn();
    runUntil(Duration.ofSeconds(62));

    assertEquals(List.of(Verdict.VOID), verdicts());
    assertEquals(
        "directord itself was late by 59.99 s during this check;"
            + " seen: TLS handshake done but no HTTP response",
        heard.get(0).health().lastResult().seen());
    assertEquals(List.of("UP false 0 taken as UP before its first check"), told());
    assertEquals(List.of(969L, 61_938L), startedMillis());
  }

  @Test
  @DisplayName("a director that is always 100 ms late still takes a silent server down")
  void busy() {
    follow("router1", order("/health", HealthState.UP));

    while (now.compareTo(Duration.ofSeconds(14)) < 0) {
      now = (nextTurn.compareTo(now) > 0 ? nextTurn : now).plusMillis(100);
      turn();
    }

    assertEquals(List.of(Verdict.FAILED, Verdict.FAILED, Verdict.FAILED), verdicts());
    assertEquals(HealthState.DOWN, heard.get(2).health().state());
  }

  @Test
  @DisplayName("a director that was busy while a server sent something gives that time back")
  void busyReading() {
    follow("router1", order("/health", HealthState.UP));
    runUntil(Duration.ofSeconds(1));
    prober.last().received = 1;

    now = now.plusMillis(500);
    turn();
    runUntil(Duration.ofMillis(4_400));
    List<Verdict> before = verdicts();
    runUntil(Duration.ofMillis(4_500));

    assertEquals(List.of(), before);
    assertEquals(List.of(Verdict.FAILED), verdicts());
  }

  @Test
  @DisplayName("what was lost before a check does not lengthen it")
  void lostBefore() {
    follow("router1", order("/health", HealthState.UP));
    now = now.plusSeconds(60);
    turn();

    runUntil(Duration.ofMillis(62_990));
    List<Verdict> before = verdicts();
    runUntil(Duration.ofMillis(63_010));

    assertEquals(List.of(60_000L), startedMillis());
    assertEquals(List.of(), before);
    assertEquals(List.of(Verdict.FAILED), verdicts());
  }

  @Test
  @DisplayName("a conversation broken while we were stopped is void, even before the next turn")
  void brokenMeanwhile() {
    follow("router1", order("/health", HealthState.UP));
    runUntil(Duration.ofSeconds(1));

    now = now.plusSeconds(60);
    prober.last().answer(RESET);

    assertEquals(List.of(Verdict.VOID), verdicts());
  }

  @Test
  @DisplayName("an answer that was read late is an answer")
  void lateAnswer() {
    follow("router1", order("/health", HealthState.UP));
    runUntil(Duration.ofSeconds(1));

    now = now.plusSeconds(60);
    prober.last().answer(STATUS_503);

    assertEquals(List.of(STATUS_503), heard.stream().map(h -> h.health().lastResult()).toList());
  }

  @Test
  @DisplayName(
      "no more probes fly than allowed, the rest follow in the order in which they were due")
  void bounded() {
    targets = targets(2);
    var orders = new TreeMap<String, CheckOrder>();
    for (String id : List.of("a", "b", "c", "d", "e")) {
      orders.put(id, order("/" + id, HealthState.UNKNOWN));
    }
    targets.follow(orders);
    now = Duration.ofSeconds(1);
    turn();

    List<String> inLine = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      assertTrue(prober.open <= 2, prober.open + " probes at once");
      FakeProber.Started oldest = prober.started.get(i);
      inLine.add(oldest.path);
      oldest.answer(PASSED);
    }

    assertEquals(List.of("/a", "/c", "/d", "/b", "/e"), inLine);
    assertEquals(0, prober.open);
  }

  @Test
  @DisplayName("the load says how many wait and how late they start")
  void load() {
    targets = targets(1);
    var orders = new TreeMap<String, CheckOrder>();
    orders.put("router1", order("/1", HealthState.UNKNOWN));
    orders.put("router3", order("/3", HealthState.UNKNOWN));
    targets.follow(orders);
    now = Duration.ofSeconds(1);
    turn();
    CheckerLoad before = targets.load();

    prober.last().answer(PASSED);
    CheckerLoad after = targets.load();

    assertEquals(List.of(2, 1, 1, 875L), numbers(before)); // router3 was due at 124 ms
    assertEquals(List.of(2, 1, 0, 30L), numbers(after)); // router1 at 969 ms
  }

  @Test
  @DisplayName("the same orders again change nothing: phase, streak and the probe under way stay")
  void sameOrders() {
    follow("router1", order("/health", HealthState.UP));
    answerNext(STATUS_503);
    runUntil(Duration.ofSeconds(4));
    FakeProber.Started underWay = prober.last();

    follow("router1", order("/health", HealthState.UNKNOWN));
    underWay.answer(STATUS_503);
    runUntil(Duration.ofSeconds(6));

    assertEquals(List.of(969L, 3938L, 5938L), startedMillis());
    assertEquals(
        List.of(
            "UP false 1 taken as UP before its first check",
            "UP false 2 taken as UP before its first check"),
        told());
  }

  @Test
  @DisplayName("other thresholds keep state, streak and the probe under way")
  void otherTiming() {
    follow("router1", order("/health", HealthState.UP));
    answerNext(STATUS_503);
    runUntil(Duration.ofSeconds(4));

    follow("router1", order("/health", HealthState.UP, DecisionRule.inARow(2, 1)));
    prober.last().answer(STATUS_503);

    assertEquals(
        List.of(
            "UP false 1 taken as UP before its first check",
            "DOWN true 0 2 of 2 checks in a row failed: HTTP status 503, expected 200"),
        told());
  }

  @Test
  @DisplayName("another request keeps the state, forgets the streak, and is asked at once")
  void otherRequest() {
    follow("router1", order("/health", HealthState.UP));
    answerNext(STATUS_503);
    answerNext(STATUS_503);
    runUntil(Duration.ofSeconds(6));
    FakeProber.Started dropped = prober.last();

    follow("router1", order("/other", HealthState.UNKNOWN));
    FakeProber.Started repeated = prober.last();
    repeated.answer(STATUS_503);

    assertEquals("cancelled", dropped.end);
    assertEquals("/other", repeated.path);
    assertEquals("UP false 1 taken as UP before its first check", told().get(2));
  }

  @Test
  @DisplayName("a forgotten target is never heard of again, and its probe is dropped")
  void forgotten() {
    follow("router1", order("/health", HealthState.UP));
    runUntil(Duration.ofSeconds(1));

    targets.follow(new TreeMap<>());
    runUntil(Duration.ofSeconds(20));

    assertEquals("cancelled", prober.last().end);
    assertEquals(List.of(), heard);
    assertEquals(List.of(0, 0, 0, 0L), numbers(targets.load()));
    assertEquals(1, prober.started.size());
  }

  @Test
  @DisplayName("a target that was forgotten while it waited is not asked")
  void forgottenInLine() {
    targets = targets(1);
    var orders = new TreeMap<String, CheckOrder>();
    orders.put("router1", order("/1", HealthState.UP));
    orders.put("router3", order("/3", HealthState.UP));
    targets.follow(orders);
    now = Duration.ofSeconds(1);
    turn();

    orders.remove("router1");
    targets.follow(orders);
    prober.last().answer(PASSED);

    assertEquals(List.of("/3"), prober.started.stream().map(probe -> probe.path).toList());
  }

  private Targets targets(int maxInFlight) {
    return new Targets(
        prober,
        (id, health) -> heard.add(new Heard(id, health)),
        () -> START.plus(now),
        () -> now,
        TargetsTest::uncounted,
        new CheckerSettings(maxInFlight, 1));
  }

  /** Of a kernel that counts nothing. */
  static CpuSample uncounted(Duration at, Duration late) {
    return new CpuSample(at, late, Optional.empty(), Optional.empty(), OptionalDouble.empty());
  }

  private void follow(String id, CheckOrder order) {
    targets.follow(new TreeMap<>(Map.of(id, order)));
    turn();
  }

  private void turn() {
    nextTurn = now.plus(targets.turn());
  }

  private void runUntil(Duration end) {
    while (nextTurn.compareTo(end) <= 0) {
      now = nextTurn.compareTo(now) > 0 ? nextTurn : now;
      turn();
    }
    now = end.compareTo(now) > 0 ? end : now;
  }

  private void answerNext(ProbeResult result) {
    int before = prober.started.size();
    while (prober.started.size() == before) {
      now = nextTurn.compareTo(now) > 0 ? nextTurn : now;
      turn();
    }
    prober.last().answer(result);
  }

  private List<Long> startedMillis() {
    return prober.started.stream().map(probe -> probe.at.toMillis()).toList();
  }

  private List<Verdict> verdicts() {
    return heard.stream().map(one -> one.health().lastResult().verdict()).toList();
  }

  private List<String> told() {
    return heard.stream()
        .map(Heard::health)
        .map(h -> h.state() + " " + h.changed() + " " + h.streak() + " " + h.reason())
        .toList();
  }

  private List<Heard> rounded() {
    return heard.stream()
        .map(
            one -> {
              TargetHealth h = one.health();
              return new Heard(
                  one.id(),
                  new TargetHealth(
                      h.state(),
                      h.changed(),
                      h.streak(),
                      h.lastResult(),
                      millis(h.lastChecked()),
                      millis(h.since()),
                      h.reason(),
                      millis(h.next()),
                      h.withheld()));
            })
        .toList();
  }

  private static Instant millis(Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private static List<Object> numbers(CheckerLoad load) {
    return List.of(load.targets(), load.inFlight(), load.waiting(), load.lag().toMillis());
  }

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static CheckOrder order(String path, HealthState initial) {
    return order(path, initial, DecisionRule.inARow(3, 1));
  }

  private static CheckOrder order(String path, HealthState initial, DecisionRule rule) {
    return new CheckOrder(
        new Question(
            HttpCheck.of(
                Optional.of(TlsTerms.asking(Optional.of("photos.example.com"))),
                HttpExchange.get(path, "photos.example.com", ExpectedStatus.of(200))),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
            ProbePath.ROUTED,
            s(3)),
        CheckTiming.every(s(2)),
        rule,
        initial);
  }
}
