// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import java.time.Duration;

/**
 * The one deadline of a whole probe. A target gets its full timeout of time in which this process
 * was able to listen: what we lose ourselves is added, up to twice the timeout. Beyond that a
 * silent target proves nothing.
 *
 * @param started when the connect was issued
 * @param timeout how long the target may take, from connect to the last byte
 * @param lostBefore the time this process had lost before the probe started
 */
public record Deadline(Duration started, Duration timeout, Duration lostBefore) {

  /** After a late wake-up, this much time to read what has arrived before anybody is blamed. */
  public static final Duration GRACE = Duration.ofMillis(50);

  /** What to do with a probe that has no answer yet. */
  public enum Ruling {
    WAIT,
    /** The target had its time. */
    FAILED,
    /** We cannot say whether the target had its time. */
    VOID
  }

  /** The ruling at {@code now}, for a target that has not answered. */
  public Ruling at(Duration now, Lateness lateness) {
    Duration lost = lostSince(now, lateness);
    Duration cap = timeout.multipliedBy(2);
    Duration extension = lost.compareTo(cap) < 0 ? lost : cap;
    if (now.compareTo(started.plus(timeout).plus(extension)) < 0) {
      return Ruling.WAIT;
    }
    if (now.compareTo(lateness.lastLate().plus(GRACE)) < 0) {
      boolean patient = now.compareTo(started.plus(timeout).plus(cap).plus(GRACE)) < 0;
      return patient ? Ruling.WAIT : Ruling.VOID;
    }
    return lost.compareTo(cap) < 0 ? Ruling.FAILED : Ruling.VOID;
  }

  /**
   * Whether we were absent for so long, more than the whole timeout, that a broken conversation may
   * have been broken by our own silence.
   */
  public boolean missed(Duration now, Lateness lateness) {
    return lostSince(now, lateness).compareTo(timeout) > 0;
  }

  /** The time this process has lost since the probe started. */
  public Duration lostSince(Duration now, Lateness lateness) {
    return lateness.lostBy(now).minus(lostBefore);
  }
}
