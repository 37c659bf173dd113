// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import java.time.Duration;

/**
 * How late this process is itself, by its own work, for want of CPU, or because it was stopped:
 * every wake-up is announced before, and measured when it comes.
 *
 * @param expected when the next wake-up should come
 * @param lag how late the latest one came, zero if on time
 * @param lagBefore how late the one before came
 * @param total the sum of all lags
 */
public record Lateness(Duration expected, Duration lag, Duration lagBefore, Duration total) {

  /** A wake-up that comes this much late is nothing to speak of on a busy machine. */
  public static final Duration TOLERATED = Duration.ofMillis(20);

  private static final Duration NEVER = Duration.ofDays(1_000_000);

  /** Never late, and no wake-up announced. */
  public static Lateness none() {
    return new Lateness(NEVER, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** The next wake-up should come at {@code moment}. */
  public Lateness expecting(Duration moment) {
    return new Lateness(moment, lag, lagBefore, total);
  }

  /** The wake-up came at {@code now}. */
  public Lateness woke(Duration now) {
    Duration late = lagAt(now);
    return new Lateness(now, late, lag, total.plus(late));
  }

  /** How late the next wake-up is already, zero if it is not. */
  public Duration lagAt(Duration now) {
    Duration late = now.minus(expected);
    return late.compareTo(TOLERATED) > 0 ? late : Duration.ZERO;
  }
}
