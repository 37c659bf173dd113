// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import java.time.Duration;

/** How late a timer must be for a pause of ours. */
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
}
