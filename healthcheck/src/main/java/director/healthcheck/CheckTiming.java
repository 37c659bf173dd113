// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import java.time.Duration;

/**
 * How often a target is checked.
 *
 * @param interval from the start of a check to the start of the next; a check that is still running
 *     when the next is due makes that one be skipped; 10 ms to a day
 * @param fastInterval the same while the state is in question: after a first failure of a target
 *     that is up, and after a first pass of one that is down. A check that takes longer is followed
 *     by the next at once. While directord itself is starved, {@code interval} holds. 10 ms to
 *     {@code interval}; if equal, nothing is asked out of turn
 */
public record CheckTiming(Duration interval, Duration fastInterval) {

  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration DAY = Duration.ofDays(1);

  public CheckTiming {
    if (interval.compareTo(LEAST) < 0 || interval.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(
          "interval must lie between " + LEAST + " and " + DAY + ", but is " + interval);
    }
    if (fastInterval.compareTo(LEAST) < 0 || fastInterval.compareTo(interval) > 0) {
      throw new IllegalArgumentException(
          "fast interval must lie between "
              + LEAST
              + " and the interval of "
              + interval
              + ", but is "
              + fastInterval);
    }
  }

  /** At the same interval always. */
  public static CheckTiming every(Duration interval) {
    return new CheckTiming(interval, interval);
  }
}
