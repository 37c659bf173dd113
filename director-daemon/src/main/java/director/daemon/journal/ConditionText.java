// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A condition as a short line, for three days of them are 259,200: its components in their order,
 * the time in milliseconds since 1970, and "-" for what is not known.
 */
final class ConditionText {
  private static final int WORDS = 13;
  private static final String UNKNOWN = "-";

  private ConditionText() {}

  static String of(Condition condition) {
    return Stream.of(
            condition.time().toEpochMilli(),
            condition.cpuPercent(),
            condition.stealPercent(),
            condition.cpuPressure(),
            condition.ioPressure(),
            condition.memoryPressure(),
            condition.memoryAvailableBytes(),
            condition.residentBytes(),
            condition.loopLateMillis(),
            condition.checkerLateMillis(),
            condition.gcMillis(),
            condition.inPackets(),
            condition.outPackets())
        .map(number -> number == null ? UNKNOWN : shortest(number))
        .collect(Collectors.joining(" "));
  }

  /** Reads what {@link #of} writes, and passes over what a newer version says beyond it. */
  static Optional<Condition> read(String line) {
    List<String> words = List.of(line.split(" ", -1));
    if (words.size() < WORDS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Condition(
              Instant.ofEpochMilli(Long.parseLong(words.get(0))),
              decimal(words.get(1)),
              decimal(words.get(2)),
              decimal(words.get(3)),
              decimal(words.get(4)),
              decimal(words.get(5)),
              whole(words.get(6)),
              whole(words.get(7)),
              Double.parseDouble(words.get(8)),
              Double.parseDouble(words.get(9)),
              Double.parseDouble(words.get(10)),
              whole(words.get(11)),
              whole(words.get(12))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The second of a condition, which numbers it; 0 if it has none. */
  static long number(String line) {
    return time(line).map(Instant::getEpochSecond).orElse(0L);
  }

  static Optional<Instant> time(String line) {
    int end = line.indexOf(' ');
    try {
      return end < 0
          ? Optional.empty()
          : Optional.of(Instant.ofEpochMilli(Long.parseLong(line.substring(0, end))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String shortest(Number number) {
    String text = Objects.toString(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static @Nullable Double decimal(String word) {
    return word.equals(UNKNOWN) ? null : Double.valueOf(word);
  }

  private static @Nullable Long whole(String word) {
    return word.equals(UNKNOWN) ? null : Long.valueOf(word);
  }
}
