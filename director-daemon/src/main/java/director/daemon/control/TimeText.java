// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as operators write it, never without its unit. */
public final class TimeText {
  public static final String EXPECTED = "a time with its unit, such as 90s, 5m or 1h";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");

  private TimeText() {}

  /** {@code 90s}, {@code 5m}, {@code 1h}, {@code 1d}; empty for anything else. */
  public static Optional<Duration> read(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(parts.group(1));
    return Optional.of(
        switch (parts.group(2)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }
}
