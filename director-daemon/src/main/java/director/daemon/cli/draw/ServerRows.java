// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The servers of a service, as {@code status} shows them. */
final class ServerRows {
  static final List<Column> COLUMNS =
      List.of(
          Column.text("SERVER").cutTo(8),
          Column.text("STATE"),
          Column.number("WEIGHT"),
          Column.number("ACTIVE"),
          Column.number("INACT"),
          Column.text("LAST CHECK").cutTo(10),
          Column.number("TOOK"),
          Column.number("SINCE"));

  private ServerRows() {}

  static Row row(Server server, Instant now) {
    Row row =
        Row.of(
                Cell.of(server.name()),
                Cell.of(server.state(), Tone.of(server.state())),
                weight(server),
                Cell.of(server.activeConnections()),
                Cell.of(server.inactiveConnections()),
                lastCheck(server),
                Cell.of(Amount.latency(server.check().latencyMillis())),
                Cell.of(Amount.age(server.since(), now)))
            .alarmIf(server.state() == ServerState.DOWN);
    return server.state() == ServerState.UP
        ? row.becauseIfRoom(server.reason())
        : row.because(server.reason());
  }

  /** In the kernel / configured. */
  static Cell weight(Server server) {
    return Cell.of(orNone(server.weight()) + "/" + server.configuredWeight());
  }

  static Cell lastCheck(Server server) {
    boolean failed = Boolean.FALSE.equals(server.check().passed());
    return Cell.of(server.check().lastResult(), failed ? Tone.BAD : Tone.PLAIN);
  }

  private static String orNone(@Nullable Integer number) {
    return number == null ? "-" : number.toString();
  }
}
