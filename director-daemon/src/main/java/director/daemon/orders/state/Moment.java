// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders.state;

import java.time.Duration;
import java.time.Instant;

/**
 * When something was, by two clocks: that of people, which jumps, and that of the machine, which
 * ends with it.
 *
 * @param boot which life of the machine (/proc/sys/kernel/random/boot_id); empty if unknown
 * @param uptime how long that had lasted (CLOCK_BOOTTIME)
 */
public record Moment(Instant wall, String boot, Duration uptime) {

  /**
   * How long ago it was, at {@code now}, 0 at least. Within one life of the machine nobody can
   * change that; else it is as the clocks on the wall say, which may be wrong.
   */
  public Duration ago(Moment now) {
    Duration passed =
        isOfTheLifeOf(now) ? now.uptime.minus(uptime) : Duration.between(wall, now.wall);
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  /** Whether the machine has not been started again in between. */
  public boolean isOfTheLifeOf(Moment other) {
    return !boot.isEmpty() && boot.equals(other.boot);
  }
}
