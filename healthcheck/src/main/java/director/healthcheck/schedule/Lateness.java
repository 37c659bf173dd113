// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import java.time.Duration;

/**
 * The time this process lost itself, by its own work, for want of CPU, or by being stopped: every
 * wake-up is announced before, and what it comes too late is lost.
 *
 * @param expected when the next wake-up should come
 * @param lost all time lost so far
 * @param lastLate when a wake-up came late last
 */
public record Lateness(Duration expected, Duration lost, Duration lastLate) {

  /** A wake-up that comes this much late is nothing to speak of on a busy machine. */
  public static final Duration TOLERATED = Duration.ofMillis(20);

  private static final Duration NEVER = Duration.ofDays(1_000_000);

  /** Nothing lost, and no wake-up announced. */
  public static Lateness none() {
    return new Lateness(NEVER, Duration.ZERO, NEVER.negated());
  }

  /** The next wake-up should come at {@code moment}. */
  public Lateness expecting(Duration moment) {
    return new Lateness(moment, lost, lastLate);
  }

  /** The wake-up came at {@code now}. */
  public Lateness woke(Duration now) {
    return isLate(now) ? new Lateness(now, lostBy(now), now) : this;
  }

  /** All time lost up to {@code now}, with that of a wake-up that is overdue. */
  public Duration lostBy(Duration now) {
    return isLate(now) ? lost.plus(now.minus(expected)) : lost;
  }

  private boolean isLate(Duration now) {
    return now.minus(expected).compareTo(TOLERATED) > 0;
  }
}
