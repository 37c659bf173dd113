// SPDX-License-Identifier: Apache-2.0
package director.daemon.local.state;

import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.util.List;

/**
 * What came of a run, in words.
 *
 * @param well whether it exited with 0
 * @param how "exits 0", "did not end within 1 min", as the predicate of a sentence
 * @param output its last lines, fit for a log, at most {@value #LINES}
 */
public record RunAccount(boolean well, String how, List<String> output) {
  public static final int LINES = 10;

  public RunAccount {
    output = List.copyOf(output);
  }

  /** A run that had no fair time, because we were late ourselves, is a failed one all the same. */
  public static RunAccount of(RunEnd end, Duration timeout) {
    if (end instanceof RunEnd.Exited exited) {
      String how =
          Signals.of(exited.status())
              .map(signal -> "ends by " + signal)
              .orElse("exits " + exited.status());
      return new RunAccount(exited.status() == 0, how, last(exited.said()));
    }
    if (end instanceof RunEnd.Overdue overdue) {
      String how = "did not end within " + ReadableDuration.of(timeout);
      return new RunAccount(false, how, last(overdue.said()));
    }
    if (end instanceof RunEnd.Refused refused) {
      return new RunAccount(false, "must not be run: " + refused.problem(), List.of());
    }
    return new RunAccount(false, "was not run: " + ((RunEnd.NotRun) end).problem(), List.of());
  }

  private static List<String> last(String said) {
    List<String> lines = Said.lines(said);
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
