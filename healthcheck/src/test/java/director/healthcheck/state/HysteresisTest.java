// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.PASSED;
import static director.healthcheck.state.Verdict.VOID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HysteresisTest {

  private static final ProbeResult GOOD =
      new ProbeResult(
          PASSED,
          "answered 200 in 12 ms",
          ProbePhase.ANSWERED,
          ProbeTimes.endedAfter(Duration.ofMillis(12)));
  private static final ProbeResult BAD =
      new ProbeResult(
          FAILED,
          "HTTP status 503, expected 200",
          ProbePhase.ANSWERED,
          ProbeTimes.endedAfter(Duration.ofMillis(12)));
  private static final ProbeResult NONE =
      new ProbeResult(
          VOID,
          "this host cannot connect: Too many open files",
          ProbePhase.CONNECT,
          ProbeTimes.endedAfter(Duration.ofMillis(12)));

  @Test
  @DisplayName("the third failure in a row of three takes a server down, and says so")
  void fallsAtTheThreshold() {
    var hysteresis = new Hysteresis(1, 3);

    Judgement judgement = hysteresis.after(new Health(UP, 2), BAD);

    assertEquals(
        new Judgement(
            new Health(DOWN, 0),
            Optional.of("3 of 3 checks in a row failed: HTTP status 503, expected 200")),
        judgement);
  }

  @Test
  @DisplayName("the second pass in a row of two puts a server up, and says so")
  void risesAtTheThreshold() {
    var hysteresis = new Hysteresis(2, 3);

    Judgement judgement = hysteresis.after(new Health(DOWN, 1), GOOD);

    assertEquals(
        new Judgement(new Health(UP, 0), Optional.of("answered 200 in 12 ms, 2 of 2 needed")),
        judgement);
  }

  @Test
  @DisplayName("one pass is enough for a server of which nothing is known, whatever rise says")
  void firstPass() {
    var hysteresis = new Hysteresis(5, 3);

    Judgement judgement = hysteresis.after(new Health(UNKNOWN, 2), GOOD);

    assertEquals(
        new Judgement(
            new Health(UP, 0), Optional.of("answered 200 in 12 ms, the first pass is enough")),
        judgement);
  }

  @Test
  @DisplayName("failures take down a server of which nothing is known at the same threshold")
  void unknownFalls() {
    var hysteresis = new Hysteresis(1, 2);

    Judgement first = hysteresis.after(new Health(UNKNOWN, 0), BAD);
    Judgement second = hysteresis.after(first.health(), BAD);

    assertEquals(new Judgement(new Health(UNKNOWN, 1), Optional.empty()), first);
    assertEquals(
        new Judgement(
            new Health(DOWN, 0),
            Optional.of("2 of 2 checks in a row failed: HTTP status 503, expected 200")),
        second);
  }

  @Test
  @DisplayName("a streak that is beyond a threshold lowered meanwhile ends with the next result")
  void loweredThreshold() {
    var hysteresis = new Hysteresis(1, 2);

    Judgement judgement = hysteresis.after(new Health(UP, 4), BAD);

    assertEquals(
        new Judgement(
            new Health(DOWN, 0),
            Optional.of("2 of 2 checks in a row failed: HTTP status 503, expected 200")),
        judgement);
  }

  @Test
  @DisplayName("for every sequence of eight results, the last ones in a row decide and void is air")
  void exhaustively() {
    for (int rise = 1; rise <= 3; rise++) {
      for (int fall = 1; fall <= 3; fall++) {
        for (HealthState start : HealthState.values()) {
          for (int code = 0; code < 6561; code++) { // 3^8
            List<ProbeResult> results = results(code);

            Health health = Health.of(start);
            for (ProbeResult result : results) {
              health = new Hysteresis(rise, fall).after(health, result).health();
            }

            assertEquals(
                byRule(rise, fall, start, results),
                health.state(),
                rise + "/" + fall + " from " + start + " by sequence " + code);
          }
        }
      }
    }
  }

  @Test
  @DisplayName("a change has a reason, and no change has none")
  void reasonsExactlyForChanges() {
    for (HealthState start : HealthState.values()) {
      for (int streak = 0; streak < 3; streak++) {
        for (ProbeResult result : List.of(GOOD, BAD, NONE)) {
          Judgement judgement = new Hysteresis(2, 3).after(new Health(start, streak), result);

          assertEquals(judgement.health().state() != start, judgement.change().isPresent());
        }
      }
    }
  }

  @Test
  @DisplayName("a threshold below one is refused")
  void refusesZero() {
    assertThrows(IllegalArgumentException.class, () -> new Hysteresis(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Hysteresis(1, 0));
  }

  /** The rule said another way: looks back from each result instead of counting forward. */
  private static HealthState byRule(
      int rise, int fall, HealthState start, List<ProbeResult> results) {
    HealthState state = start;
    List<Verdict> seen = new ArrayList<>();
    for (ProbeResult result : results) {
      if (result.verdict() == VOID) {
        continue;
      }
      seen.add(result.verdict());
      if (state != UP && endsWith(seen, PASSED, state == UNKNOWN ? 1 : rise)) {
        state = UP;
        seen.clear();
      } else if (state != DOWN && endsWith(seen, FAILED, fall)) {
        state = DOWN;
        seen.clear();
      }
    }
    return state;
  }

  private static boolean endsWith(List<Verdict> seen, Verdict verdict, int times) {
    return seen.size() >= times
        && seen.subList(seen.size() - times, seen.size())
            .equals(Collections.nCopies(times, verdict));
  }

  private static List<ProbeResult> results(int code) {
    List<ProbeResult> results = new ArrayList<>();
    for (int rest = code, i = 0; i < 8; i++, rest /= 3) {
      results.add(List.of(GOOD, BAD, NONE).get(rest % 3));
    }
    return results;
  }
}
