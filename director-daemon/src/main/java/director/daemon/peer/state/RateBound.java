// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import java.time.Duration;

/** So many in a second, and no more than that at once. */
final class RateBound {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double most;
  private double left;
  private Duration last;

  RateBound(int perSecond, Moment now) {
    this.most = perSecond;
    this.left = perSecond;
    this.last = now.monotonic();
  }

  boolean admits(Moment now) {
    double seconds = now.monotonic().minus(last).toNanos() / NANOS_PER_SECOND;
    last = now.monotonic();
    left = Math.min(most, left + seconds * most);
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
