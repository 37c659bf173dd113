// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.Optional;

/**
 * What came of asking a server's checks on demand: one of both.
 *
 * @param refused why nobody was asked
 */
public record CheckRun(Optional<CheckRunReport> report, Optional<Outcome> refused) {

  public static CheckRun of(CheckRunReport report) {
    return new CheckRun(Optional.of(report), Optional.empty());
  }

  public static CheckRun refused(Outcome why) {
    return new CheckRun(Optional.empty(), Optional.of(why));
  }

  Answer answer() {
    return report
        .map(Answer::ok)
        .orElseGet(
            () -> Answer.of(refused.orElseThrow(() -> new IllegalStateException("neither"))));
  }
}
