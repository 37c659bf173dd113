// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.TimeText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Points in time as people type them at night; in the zone of the clock unless they say so. */
final class Moments {
  static final String EXPECTED =
      "05:28 or 05:28:30 (the latest such), 'yesterday 05:28', 15m (ago),"
          + " '2026-11-22 05:28' or 2026-11-22T05:28:30Z";

  private final ZonedDateTime now;

  Moments(Clock clock) {
    this.now = ZonedDateTime.now(clock);
  }

  /** Empty for anything else. */
  Optional<Instant> read(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    List<Function<String, Optional<Instant>>> forms =
        List.of(this::word, this::ago, this::timeOfDay, this::dayAndTime, Moments::absolute);
    return forms.stream().flatMap(form -> form.apply(plain).stream()).findFirst();
  }

  private Optional<Instant> word(String text) {
    return switch (text) {
      case "now" -> Optional.of(now.toInstant());
      case "today" -> Optional.of(midnight(now.toLocalDate()));
      case "yesterday" -> Optional.of(midnight(now.toLocalDate().minusDays(1)));
      default -> Optional.empty();
    };
  }

  /** {@code 15m}, {@code -15m}, {@code 15m ago}. */
  private Optional<Instant> ago(String text) {
    String span = text.startsWith("-") ? text.substring(1) : text;
    return TimeText.read(span.endsWith(" ago") ? span.substring(0, span.length() - 4) : span)
        .map(time -> now.toInstant().minus(time));
  }

  /** The latest that is over: a quarter past midnight, 23:50 was yesterday. */
  private Optional<Instant> timeOfDay(String text) {
    return time(text)
        .map(time -> now.with(time))
        .map(moment -> moment.isAfter(now) ? moment.minusDays(1) : moment)
        .map(ZonedDateTime::toInstant);
  }

  /** {@code yesterday 05:28}, {@code 2026-11-22 05:28}. */
  private Optional<Instant> dayAndTime(String text) {
    String[] parts = text.split(" +|(?<=[0-9])t(?=[0-9])", 2);
    return parts.length < 2
        ? day(text).map(this::midnight)
        : day(parts[0])
            .flatMap(day -> time(parts[1]).map(time -> LocalDateTime.of(day, time)))
            .map(moment -> moment.atZone(now.getZone()).toInstant());
  }

  private Optional<LocalDate> day(String text) {
    return switch (text) {
      case "today" -> Optional.of(now.toLocalDate());
      case "yesterday" -> Optional.of(now.toLocalDate().minusDays(1));
      default -> parsed(text, LocalDate::parse);
    };
  }

  private static Optional<LocalTime> time(String text) {
    return parsed(text.matches("[0-9]:.*") ? "0" + text : text, LocalTime::parse);
  }

  private Instant midnight(LocalDate day) {
    return day.atStartOfDay(now.getZone()).toInstant();
  }

  private static Optional<Instant> absolute(String text) {
    return parsed(text, OffsetDateTime::parse).map(OffsetDateTime::toInstant);
  }

  private static <T> Optional<T> parsed(String text, Function<CharSequence, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException notSo) {
      return Optional.empty();
    }
  }
}
