// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import java.time.Duration;

/**
 * The one deadline of a whole probe. A target gets its timeout, and on top what we took from it, up
 * to twice the timeout: each lag with which we read something it had sent, and each time we were
 * absent for long. Lags in which it sent nothing are not given back, so that a dead target is found
 * dead by a busy director, too. Beyond twice the timeout, silence proves nothing.
 *
 * @param started when the connect was issued
 * @param timeout how long the target may take, from connect to the last byte
 * @param lost what we took from it so far
 */
public record Deadline(Duration started, Duration timeout, Duration lost) {

  /** A lag beyond this part of the timeout is an absence: it counts, whatever the target did. */
  private static final int ABSENCE_PART = 3;

  /** What to do with a probe that has no answer yet. */
  public enum Ruling {
    WAIT,
    /** The target had its time. */
    FAILED,
    /** We cannot say whether the target had its time. */
    VOID
  }

  /** The deadline of a probe whose connect is issued at {@code now}. */
  public static Deadline from(Duration now, Duration timeout) {
    return new Deadline(now, timeout, Duration.ZERO);
  }

  /**
   * The deadline after a wake-up.
   *
   * @param progressed whether anything came from the target since the wake-up before. It may have
   *     come just too late for that one, so the longer of the two lags is counted.
   */
  public Deadline after(Duration now, Lateness lateness, boolean progressed) {
    Duration lag = lateness.lag();
    Duration worst = progressed ? longer(lag, lateness.lagBefore()) : lag;
    boolean counts = progressed || worst.multipliedBy(ABSENCE_PART).compareTo(timeout) > 0;
    return counts ? new Deadline(started, timeout, lost.plus(sinceStart(worst, now))) : this;
  }

  /**
   * The ruling at a wake-up, for a target that has not answered. A late wake-up that should have
   * come before the end blames nobody: what has arrived meanwhile is read before the next one.
   */
  public Ruling at(Duration now, Lateness lateness) {
    Duration cap = timeout.multipliedBy(2);
    Duration end = started.plus(timeout).plus(shorter(lost, cap));
    Duration due = now.minus(lateness.lag());
    boolean unread = !lateness.lag().isZero() && due.compareTo(end.plus(Lateness.TOLERATED)) <= 0;
    if (now.compareTo(end) < 0 || unread) {
      return Ruling.WAIT;
    }
    return lost.compareTo(cap) < 0 ? Ruling.FAILED : Ruling.VOID;
  }

  /**
   * What we took from a target that has just been heard, with the lag of a wake-up that is overdue.
   */
  public Duration lostBy(Duration now, Lateness lateness) {
    return lost.plus(sinceStart(lateness.lagAt(now), now));
  }

  /**
   * Whether we took more than the whole timeout, so that a broken conversation may have been broken
   * by our own silence.
   */
  public boolean missed(Duration now, Lateness lateness) {
    return lostBy(now, lateness).compareTo(timeout) > 0;
  }

  private Duration sinceStart(Duration lag, Duration now) {
    return shorter(lag, now.minus(started));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
