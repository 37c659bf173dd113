// SPDX-License-Identifier: Apache-2.0
package director.daemon.local.state;

import java.time.Duration;

/**
 * How long to wait for a run. It gets its timeout, and on top the time in which we were not there
 * to watch, up to twice the timeout: a machine that had no time for us had none for the run. Beyond
 * that, silence proves nothing.
 *
 * @param started when the run began
 * @param timeout how long it may take
 * @param lost how late our wake-ups came since then, in sum
 */
public record Patience(Duration started, Duration timeout, Duration lost) {

  /** A wake-up that comes this much late is nothing to speak of on a busy machine. */
  public static final Duration TOLERATED = Duration.ofMillis(20);

  /** What to do with a run that has not ended. */
  public enum Ruling {
    WAIT,
    /** It had its time. */
    FAILED,
    /** We cannot say whether it had its time. */
    VOID
  }

  /** For a run that begins at {@code now}. */
  public static Patience from(Duration now, Duration timeout) {
    return new Patience(now, timeout, Duration.ZERO);
  }

  /** After a wake-up at {@code now} that should have come at {@code expected}. */
  public Patience woke(Duration expected, Duration now) {
    Duration late = now.minus(expected);
    return late.compareTo(TOLERATED) > 0 ? new Patience(started, timeout, lost.plus(late)) : this;
  }

  /** How long to wait from {@code now} on, unless something happens; not negative. */
  public Duration left(Duration now) {
    Duration left = end().minus(now);
    return left.isNegative() ? Duration.ZERO : left;
  }

  public Ruling at(Duration now) {
    if (now.compareTo(end()) < 0) {
      return Ruling.WAIT;
    }
    return lost.compareTo(cap()) < 0 ? Ruling.FAILED : Ruling.VOID;
  }

  /** Whether we were away for more than the timeout, so that a failure may have been ours. */
  public boolean missed() {
    return lost.compareTo(timeout) > 0;
  }

  private Duration end() {
    return started.plus(timeout).plus(lost.compareTo(cap()) < 0 ? lost : cap());
  }

  private Duration cap() {
    return timeout.multipliedBy(2);
  }
}
