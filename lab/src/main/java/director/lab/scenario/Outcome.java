// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import java.time.Duration;
import java.util.Locale;

/**
 * What came of a scenario.
 *
 * @param measured what it measured, in a few words; empty where there is nothing
 * @param detail why it failed or was skipped; empty when it passed
 */
public record Outcome(Kind kind, Scenario scenario, Duration took, String measured, String detail) {

  /** How it ended; {@code lab/test} counts lines by the first word. */
  public enum Kind {
    PASSED,
    FAILED,
    SKIPPED
  }

  /** "passed 12.3 s spread Requests through the VIP ...", and below it why not, if not. */
  public String lines() {
    String first =
        String.format(
            Locale.ROOT,
            "%-7s %5.1f s  %-22s %s",
            kind.name().toLowerCase(Locale.ROOT),
            took.toMillis() / 1000.0,
            scenario.name(),
            scenario.claim() + (measured.isEmpty() ? "" : ": " + measured));
    return detail.isEmpty() ? first : first + "\n" + detail.indent(4).stripTrailing();
  }
}
