// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * The place of a target within any interval, taken from its id: the same in every process and after
 * every reload, and spread evenly over the ids.
 */
final class Phase {

  /** The place as a fraction of 2^63. */
  private final long fraction;

  private Phase(long fraction) {
    this.fraction = fraction;
  }

  static Phase of(String id) {
    // The version bits of a name-based UUID sit in the low half of this word; its top is pure hash.
    UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    return new Phase(hash.getMostSignificantBits() >>> 1);
  }

  /** The place within {@code interval}, from zero on and below it. */
  Duration within(Duration interval) {
    return Duration.ofNanos(Math.multiplyHigh(fraction, interval.toNanos() << 1));
  }

  /** The first time after {@code moment} that has this place in a grid of {@code interval}. */
  Duration firstAfter(Duration moment, Duration interval) {
    Duration offset = within(interval);
    long step = interval.toNanos();
    long passed = Math.floorDiv(moment.minus(offset).toNanos(), step);
    return offset.plusNanos(Math.multiplyExact(passed + 1, step));
  }
}
