// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import java.time.Instant;

/**
 * Why something is done, as commands and webhooks are told.
 *
 * @param step of the ladder, from 1; 0 with other events
 * @param subject for whom
 * @param address of the server; empty for a service
 * @param state of the subject: UP, DOWN, UNKNOWN
 * @param reason of that state; with a ladder, what made the step due
 * @param since how long the state has held
 * @param failures checks that failed: with a ladder those that count for its step, else those in a
 *     row; 0 for a service
 */
public record Occasion(
    Event event,
    int step,
    Subject subject,
    String address,
    String state,
    String reason,
    Instant since,
    int failures) {

  /** "server-down", "ladder step 2". */
  public String title() {
    return event == Event.LADDER ? event.word() + " step " + step : event.word();
  }
}
