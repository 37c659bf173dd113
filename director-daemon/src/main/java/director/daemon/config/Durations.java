// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.regex.Pattern;

/** Times as HOCON writes them, {@code 2s} or {@code 100ms}, but never without a unit. */
final class Durations {
  private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?[0-9.]+");

  private Durations() {}

  static Kind<Duration> between(Duration min, Duration max) {
    String range = words(min) + ".." + words(max);
    return value -> {
      Duration duration = read(value, range);
      if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
        throw new UnacceptableValueException(range);
      }
      return duration;
    };
  }

  /** For what others count in seconds. */
  static Kind<Duration> wholeSeconds(Duration min, Duration max) {
    String range = words(min) + ".." + words(max) + " in whole seconds";
    return value -> {
      Duration duration = read(value, range);
      if (duration.compareTo(min) < 0
          || duration.compareTo(max) > 0
          || duration.toNanosPart() != 0) {
        throw new UnacceptableValueException(range);
      }
      return duration;
    };
  }

  /** For a range that depends on other keys, and is left to a rule. */
  static Kind<Duration> any() {
    return value -> read(value, "a time");
  }

  private static Duration read(ConfigValue value, String range) throws UnacceptableValueException {
    String text = String.valueOf(value.unwrapped());
    // HOCON would take a bare number for milliseconds, and keepalived's users mean seconds.
    if (BARE_NUMBER.matcher(text).matches()) {
      throw new UnacceptableValueException(range + " with its unit", "did you mean " + text + "s?");
    }
    String expected = range.equals("a time") ? range : "a time, " + range;
    if (value.valueType() != ConfigValueType.STRING) {
      throw new UnacceptableValueException(expected + ", such as 2s or 100ms");
    }
    try {
      return value.atKey("time").getDuration("time");
    } catch (ConfigException.BadValue e) {
      throw new UnacceptableValueException(expected + ", such as 2s or 100ms");
    }
  }

  /**
   * As short as the value allows: {@code 31d}, {@code 1h}, {@code 90s}, {@code 1500ms}, {@code
   * 10us}.
   */
  static String words(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos % 1_000_000_000L == 0) {
      long seconds = duration.toSeconds();
      if (seconds > 86_400 && seconds % 86_400 == 0) {
        return seconds / 86_400 + "d";
      }
      return seconds != 0 && seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds + "s";
    }
    if (nanos % 1_000_000 == 0) {
      return nanos / 1_000_000 + "ms";
    }
    return nanos % 1_000 == 0 ? nanos / 1_000 + "us" : nanos + "ns";
  }
}
