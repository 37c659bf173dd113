// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VrrpTimer;
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
