// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import java.time.Duration;

/**
 * How often a target is checked, and how its health follows.
 *
 * @param interval from the start of a check to the start of the next; a check that is still running
 *     when the next is due makes that one be skipped; 10 ms to a day
 * @param timeout for a whole check, from the connect to the last byte; 1 ms to a day
 * @param fall failures in a row that take the target down, at least 1
 * @param rise passes in a row that put it up again, at least 1
 */
public record CheckTiming(Duration interval, Duration timeout, int fall, int rise) {

  private static final Duration DAY = Duration.ofDays(1);

  public CheckTiming {
    requireWithin("interval", interval, Duration.ofMillis(10));
    requireWithin("timeout", timeout, Duration.ofMillis(1));
    if (fall < 1 || rise < 1) {
      throw new IllegalArgumentException(
          "fall and rise must be at least 1, but are " + fall + " and " + rise);
    }
  }

  private static void requireWithin(String name, Duration duration, Duration least) {
    if (duration.compareTo(least) < 0 || duration.compareTo(DAY) > 0) {
      throw new IllegalArgumentException(
          name + " must lie between " + least + " and " + DAY + ", but is " + duration);
    }
  }
}
