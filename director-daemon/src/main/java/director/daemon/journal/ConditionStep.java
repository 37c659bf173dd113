// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.journal.machine.Sample;
import director.daemon.journal.machine.Sample.Packets;
import director.daemon.journal.machine.Sample.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the director and its machine had counted at one moment.
 *
 * @param checkerLate since the checker started
 * @param collecting garbage, since the process started
 */
record ConditionStep(Sample machine, Duration checkerLate, Duration collecting) {

  /**
   * How it was between the two.
   *
   * @param loopLate at worst in between
   */
  static Condition between(
      ConditionStep before, ConditionStep after, Duration loopLate, Instant end) {
    Sample machine = after.machine();
    Ticks then = before.machine().ticks();
    Ticks now = machine.ticks();
    return new Condition(
        end,
        share(then, now, Ticks::busy),
        share(then, now, Ticks::stolen),
        machine.cpuPressure(),
        machine.ioPressure(),
        machine.memoryPressure(),
        machine.memoryAvailableBytes(),
        machine.residentBytes(),
        millis(loopLate),
        millis(grown(before.checkerLate(), after.checkerLate())),
        millis(grown(before.collecting(), after.collecting())),
        grown(before.machine().packets(), machine.packets(), Packets::in),
        grown(before.machine().packets(), machine.packets(), Packets::out));
  }

  private static @Nullable Double share(
      @Nullable Ticks before, @Nullable Ticks after, ToLongFunction<Ticks> part) {
    if (before == null || after == null || after.all() <= before.all()) {
      return null;
    }
    // The kernel's idle time can go back by a tick.
    long ticks = Math.max(0, part.applyAsLong(after) - part.applyAsLong(before));
    double percent = Math.min(100.0, 100.0 * ticks / (after.all() - before.all()));
    return Math.round(percent * 10) / 10.0;
  }

  private static @Nullable Long grown(
      @Nullable Packets before, @Nullable Packets after, ToLongFunction<Packets> way) {
    if (before == null || after == null) {
      return null;
    }
    // An interface that went takes its counters with it.
    return Math.max(0, way.applyAsLong(after) - way.applyAsLong(before));
  }

  private static Duration grown(Duration before, Duration after) {
    Duration by = after.minus(before);
    return by.isNegative() ? Duration.ZERO : by;
  }

  /** To a tenth. */
  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 100_000.0) / 10.0;
  }
}
