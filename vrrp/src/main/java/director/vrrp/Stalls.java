// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VrrpTimer;
import java.time.Duration;

/** How late a timer must be for a pause of ours, and what follows when it is less. */
final class Stalls {
  /** Later than this is more than a busy machine: somebody stopped us. */
  private static final Duration LEAST = Duration.ofMillis(50);

  private Stalls() {}

  /** Nanoseconds, once all that waited has been read. */
  static long bound(Duration masterInterval) {
    return Math.max(LEAST.toNanos(), masterInterval.toNanos() / 2);
  }

  /** Nanoseconds, before that: what waits may be older than what we did. */
  static long boundBeforeReading(Duration interval) {
    return Math.max(LEAST.toNanos(), 2 * interval.toNanos());
  }

  /**
   * When a timer counts to have fired. An advertisement that is late does not move those that
   * follow, but what was missed altogether is not made up for in a burst. Whatever else is late
   * happens now.
   */
  static long instantOf(VrrpTimer due, long deadline, Duration interval, long now) {
    boolean missed = now - deadline >= interval.toNanos();
    return due == VrrpTimer.ADVERTISEMENT && !missed ? deadline : now;
  }
}
