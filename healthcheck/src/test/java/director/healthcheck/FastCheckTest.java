// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static director.healthcheck.FakeProber.PASSED;
import static director.healthcheck.FakeProber.STATUS_503;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.request.AgentCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.DecisionRule.HoldDown;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a target is asked whose state is in question. Its place is at 0.969 of its interval. */
class FastCheckTest {

  private static final CheckTiming TEN_AND_ONE = new CheckTiming(s(10), s(1));

  private final VirtualChecker checker = new VirtualChecker(CheckerSettings.DEFAULT);

  @Test
  @DisplayName("three failures of a server that answers take its place and two fast intervals")
  void answering() {
    follow(TEN_AND_ONE, DecisionRule.inARow(3, 1));
    checker.runUntil(s(5));
    checker.servers = path -> Optional.of(STATUS_503);

    checker.runUntil(s(30));

    assertEquals(
        List.of(
            "969 UP 0", "9694 UP 1", "10694 UP 2", "11694 DOWN 0", "19694 DOWN 0", "29694 DOWN 0"),
        checker.told("router1"));
    assertEquals(
        VirtualChecker.START.plusMillis(10_694), millis(checker.heard.get(1).health().next()));
  }

  @Test
  @DisplayName("a server that does not answer is asked again at its deadline, at once")
  void silent() {
    follow(TEN_AND_ONE, DecisionRule.inARow(3, 1));
    checker.runUntil(s(5));
    checker.servers = path -> Optional.empty();

    checker.runUntil(s(25));

    assertEquals(List.of(969L, 9694L, 12_694L, 15_694L, 19_694L), checker.asked("/health"));
    assertEquals(
        List.of("969 UP 0", "12694 UP 1", "15694 UP 2", "18694 DOWN 0", "22694 DOWN 0"),
        checker.told("router1"));
  }

  @Test
  @DisplayName("a re-check that passes leads back to its place")
  void passes() {
    follow(TEN_AND_ONE, DecisionRule.inARow(3, 1));
    checker.runUntil(s(5));
    checker.servers = path -> Optional.of(STATUS_503);
    checker.runUntil(s(10));
    checker.servers = path -> Optional.of(PASSED);

    checker.runUntil(s(30));

    assertEquals(
        List.of("969 UP 0", "9694 UP 1", "10694 UP 0", "19694 UP 0", "29694 UP 0"),
        checker.told("router1"));
  }

  @Test
  @DisplayName("the way up is as fast, when it takes several passes")
  void rising() {
    checker.servers = path -> Optional.of(STATUS_503);
    follow(TEN_AND_ONE, DecisionRule.inARow(1, 3));
    checker.runUntil(s(5));
    checker.servers = path -> Optional.of(PASSED);

    checker.runUntil(s(25));

    assertEquals(
        List.of("969 DOWN 0", "9694 DOWN 1", "10694 DOWN 2", "11694 UP 0", "19694 UP 0"),
        checker.told("router1"));
  }

  @Test
  @DisplayName("a server that is held down is not asked any faster")
  void held() {
    DecisionRule rule =
        new DecisionRule(
            OptionalInt.of(1), 1, Optional.empty(), Optional.of(new HoldDown(s(30), s(60), s(60))));
    follow(TEN_AND_ONE, rule);
    checker.servers = path -> Optional.of(checker.now.toSeconds() % 20 < 10 ? PASSED : STATUS_503);

    checker.runUntil(s(65));

    assertEquals(
        List.of(
            "969 UP 0",
            "9694 UP 0",
            "19694 DOWN 0",
            "29694 UP 0",
            "39694 DOWN 0",
            "49694 DOWN 1",
            "59694 DOWN 0"),
        checker.told("router1"));
  }

  @Test
  @DisplayName("with a fast interval as long as the interval, nothing is asked out of turn")
  void notFaster() {
    follow(CheckTiming.every(s(10)), DecisionRule.inARow(3, 1));
    checker.servers = path -> Optional.of(STATUS_503);

    checker.runUntil(s(30));

    assertEquals(List.of(969L, 9694L, 19_694L, 29_694L), checker.asked("/health"));
  }

  @Test
  @DisplayName("the shares of an agent move by ten points, also over a failure")
  void agent() {
    checker.servers = path -> Optional.of(agent(80));
    checker.follow(
        "router1",
        VirtualChecker.order(
            new AgentCheck(Optional.empty(), 0, 100, 10),
            TEN_AND_ONE,
            DecisionRule.inARow(3, 1),
            HealthState.UP));
    checker.runUntil(s(5));
    checker.servers = path -> Optional.of(agent(20));
    checker.runUntil(s(15));
    checker.servers = path -> Optional.of(STATUS_503);
    checker.runUntil(s(20));
    checker.servers = path -> Optional.of(agent(20));
    checker.runUntil(s(21));

    assertEquals(
        List.of(80, 70, 70, 60),
        checker.heard.stream().map(one -> one.health().advice().share().orElse(-1)).toList());
    assertEquals(20, checker.last("router1").lastResult().advice().share().orElseThrow());
  }

  @Test
  @DisplayName("ten thousand first checks are spread over fifteen seconds, and no more than that")
  void manyAtOnce() {
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < 10_000; i++) {
      orders.put("router" + i, order(CheckTiming.every(s(20)), DecisionRule.inARow(3, 1)));
    }
    checker.follow(orders);

    checker.runUntil(s(1));
    int inOneSecond = checker.prober.started.size();
    checker.runUntil(s(15));
    int inFifteen = checker.prober.started.size();

    assertEquals(List.of(639, 10_000), List.of(inOneSecond, inFifteen));
  }

  private void follow(CheckTiming timing, DecisionRule rule) {
    checker.follow("router1", order(timing, rule));
  }

  private static CheckOrder order(CheckTiming timing, DecisionRule rule) {
    return VirtualChecker.order("/health", timing, rule, HealthState.UP);
  }

  private static ProbeResult agent(int share) {
    return new ProbeResult(
        Verdict.PASSED,
        "says up " + share + "%",
        ProbePhase.ANSWERED,
        ProbeTimes.endedAfter(Duration.ofMillis(12)),
        new Advice(OptionalInt.empty(), 0, OptionalInt.of(share), Advice.Mode.SERVE),
        List.of(),
        List.of());
  }

  private static Instant millis(Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
