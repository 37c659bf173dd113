// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static director.healthcheck.FakeProber.PASSED;
import static director.healthcheck.FakeProber.STATUS_503;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.DecisionRule.HoldDown;
import director.healthcheck.state.DecisionRule.Window;
import director.healthcheck.state.Health;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.Hysteresis;
import director.healthcheck.state.ProbeResult;
import director.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is believed of a server depends on its probes, and not on what was reloaded meanwhile. */
class ReloadTest {

  /** What all neighbours fail at once is no mass either, as one of them never fails. */
  private static final CheckerSettings NO_MASS = new CheckerSettings(256, 1);

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a server that every reload keeps has the story that it has without any reload")
  void historyOfProbesOnly(long seed) {
    Random random = new Random(seed);
    CheckOrder order = order("/kept", rule(random), HealthState.UNKNOWN);
    var reloaded = new VirtualChecker(NO_MASS);
    var left = new VirtualChecker(NO_MASS);
    reloaded.servers = servers(seed, 0);
    left.servers = servers(seed, 0);

    left.follow(kept(order));
    reloaded.follow(kept(order));
    Duration now = Duration.ZERO;
    for (int i = 0; i < 100; i++) {
      now = now.plusMillis(random.nextInt(5_000));
      reloaded.runUntil(now);
      reloaded.follow(neighbours(random, order));
    }
    now = now.plusSeconds(20);
    reloaded.runUntil(now);
    left.runUntil(now);

    assertEquals(story(left), story(reloaded), "-Dseed=" + seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("what is believed follows from the results of its probes alone, through all reloads")
  void resultsOnly(long seed) {
    Random random = new Random(seed);
    CheckOrder order = order("/kept", rule(random), HealthState.UNKNOWN);
    var checker = new VirtualChecker(NO_MASS);
    checker.servers = servers(seed, 2);
    Duration now = Duration.ZERO;
    for (int i = 0; i < 100; i++) {
      checker.follow(neighbours(random, order));
      now = now.plusMillis(random.nextInt(5_000));
      checker.runUntil(now);
    }

    Health health = Health.of(HealthState.UNKNOWN);
    for (VirtualChecker.Heard one : checker.heard) {
      if (one.id().equals("kept")) {
        health =
            new Hysteresis(order.rule())
                .after(health, one.health().lastResult(), one.at(), Optional.empty())
                .health();
        assertEquals(health.state(), one.health().state(), one.at() + ", -Dseed=" + seed);
        assertEquals(health.streak(), one.health().streak(), one.at() + ", -Dseed=" + seed);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a server whose check changes stays up until the changed check has failed itself")
  void changedStaysUp(long seed) {
    Random random = new Random(seed);
    var checker = new VirtualChecker(NO_MASS);
    String id = "check 0";
    checker.follow(id, order("/0", DecisionRule.inARow(3, 1), HealthState.UP));
    Duration now = Duration.ZERO;
    for (int i = 1; i < 100; i++) {
      now = now.plusMillis(random.nextInt(5_000));
      checker.runUntil(now);
      checker.servers = path -> Optional.of(random.nextBoolean() ? PASSED : STATUS_503);
      HealthState believed = believed(checker, id);

      // As the plan does: what asks something else is another check, which begins with the belief.
      id = "check " + i;
      checker.follow(id, order("/" + i, DecisionRule.inARow(3, 1), believed));
    }

    Map<String, Long> failures =
        checker.heard.stream()
            .filter(one -> one.health().lastResult().equals(STATUS_503))
            .collect(groupingBy(VirtualChecker.Heard::id, counting()));
    checker.heard.stream()
        .filter(one -> one.health().changed() && one.health().state() == HealthState.DOWN)
        .forEach(one -> assertTrue(failures.get(one.id()) >= 3, one + ", -Dseed=" + seed));
  }

  static LongStream seeds() {
    return Seeds.first(15);
  }

  private static HealthState believed(VirtualChecker checker, String id) {
    return checker.heard.stream()
        .filter(one -> one.id().equals(id))
        .reduce((one, other) -> other)
        .map(one -> one.health().state())
        .orElse(HealthState.UP);
  }

  /** The n-th probe of a path is answered the same in every world. */
  private static Function<String, Optional<ProbeResult>> servers(long seed, int silent) {
    Map<String, Random> dice = new TreeMap<>();
    return path -> {
      if (path.equals("/fine")) {
        return Optional.of(PASSED);
      }
      int die = dice.computeIfAbsent(path, any -> new Random(seed ^ path.hashCode())).nextInt(10);
      return die < silent ? Optional.empty() : Optional.of(die < 5 ? PASSED : STATUS_503);
    };
  }

  /** Some of ten others, each with some path, before and after the one that is kept. */
  private static SortedMap<String, CheckOrder> neighbours(Random random, CheckOrder kept) {
    var orders = kept(kept);
    for (int i = 0; i < 10; i++) {
      if (random.nextBoolean()) {
        orders.put(
            (random.nextBoolean() ? "a" : "z") + i,
            order(
                "/" + random.nextInt(3),
                DecisionRule.inARow(1 + random.nextInt(3), 1),
                HealthState.values()[random.nextInt(3)]));
      }
    }
    return orders;
  }

  private static SortedMap<String, CheckOrder> kept(CheckOrder kept) {
    CheckOrder fine = order("/fine", DecisionRule.inARow(1, 1), HealthState.UP);
    return new TreeMap<>(Map.of("kept", kept, "neverfails", fine));
  }

  private static List<String> story(VirtualChecker checker) {
    return checker.heard.stream()
        .filter(one -> one.id().equals("kept"))
        .map(one -> one.at() + " " + one.health())
        .toList();
  }

  private static DecisionRule rule(Random random) {
    return new DecisionRule(
        random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(3)) : OptionalInt.empty(),
        1 + random.nextInt(3),
        Optional.of(new Window(1 + random.nextInt(4), Duration.ofSeconds(1 + random.nextInt(60)))),
        random.nextBoolean()
            ? Optional.of(
                new HoldDown(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(20)))
            : Optional.empty());
  }

  private static CheckOrder order(String path, DecisionRule rule, HealthState initial) {
    return VirtualChecker.order(
        path, new CheckTiming(Duration.ofSeconds(2), Duration.ofMillis(300)), rule, initial);
  }
}
