// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import java.time.Duration;

/** Proof that a loop turns: something done again and again by the thread that turns it. */
final class Pulse {
  static final Pulse NONE = new Pulse(Duration.ZERO, () -> {}, Deadlines.NEVER);

  private final long periodNanos;
  private final Runnable beat;
  private long next;

  private Pulse(Duration period, Runnable beat, long first) {
    this.periodNanos = period.toNanos();
    this.beat = beat;
    this.next = first;
  }

  /**
   * Begins at once.
   *
   * @param period from one beat to the next, above zero
   * @param beat must not block
   */
  static Pulse every(Duration period, Runnable beat, long now) {
    return new Pulse(period, beat, now);
  }

  /** When the loop has to turn for this, if for nothing else; {@link Deadlines#NEVER} for none. */
  long next() {
    return next;
  }

  /** The loop has turned. What was missed while it did not is not made up for. */
  void turned(long now) {
    if (now >= next) {
      next = now + periodNanos;
      beat.run();
    }
  }
}
