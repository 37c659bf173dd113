// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VirtualRouterState;
import director.vrrp.state.VrrpTimer;
import director.vrrp.state.Watch;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When each timer of one virtual router fires, on the scale of System.nanoTime. */
final class Deadlines {
  static final long NEVER = Long.MAX_VALUE;

  private final Map<VrrpTimer, Long> running = new EnumMap<>(VrrpTimer.class);

  void start(VrrpTimer timer, long when) {
    running.put(timer, when);
  }

  void stop(VrrpTimer timer) {
    running.remove(timer);
  }

  void stopAll() {
    running.clear();
  }

  /** {@link #NEVER} if it does not run. */
  long of(VrrpTimer timer) {
    return running.getOrDefault(timer, NEVER);
  }

  /** The earliest, {@link #NEVER} if none runs. */
  long next() {
    VrrpTimer first = first();
    return first == null ? NEVER : of(first);
  }

  /** The timer that is due longest at {@code now}; null when none is. */
  @Nullable VrrpTimer due(long now) {
    VrrpTimer first = first();
    return first != null && of(first) <= now ? first : null;
  }

  /**
   * The virtual router takes part otherwise from now on: a BACKUP's deadline moves by as much as
   * its master-down interval does, or begins anew with another interval; a MASTER speaks no later
   * than its interval from now. How long a successor is waited for does not depend on priority.
   *
   * @param intervalBefore the master's, as it was for {@code before}
   * @param state as it is for {@code after}
   */
  void move(
      VirtualRouter before,
      Duration intervalBefore,
      VirtualRouter after,
      VirtualRouterState state,
      long now) {
    long down = of(VrrpTimer.MASTER_DOWN);
    if (down != NEVER && state.watch() != Watch.SUCCESSOR) {
      Duration downNow = after.masterDownInterval(state.masterInterval());
      Duration shift = downNow.minus(before.masterDownInterval(intervalBefore));
      boolean sameRhythm = state.masterInterval().equals(intervalBefore);
      long moved = sameRhythm ? down + shift.toNanos() : now + downNow.toNanos();
      start(VrrpTimer.MASTER_DOWN, Math.max(now, moved));
    }
    long advertisement = of(VrrpTimer.ADVERTISEMENT);
    if (advertisement != NEVER) {
      start(VrrpTimer.ADVERTISEMENT, Math.min(advertisement, now + after.interval().toNanos()));
    }
  }

  private @Nullable VrrpTimer first() {
    VrrpTimer first = null;
    for (VrrpTimer timer : running.keySet()) {
      if (first == null || of(timer) < of(first)) {
        first = timer;
      }
    }
    return first;
  }
}
