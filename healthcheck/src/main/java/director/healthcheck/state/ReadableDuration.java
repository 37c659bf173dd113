// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * A duration as it stands in a sentence: {@code 12 ms}, {@code 3 s}, {@code 1.25 s}, {@code 15
 * min}.
 */
public final class ReadableDuration {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private ReadableDuration() {}

  /**
   * Whole milliseconds below a second, and seconds with up to three decimals from there on; whole
   * minutes from two minutes on.
   */
  public static String of(Duration duration) {
    if (duration.compareTo(MILLISECOND) < 0) {
      return "under 1 ms";
    }
    if (duration.compareTo(SECOND) < 0) {
      return duration.toMillis() + " ms";
    }
    if (duration.toMinutes() > 1 && duration.toMillis() % 60_000 == 0) {
      return duration.toMinutes() + " min";
    }
    return BigDecimal.valueOf(duration.toMillis())
            .divide(BigDecimal.valueOf(1000), 3, RoundingMode.DOWN)
            .stripTrailingZeros()
            .toPlainString()
        + " s";
  }
}
