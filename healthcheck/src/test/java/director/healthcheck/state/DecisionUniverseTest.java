// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static director.healthcheck.state.Results.BAD;
import static director.healthcheck.state.Results.GOOD;
import static director.healthcheck.state.Results.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.state.DecisionRule.HoldDown;
import director.healthcheck.state.DecisionRule.Window;
import director.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All short stories, and many long ones, against the rules said another way. */
class DecisionUniverseTest {

  private static final Optional<String> DOUBT = Optional.of("we are in doubt");

  /** What happens at a moment: the result, and whether we are in doubt of ourselves. */
  private record Event(Duration at, ProbeResult result, boolean doubted) {}

  @Test
  @DisplayName("of all sequences of six results, each ends in the state that the rule demands")
  void exhaustively() {
    for (DecisionRule rule : rules()) {
      for (HealthState start : HealthState.values()) {
        for (int code = 0; code < 4_096; code++) { // 4^6
          List<Event> events = events(code);

          assertEquals(
              byRule(rule, start, events),
              states(rule, start, events),
              rule + " from " + start + " by sequence " + code);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("long stories of any spacing, with windows and hold-downs, end as the rule demands")
  void longStories(long seed) {
    Random random = new Random(seed);
    for (int story = 0; story < 50; story++) {
      DecisionRule rule = anyRule(random);
      HealthState start = HealthState.values()[random.nextInt(3)];
      List<Event> events = anyEvents(random, 200);

      assertEquals(
          byRule(rule, start, events), states(rule, start, events), rule + ", -Dseed=" + seed);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a change has a reason, no change has none, and no more is kept than is needed")
  void invariants(long seed) {
    Random random = new Random(seed);
    DecisionRule rule = anyRule(random);
    int most = rule.window().map(Window::failures).orElse(0);
    Health health = Health.of(HealthState.values()[random.nextInt(3)]);
    for (Event event : anyEvents(random, 2000)) {
      Judgement judgement = judge(rule, health, event);

      assertEquals(judgement.health().state() != health.state(), judgement.change().isPresent());
      assertTrue(judgement.change().isEmpty() || judgement.withheld().isEmpty());
      assertTrue(judgement.health().failures().size() <= most, "-Dseed=" + seed);
      health = judgement.health();
    }
  }

  static LongStream seeds() {
    return Seeds.first(20);
  }

  private static List<HealthState> states(
      DecisionRule rule, HealthState start, List<Event> events) {
    List<HealthState> states = new ArrayList<>();
    Health health = Health.of(start);
    for (Event event : events) {
      health = judge(rule, health, event).health();
      states.add(health.state());
    }
    return states;
  }

  private static Judgement judge(DecisionRule rule, Health health, Event event) {
    return new Hysteresis(rule)
        .after(health, event.result(), event.at(), event.doubted() ? DOUBT : Optional.empty());
  }

  /**
   * The rules said another way: nothing is counted forward, but from each result one looks back at
   * the whole story.
   */
  private static List<HealthState> byRule(
      DecisionRule rule, HealthState start, List<Event> events) {
    List<HealthState> states = new ArrayList<>();
    List<Event> sinceChange = new ArrayList<>();
    List<Duration> ups = new ArrayList<>();
    List<Duration> downs = new ArrayList<>();
    HealthState state = start;
    for (Event event : events) {
      if (event.result().verdict() != Verdict.VOID) {
        sinceChange.add(event);
        if (state != UP && goesUp(rule, state, sinceChange, ups, downs)) {
          state = UP;
          ups.add(event.at());
          sinceChange.clear();
        } else if (state != DOWN && goesDown(rule, sinceChange)) {
          state = DOWN;
          downs.add(event.at());
          sinceChange.clear();
        }
      }
      states.add(state);
    }
    return states;
  }

  private static boolean goesUp(
      DecisionRule rule,
      HealthState state,
      List<Event> story,
      List<Duration> ups,
      List<Duration> downs) {
    if (state == UNKNOWN) {
      return last(story).result() == GOOD;
    }
    Duration now = last(story).at();
    return row(story, GOOD) >= rule.rise()
        && rule.holdDown().map(hold -> heldUntil(hold, ups, downs) <= now.toMillis()).orElse(true);
  }

  private static boolean goesDown(DecisionRule rule, List<Event> story) {
    if (last(story).result() != BAD || last(story).doubted()) {
      return false;
    }
    Duration now = last(story).at();
    boolean inARow = rule.fall().isPresent() && row(story, BAD) >= rule.fall().getAsInt();
    return inARow
        || rule.window()
            .map(
                window ->
                    story.stream()
                            .filter(one -> one.result() == BAD && !one.doubted())
                            .filter(one -> !one.at().plus(window.within()).minus(now).isNegative())
                            .count()
                        >= window.failures())
            .orElse(false);
  }

  /** In milliseconds; each down that came soon after an up that came after a down doubles. */
  private static long heldUntil(HoldDown hold, List<Duration> ups, List<Duration> downs) {
    long until = 0;
    long length = 0;
    for (int i = 0; i < downs.size(); i++) {
      Duration down = downs.get(i);
      boolean soon =
          i > 0
              && ups.stream()
                  .filter(up -> up.compareTo(down) < 0)
                  .reduce((one, other) -> other)
                  .filter(up -> down.minus(up).compareTo(hold.forgottenAfter()) < 0)
                  .isPresent();
      length =
          soon
              ? Math.min(
                  hold.longest().toMillis(), length == 0 ? hold.first().toMillis() : 2 * length)
              : 0;
      until = down.toMillis() + length;
    }
    return until;
  }

  private static int row(List<Event> story, ProbeResult result) {
    int row = 0;
    while (row < story.size() && story.get(story.size() - 1 - row).result() == result) {
      row++;
    }
    return row;
  }

  private static Event last(List<Event> story) {
    return story.get(story.size() - 1);
  }

  private static List<DecisionRule> rules() {
    List<DecisionRule> rules = new ArrayList<>();
    for (int fall = 0; fall <= 3; fall++) {
      for (int rise = 1; rise <= 2; rise++) {
        for (int failures = 0; failures <= 3; failures++) {
          if (fall > 0 || failures > 0) {
            rules.add(rule(fall, rise, failures, Duration.ofSeconds(30), Optional.empty()));
          }
        }
      }
    }
    return rules;
  }

  private static DecisionRule anyRule(Random random) {
    int fall = random.nextInt(5);
    int failures = fall == 0 ? 1 + random.nextInt(5) : random.nextInt(6);
    Duration first = Duration.ofSeconds(1 + random.nextInt(60));
    Optional<HoldDown> hold =
        random.nextBoolean()
            ? Optional.of(
                new HoldDown(
                    first,
                    first.multipliedBy(1 + random.nextInt(9)),
                    Duration.ofSeconds(1 + random.nextInt(200))))
            : Optional.empty();
    return rule(
        fall, 1 + random.nextInt(3), failures, Duration.ofSeconds(1 + random.nextInt(100)), hold);
  }

  private static DecisionRule rule(
      int fall, int rise, int failures, Duration within, Optional<HoldDown> hold) {
    return new DecisionRule(
        fall == 0 ? OptionalInt.empty() : OptionalInt.of(fall),
        rise,
        failures == 0 ? Optional.empty() : Optional.of(new Window(failures, within)),
        hold);
  }

  /** One result every ten seconds. */
  private static List<Event> events(int code) {
    List<Event> events = new ArrayList<>();
    for (int rest = code, i = 1; i <= 6; i++, rest /= 4) {
      Duration at = Duration.ofSeconds(10L * i);
      ProbeResult result = List.of(GOOD, BAD, NONE, BAD).get(rest % 4);
      events.add(new Event(at, result, rest % 4 == 3));
    }
    return events;
  }

  private static List<Event> anyEvents(Random random, int count) {
    List<Event> events = new ArrayList<>();
    int good = 1 + random.nextInt(9);
    Duration at = Duration.ZERO;
    for (int i = 0; i < count; i++) {
      at = at.plusMillis(1 + random.nextInt(20_000));
      ProbeResult result = random.nextInt(10) == 0 ? NONE : random.nextInt(10) < good ? GOOD : BAD;
      events.add(new Event(at, result, random.nextInt(5) == 0));
    }
    return events;
  }
}
