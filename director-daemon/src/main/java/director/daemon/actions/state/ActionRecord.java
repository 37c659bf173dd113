// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was done, or was not done, and what came of it.
 *
 * @param at when it began, or was left undone
 * @param event "server-down", "ladder step 2"
 * @param outcome "exits 0", "HTTP status 200", "not done: ..."
 * @param output its last lines, fit for a log
 * @param took zero if it was not done
 */
public record ActionRecord(
    Instant at, String action, String event, String outcome, List<String> output, Duration took) {

  public ActionRecord {
    output = List.copyOf(output);
  }
}
