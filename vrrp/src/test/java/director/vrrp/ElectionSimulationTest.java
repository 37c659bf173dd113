// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.testkit.Seeds;
import director.vrrp.state.VirtualRouter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole elections on a network that loses, delays, doubles and cuts, with directors that are
 * killed, stopped, paused and reloaded; while that goes on the {@link Invariants} are looked at
 * after each event, and then, when all is quiet, the result.
 *
 * <p>Each invariant was seen red. Of 1,000 seeds so many fail with this fault in the production
 * code:
 *
 * <ul>
 *   <li>a MASTER ignores higher advertisements: 987 "does not yield"; of the same priority: 278;
 *       compares addresses with a sign: 124; who resigned does not release: 265
 *   <li>keeps the addresses when it steps down: 987 "does not know what is on its interface"; when
 *       it follows a master: 774; does not put back what was removed: 821
 *   <li>a BACKUP ignores priority 0: 642 "heard a resignation and waits for"
 *   <li>answers every lower advertisement: 176 "sent 6 within an interval"; makes up for missed
 *       ones in a burst: 168
 *   <li>forgets Adver_Timer: 1,000 "does nothing for"; a release without end: 858; listens for ten
 *       intervals: 446; a reload that does not move Adver_Timer: 61
 *   <li>forgets Active_Down_Timer: 986 "waits for nothing"
 *   <li>a due timer announces before the pause is noticed: 38 "speaks before it has listened"
 *   <li>does not preempt: 382 "should have preempted"; no refresh: 4 "what the neighbour learned"
 *   <li>no word of who gives up addresses after a pause: 10 of 10,000 "neighbours do not know"
 * </ul>
 */
class ElectionSimulationTest {
  private static final int SEEDS = 10_000;
  private static final int BLOCK = 250;
  private static final int INTERVALS_OF_CHAOS = 150;
  private static final int SHOWN = 3;

  static Stream<Seeds.Block> blocks() {
    return Seeds.blocks(SEEDS, BLOCK);
  }

  @ParameterizedTest(name = "seeds {0}")
  @MethodSource("blocks")
  @DisplayName("once all is quiet, one director that nobody may preempt holds the addresses, alone")
  void settles(Seeds.Block block) {
    List<String> failures =
        block
            .seeds()
            .parallel()
            .mapToObj(ElectionSimulationTest::failure)
            .flatMap(Optional::stream)
            .toList();

    assertTrue(
        failures.isEmpty(),
        () ->
            failures.size()
                + " seeds fail, among them\n"
                + String.join("\n", failures.subList(0, Math.min(SHOWN, failures.size()))));
  }

  private static Optional<String> failure(long seed) {
    Simulation simulation = new Simulation(seed);
    try {
      play(simulation);
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(replay(seed, simulation, e));
    }
  }

  private static void play(Simulation simulation) {
    new Chaos(simulation).reignFor(INTERVALS_OF_CHAOS);
    simulation.calmDown();
    // A start, a preempt-delay and two takeovers, one after the other.
    simulation.advance(simulation.slowest().multipliedBy(4 + 2 + 4 + 4));
    int changes = simulation.invariants().changes();

    verdict(simulation);
    simulation.advance(simulation.refresh().orElse(Duration.ofSeconds(2)));
    verdict(simulation);
    assertEquals(changes, simulation.invariants().changes(), "changes while all is quiet");
    if (simulation.refresh().isPresent()) {
      String master = simulation.masters().get(0).name();
      assertEquals(master, simulation.learned(), "what the neighbour learned");
    }
  }

  private static void verdict(Simulation simulation) {
    assertEquals(1, simulation.masters().size(), "masters of " + simulation.directors());
    SimulatedDirector master = simulation.masters().get(0);
    List<SimulatedDirector> holders =
        simulation.directors().stream().filter(director -> !director.present().isEmpty()).toList();
    assertEquals(List.of(master), holders, "who has the addresses");
    for (SimulatedDirector director : simulation.directors()) {
      VirtualRouter router = director.router();
      assertTrue(
          !(router.preempt() || router.isOwner())
              || router.priority() <= master.router().priority(),
          director + " should have preempted " + master);
    }
  }

  private static String replay(long seed, Simulation simulation, Throwable why) {
    return "replay: mvn -pl vrrp -am test -Dtest=ElectionSimulationTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dseed="
        + seed
        + "\n"
        + why
        + "\n"
        + String.join("\n", simulation.history());
  }

  @Test
  @DisplayName("the chaos is one: in twenty seeds all that the invariants are about happens often")
  void isNotTooKind() {
    int changes = 0;
    int contradictions = 0;
    int listeners = 0;
    int yields = 0;
    int resignations = 0;
    for (long seed : LongStream.rangeClosed(1, 20).toArray()) {
      Simulation simulation = new Simulation(seed);
      new Chaos(simulation).reignFor(INTERVALS_OF_CHAOS);
      changes += simulation.invariants().changes();
      contradictions += simulation.invariants().contradictions();
      listeners += simulation.invariants().listeners();
      yields += simulation.invariants().yields();
      resignations += simulation.invariants().resignations();
    }

    assertTrue(changes > 400, changes + " times somebody became MASTER or ceased to be it");
    assertTrue(contradictions > 30, contradictions + " times there were two masters");
    assertTrue(listeners > 80, listeners + " times somebody listened with the addresses");
    assertTrue(yields > 400, yields + " times somebody heard a better one");
    assertTrue(resignations > 25, resignations + " times a BACKUP heard a resignation");
  }
}
