// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of the wall clock, in the zone of those who read them. */
final class Days {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);

  private Days() {}

  static LocalDate day(Instant time, ZoneId zone) {
    return time.atZone(zone).toLocalDate();
  }

  /** {@code Sunday 22 November 2026}. */
  static String heading(LocalDate day) {
    return DAY.format(day);
  }

  /** {@code 05:28:02.113}. */
  static String exact(Instant time, ZoneId zone) {
    return EXACT.format(time.atZone(zone));
  }

  /** {@code 05:28:02}. */
  static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /** {@code 05:28:02}, and if it is not of today {@code 21 November 05:28:02}. */
  static String dateAndTime(Instant time, Clock clock) {
    ZoneId zone = clock.getZone();
    LocalDate day = day(time, zone);
    LocalDate today = day(clock.instant(), zone);
    String date = day.getYear() == today.getYear() ? SHORT_DAY.format(day) : day.toString();
    return (day.equals(today) ? "" : date + " ") + time(time, zone);
  }
}
