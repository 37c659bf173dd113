// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is believed of a target, and how much speaks against it. All times are those of a monotonic
 * clock.
 *
 * @param state what is believed
 * @param streak results in a row that contradict {@code state}, not negative: failures while UP or
 *     UNKNOWN, passes while DOWN
 * @param failures when it failed since it came up, the oldest first; no more than the rule asks for
 * @param flapping how it went up and down lately
 */
public record Health(HealthState state, int streak, List<Duration> failures, Flapping flapping) {

  public Health {
    if (streak < 0) {
      throw new IllegalArgumentException("a streak cannot be negative, but is " + streak);
    }
    failures = List.copyOf(failures);
  }

  /** The given state with nothing against it. */
  public static Health of(HealthState state) {
    return new Health(state, 0, List.of(), Flapping.NONE);
  }

  /** Whether the latest results contradict the state. */
  public boolean inQuestion() {
    return streak > 0;
  }

  Health withStreak(int results) {
    return new Health(state, results, failures, flapping);
  }

  /** With one more failure, and without those that are too long ago for {@code window}. */
  Health withFailure(DecisionRule.Window window, Duration now) {
    List<Duration> recent =
        Stream.concat(
                failures.stream().filter(then -> now.minus(then).compareTo(window.within()) <= 0),
                Stream.of(now))
            .toList();
    int surplus = Math.max(0, recent.size() - window.failures());
    return new Health(state, streak, recent.subList(surplus, recent.size()), flapping);
  }
}
