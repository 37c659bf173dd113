// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A MASTER among one to four random others leaves for a restart, on a network that delays and
 * doubles, and loses every second farewell; {@code -Dseed=n} plays one again.
 */
class RestartSimulationTest {
  private static final Duration STEP = Duration.ofMillis(1);

  /** The process needs as long to leave. */
  private static final Duration LEAVING = Duration.ofMillis(130);

  static LongStream seeds() {
    return Seeds.first(300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("who is back within what was covered finds nobody else in its place")
  void returns(long seed) {
    Simulation simulation = settled(seed);
    SimulatedDirector master = simulation.masters().get(0);
    int before = simulation.invariants().changes();

    for (int restart = 0; restart < 3; restart++) {
      master.leave(simulation.promise());
      simulation.advance(LEAVING);
      Duration absence = master.covered().multipliedBy(9).dividedBy(10);
      simulation.advance(absence);
      assertEquals(List.of(), simulation.masters(), "took over from " + master);
      master.start();
      assertEquals(List.of(master), simulation.masters());
      simulation.advance(simulation.slowest());
    }

    // It is MASTER no more, and MASTER again, three times.
    assertEquals(before + 6, simulation.invariants().changes(), "changes of anybody");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("who never returns is replaced within its promise")
  void neverReturns(long seed) {
    Simulation simulation = settled(seed);
    SimulatedDirector master = simulation.masters().get(0);
    Duration promise = simulation.promise();
    // Version 2 takes what it takes, and an owner or a slow one may speak more seldom than asked.
    Duration own = master.router().interval().multipliedBy(4);
    Duration limit = own.compareTo(promise) > 0 ? own : promise;
    Duration late = limit.dividedBy(1_000).plusMillis(1).plus(simulation.longestDelay());

    master.leave(promise);
    simulation.advance(LEAVING);
    Duration waited = LEAVING;
    Predicate<Simulation> replaced = now -> !now.masters().isEmpty();
    while (!replaced.test(simulation) && waited.compareTo(limit.plusSeconds(5)) < 0) {
      simulation.advance(STEP);
      waited = waited.plus(STEP);
    }

    assertTrue(
        waited.compareTo(LEAVING.plus(limit).plus(late)) <= 0,
        "replaced after "
            + waited
            + ", promised "
            + promise
            + "\n"
            + String.join("\n", simulation.history()));
  }

  /** One MASTER that all the others follow. */
  private static Simulation settled(long seed) {
    // Those that restart.
    Simulation simulation = new Simulation(3 * seed);
    simulation.directors().forEach(SimulatedDirector::start);
    simulation.advance(simulation.slowest().multipliedBy(16).plusSeconds(6));
    assertEquals(1, simulation.masters().size());
    return simulation;
  }
}
