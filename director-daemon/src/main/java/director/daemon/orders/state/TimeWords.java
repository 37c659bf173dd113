// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders.state;

import java.time.Duration;

/** A time as it is typed: {@code 30m}, {@code 90s}, {@code 1500ms}. */
final class TimeWords {
  private TimeWords() {}

  /** In the largest unit that it is whole in. */
  static String of(Duration time) {
    long millis = time.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
