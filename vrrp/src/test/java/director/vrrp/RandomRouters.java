// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.state.VirtualRouter;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What the directors of one simulation are configured with. All speak the same version; in version
 * 2 all have the same interval, as they would not listen to each other otherwise.
 */
final class RandomRouters {
  /** The longest interval, in intervals of the simulation. */
  static final int SLOWEST = 3;

  private static final List<Duration> INTERVALS =
      List.of(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1));

  private final Random random;
  private final int version;
  private final Duration interval;

  RandomRouters(Random random) {
    this.random = random;
    version = 2 + random.nextInt(2);
    interval = version == 2 ? Duration.ofSeconds(1) : INTERVALS.get(random.nextInt(3));
  }

  /** The shortest of all. */
  Duration interval() {
    return interval;
  }

  VirtualRouter next(boolean owner) {
    int slower = version == 3 && random.nextInt(3) == 0 ? 1 + random.nextInt(SLOWEST) : 1;
    return new VirtualRouter(
        version,
        owner ? VirtualRouter.OWNER : priority(),
        interval.multipliedBy(slower),
        random.nextInt(4) > 0,
        random.nextInt(4) == 0 ? interval.multipliedBy(5) : Duration.ZERO);
  }

  /**
   * After a reload: another priority, and at times all else as well.
   *
   * @param mayOwn whether it may be the owner; two of those are a mistake
   */
  VirtualRouter reloaded(VirtualRouter before, boolean mayOwn) {
    VirtualRouter other = next(mayOwn && random.nextBoolean());
    return random.nextInt(3) == 0
        ? other
        : new VirtualRouter(
            before.version(),
            other.priority(),
            before.interval(),
            before.preempt(),
            before.preemptDelay());
  }

  /** Equal ones are frequent. */
  private int priority() {
    return random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(254);
  }
}
