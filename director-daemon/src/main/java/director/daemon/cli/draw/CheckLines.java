// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport.Action;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks of a server, a line for each if it has several; of a single one, what its row does not
 * tell. And what was done about it last.
 */
final class CheckLines {
  private CheckLines() {}

  static List<Cell> of(Server server, Instant now) {
    List<Cell> lines = new ArrayList<>();
    boolean several = server.checks().size() > 1;
    for (Check check : server.checks()) {
      String who = several ? Cell.of(check.name()).text() + ": " : "";
      if (several) {
        lines.add(Cell.of(line(who, check, now), tone(check)));
      }
      if (check.withheld() != null) {
        lines.add(Cell.of(who + "withheld: " + check.withheld(), Tone.ODD));
      }
      check
          .warnings()
          .forEach(warning -> lines.add(Cell.of(who + "warning: " + warning, Tone.ODD)));
    }
    if (!server.actions().isEmpty()) {
      Action last = server.actions().get(server.actions().size() - 1);
      String what =
          "last action: %s (%s) %s ago: %s"
              .formatted(last.action(), last.event(), Amount.age(last.at(), now), last.outcome());
      lines.add(Cell.of(what));
    }
    return lines;
  }

  /** "health: UP, https: HTTP status 200, took 4.2ms 1s ago, next in 1s". */
  private static String line(String who, Check check, Instant now) {
    StringBuilder line = new StringBuilder(who);
    line.append(Cell.of(check.state()).text()).append(", ").append(Cell.of(check.kind()).text());
    if (check.lastResult() == null) {
      return line.append(": no result yet").toString();
    }
    line.append(": ").append(check.lastResult());
    line.append(", took ").append(Amount.latency(check.latencyMillis()));
    line.append(' ').append(Amount.age(check.lastChecked(), now)).append(" ago");
    if (check.streak() != null && check.streak() > 0) {
      line.append(", ").append(ServerRows.streak(check).text()).append(" in a row");
    }
    if (check.next() != null && check.next().isAfter(now)) {
      line.append(", next in ").append(Amount.age(now, check.next()));
    }
    return line.toString();
  }

  private static Tone tone(Check check) {
    if (check.state() == ServerState.DOWN) {
      return Tone.BAD;
    }
    return Boolean.FALSE.equals(check.passed()) ? Tone.ODD : Tone.PLAIN;
  }
}
