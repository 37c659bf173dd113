// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.actions.state.Escalation.Climb;
import director.daemon.actions.state.Escalation.Fire;
import director.daemon.actions.state.Ladder.Failures;
import director.daemon.actions.state.Ladder.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every story of up to nine checks, one each minute, beside the rules as they are told. */
class EscalationRulesTest {
  private static final int CHECKS = 9;

  /** Two failures within 2 minutes; then after 2 minutes, again and again; forgotten after 3. */
  private static final Ladder LADDER =
      new Ladder(
          new Failures(2, Duration.ofMinutes(2)),
          List.of(
              new Step(Duration.ZERO, List.of("a"), false),
              new Step(Duration.ofMinutes(2), List.of("b"), true)),
          Duration.ofMinutes(3));

  private enum Check {
    PASSED_UP,
    PASSED_DOWN,
    FAILED_UP,
    FAILED_DOWN,
    NONE
  }

  @Test
  @DisplayName("no story of checks takes a step that the rules do not allow, or misses one")
  void everyStory() {
    long stories = 0;
    int[] story = new int[CHECKS];
    boolean more = true;
    while (more) {
      List<Check> checks = new ArrayList<>();
      for (int one : story) {
        checks.add(Check.values()[one]);
      }
      assertEquals(told(checks), seen(checks), () -> "story " + checks);
      stories++;
      more = advance(story);
    }

    assertEquals(1_953_125, stories);
  }

  private static boolean advance(int[] story) {
    for (int at = 0; at < story.length; at++) {
      story[at]++;
      if (story[at] < Check.values().length) {
        return true;
      }
      story[at] = 0;
    }
    return false;
  }

  /** The minutes of the steps, by the code. */
  private static List<Integer> seen(List<Check> checks) {
    LadderState state = LadderState.NEW;
    List<Integer> steps = new ArrayList<>();
    for (int minute = 0; minute < checks.size(); minute++) {
      Duration now = Duration.ofMinutes(minute);
      Check check = checks.get(minute);
      if (check == Check.PASSED_UP || check == Check.PASSED_DOWN) {
        state = new Escalation(LADDER).passed(state, check == Check.PASSED_UP, now);
      } else if (check != Check.NONE) {
        Climb climb = new Escalation(LADDER).failed(state, check == Check.FAILED_DOWN, now);
        state = climb.state();
        Optional<Fire> fire = climb.fire();
        if (fire.isPresent()) {
          steps.add(minute);
          assertTrue(fire.get().number() >= 1);
          assertEquals(fire.get().number() == 1 ? List.of("a") : List.of("b"), fire.get().run());
        }
      }
    }
    return steps;
  }

  /** The same by looking back over the whole story at each failure, without a state. */
  private static List<Integer> told(List<Check> checks) {
    List<Integer> steps = new ArrayList<>();
    int begun = 0; // since when the ladder is the same one
    int taken = 0;
    for (int minute = 0; minute < checks.size(); minute++) {
      if (taken > 0 && wellFor(checks, minute) >= 3) {
        begun = minute;
        taken = 0;
      }
      if (!failed(checks.get(minute))) {
        continue;
      }
      int last = taken == 0 ? begun - 1 : steps.get(steps.size() - 1);
      int counting = 0;
      for (int at = Math.max(last + 1, minute - 2); at <= minute; at++) {
        counting += failed(checks.get(at)) ? 1 : 0;
      }
      boolean condition = counting >= 2;
      boolean recovered = checks.subList(last + 1, minute).contains(Check.PASSED_UP);
      boolean waited = taken == 0 || minute - last >= 2;
      if (waited && (condition || (taken > 0 && !recovered))) {
        steps.add(minute);
        taken++;
      }
    }
    return steps;
  }

  private static boolean failed(Check check) {
    return check == Check.FAILED_UP || check == Check.FAILED_DOWN;
  }

  /** Minutes from the first pass while UP behind the last failure, seen by a check of now. */
  private static int wellFor(List<Check> checks, int minute) {
    if (checks.get(minute) == Check.NONE || checks.get(minute) == Check.PASSED_DOWN) {
      return 0;
    }
    int from = minute;
    int first = minute;
    while (from > 0 && !failed(checks.get(from - 1))) {
      from--;
      if (checks.get(from) == Check.PASSED_UP) {
        first = from;
      }
    }
    return minute - first;
  }
}
