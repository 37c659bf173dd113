// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.journal.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the machine in each second, and when a second stands out among the others.
 *
 * <p>It has to be bad by itself, and much worse than usual there: a machine that always works at 95
 * % has another trouble than the one that is looked for.
 */
enum Figure {
  CPU("processors busy", "%", 85, 1.2),
  STEAL("stolen by the hypervisor", "%", 5, 1.5),
  CPU_PRESSURE("waiting for a processor", "%", 20, 1.5),
  IO_PRESSURE("waiting for disks", "%", 20, 1.5),
  MEMORY_PRESSURE("waiting for memory", "%", 10, 1.5),
  MEMORY_LEFT("memory left", "B", 0, 0.5),
  LOOP_LATE("directord late", "ms", 50, 1.5),
  CHECKER_LATE("its checks late", "ms", 100, 1.5),
  GC("its garbage collector", "ms", 50, 1.5),
  RESIDENT("its memory", "B", 256e6, 1.5),
  IN("packets in", "/s", 1000, 2),
  OUT("packets out", "/s", 1000, 2);

  private final String words;
  private final String unit;
  private final double floor;
  private final double factor;

  Figure(String words, String unit, double floor, double factor) {
    this.words = words;
    this.unit = unit;
    this.floor = floor;
    this.factor = factor;
  }

  private static @Nullable Double asDouble(@Nullable Long count) {
    return count == null ? null : (double) count;
  }

  String words() {
    return words;
  }

  @Nullable Double of(Condition condition) {
    return switch (this) {
      case CPU -> condition.cpuPercent();
      case STEAL -> condition.stealPercent();
      case CPU_PRESSURE -> condition.cpuPressure();
      case IO_PRESSURE -> condition.ioPressure();
      case MEMORY_PRESSURE -> condition.memoryPressure();
      case MEMORY_LEFT -> asDouble(condition.memoryAvailableBytes());
      case RESIDENT -> asDouble(condition.residentBytes());
      case LOOP_LATE -> condition.loopLateMillis();
      case CHECKER_LATE -> condition.checkerLateMillis();
      case GC -> condition.gcMillis();
      case IN -> asDouble(condition.inPackets());
      case OUT -> asDouble(condition.outPackets());
    };
  }

  /** The median; empty where this kernel never tells. */
  Optional<Double> usual(List<Condition> conditions) {
    List<Double> sorted =
        conditions.stream().map(this::of).filter(Objects::nonNull).sorted().toList();
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
  }

  boolean standsOut(double value, double usual) {
    return this == MEMORY_LEFT
        ? value <= factor * usual
        : value >= floor && value >= factor * usual;
  }

  double worse(double one, double other) {
    return this == MEMORY_LEFT ? Math.min(one, other) : Math.max(one, other);
  }

  /** {@code 43%}, {@code 120ms}, {@code 81.2k/s}. */
  String amount(double value) {
    return unit.equals("/s") || unit.equals("B")
        ? Amount.shortly(Math.round(value)) + unit
        : String.format(Locale.ROOT, value >= 10 || value == 0 ? "%.0f%s" : "%.1f%s", value, unit);
  }
}
