// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** Of many, those that are not plain, and those that are DOWN before the others. */
  static List<Server> shown(Service service) {
    return LongList.shown(
        service.servers(),
        server -> !isPlain(server),
        Comparator.comparing(server -> server.state() != ServerState.DOWN));
  }

  static Row row(Server server, Instant now) {
    Row row =
        Row.of(
                Cell.of(server.name()),
                state(server),
                weight(server),
                Cell.of(server.activeConnections()),
                Cell.of(server.inactiveConnections()),
                lastCheck(server),
                Cell.of(Amount.latency(server.check().latencyMillis())),
                Cell.of(Amount.age(server.since(), now)))
            .alarmIf(server.fails());
    return isPlain(server)
        ? row.becauseIfRoom(server.reason())
        : row.because(withheld(server).orElse(server.reason()));
  }

  /**
   * Why nothing follows from what a check of it finds: that is news, the reason it was up is not.
   */
  static Optional<String> withheld(Server server) {
    return server.state() == ServerState.UP
        ? server.checks().stream().flatMap(check -> Stream.ofNullable(check.withheld())).findFirst()
        : Optional.empty();
  }

  /** Up, as it is configured, and nothing else to be said of it. */
  static boolean isPlain(Server server) {
    return server.state() == ServerState.UP && aside(server).isEmpty();
  }

  /** With what the state alone does not tell: {@code DOWN, held in}. */
  static Cell state(Server server) {
    return Cell.of(server.state() + aside(server), Tone.of(server.state()));
  }

  /** By the words of a server's cause. */
  private static String aside(Server server) {
    if (server.state() == ServerState.DOWN && !server.fails()) {
      return ", ordered out";
    }
    if (withheld(server).isPresent()) {
      return ", withheld";
    }
    return switch (server.cause()) {
      case "HELD" -> ", held in";
      case "RISING" -> ", rising";
      case "WEIGHTED" -> ", weighted";
      case "QUIESCED" -> ", quiesced";
      case "DRAINED" -> ", drained";
      case "REPLACED_BY_SORRY" -> ", sorry server";
      case "ADVISED" -> ", advised";
      case "SELF_DRAIN" -> ", drains itself";
      case "SELF_MAINTENANCE" -> ", maintenance";
      default -> "";
    };
  }

  /** In the kernel / configured. */
  static Cell weight(Server server) {
    return Cell.of(orNone(server.weight()) + "/" + server.configuredWeight());
  }

  static Cell lastCheck(Server server) {
    boolean failed = Boolean.FALSE.equals(server.check().passed());
    return Cell.of(server.check().lastResult(), failed ? Tone.BAD : Tone.PLAIN);
  }

  /** How long until it is asked again. */
  static Cell next(Server server, Instant now) {
    Instant next = server.check().next();
    return Cell.of(next == null ? null : next.isAfter(now) ? Amount.age(now, next) : "now");
  }

  /** Results in a row that speak against what is believed: {@code 2 failed}. */
  static Cell streak(Check check) {
    Integer streak = check.streak();
    if (streak == null || streak == 0) {
      return Cell.of(null);
    }
    boolean down = check.state() == ServerState.DOWN;
    return Cell.of(streak + (down ? " passed" : " failed"), down ? Tone.PLAIN : Tone.ODD);
  }

  private static String orNone(@Nullable Integer number) {
    return number == null ? "-" : number.toString();
  }
}
