// SPDX-License-Identifier: Apache-2.0
package director.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long we may be silent before systemd takes us for stuck (WatchdogSec= in the unit,
 * sd_watchdog_enabled(3)).
 *
 * @param limit above zero
 */
public record WatchdogTime(Duration limit) {
  private static final Pattern MICROSECONDS = Pattern.compile("[1-9][0-9]{0,14}");

  /** Two feedings may be lost or late before anybody takes it for a hang. */
  private static final int FEEDINGS = 3;

  /**
   * What the environment says.
   *
   * @param environment WATCHDOG_USEC, and WATCHDOG_PID if it is not meant for whoever reads it
   * @param pid ours
   * @return empty where nobody watches, or watches somebody else
   */
  public static Optional<WatchdogTime> of(Map<String, String> environment, long pid) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String whom = environment.getOrDefault("WATCHDOG_PID", "");
    if (!MICROSECONDS.matcher(micros).matches()
        || !(whom.isEmpty() || whom.equals(Long.toString(pid)))) {
      return Optional.empty();
    }
    return Optional.of(new WatchdogTime(Duration.ofNanos(1_000 * Long.parseLong(micros))));
  }

  /** How long to wait from one WATCHDOG=1 to the next. */
  public Duration every() {
    return limit.dividedBy(FEEDINGS);
  }
}
