// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts as they are said. */
public final class Amount {
  private static final long EXACT_BELOW = 10_000;
  private static final String UNITS = " kMGTPE";

  private Amount() {}

  /** The age of a moment in its two largest units: {@code 45s}, {@code 3m 12s}, {@code 4d 7h}. */
  static String age(@Nullable Instant since, Instant now) {
    if (since == null) {
      return "-";
    }
    Duration age = Duration.between(since, now);
    if (age.isNegative() || age.toSeconds() < 60) {
      return Math.max(0, age.toSeconds()) + "s";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + "m " + age.toSecondsPart() + "s";
    }
    if (age.toDays() < 1) {
      return age.toHours() + "h " + age.toMinutesPart() + "m";
    }
    return age.toDays() + "d " + age.toHoursPart() + "h";
  }

  /** {@code 4.2ms}, {@code 153ms}, {@code 3.0s}. */
  static String latency(@Nullable Double millis) {
    if (millis == null) {
      return "-";
    }
    if (millis < 100) {
      return String.format(Locale.ROOT, "%.1fms", millis);
    }
    return millis < 1000
        ? String.format(Locale.ROOT, "%.0fms", millis)
        : String.format(Locale.ROOT, "%.1fs", millis / 1000);
  }

  /** Of a timer: {@code 10 ms}, {@code 3.609 s}. */
  static String span(double millis) {
    boolean seconds = millis >= 1000;
    BigDecimal exact =
        BigDecimal.valueOf(seconds ? millis / 1000 : millis)
            .setScale(3, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    return exact.toPlainString() + (seconds ? " s" : " ms");
  }

  /** {@code 8777}, {@code 41.0k}, {@code 7.31G}: three figures, in powers of a thousand. */
  static String shortly(@Nullable Long count) {
    if (count == null) {
      return "-";
    }
    if (Math.abs((double) count) < EXACT_BELOW) {
      return count.toString();
    }
    BigDecimal rounded = new BigDecimal(count).round(new MathContext(3, RoundingMode.HALF_UP));
    int thousands = (rounded.precision() - rounded.scale() - 1) / 3;
    return rounded.movePointLeft(3 * thousands).setScale(digitsBehind(rounded), RoundingMode.DOWN)
        + UNITS.substring(thousands, thousands + 1);
  }

  private static int digitsBehind(BigDecimal rounded) {
    return 2 - (rounded.precision() - rounded.scale() - 1) % 3;
  }

  /** {@code 1 server}, {@code 3 servers}. */
  public static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
