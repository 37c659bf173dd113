// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatsReport;
import director.daemon.control.StatsReport.Rates;
import director.daemon.control.StatusReport.Server;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The servers of {@code service show}: how they are, and what they carry. */
final class ServiceSheetTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("SERVER").cutTo(8),
          Column.text("STATE"),
          Column.number("WEIGHT"),
          Column.number("ACTIVE"),
          Column.number("INACT").optional(4),
          Column.number("CONN/S"),
          Column.number("BYTE/S").optional(2),
          Column.text("LAST CHECK").cutTo(10),
          Column.number("TOOK").optional(3),
          Column.number("CHECKED").optional(5),
          Column.number("NEXT").optional(7),
          Column.text("STREAK").optional(8),
          Column.number("SINCE"),
          Column.text("ADDRESS").optional(6));

  private ServiceSheetTable() {}

  static List<String> draw(
      List<Server> servers, Optional<StatsReport.Service> counted, Instant now, Screen screen) {
    Map<String, StatsReport.Server> stats =
        counted.stream()
            .flatMap(service -> service.servers().stream())
            .collect(Collectors.toMap(StatsReport.Server::name, Function.identity(), (a, b) -> a));
    List<Row> rows =
        servers.stream()
            .map(
                server ->
                    row(
                        server,
                        Optional.ofNullable(stats.get(server.name()))
                            .map(StatsReport.Server::rates),
                        now))
            .toList();
    return TextTable.of(COLUMNS, rows, screen).unabridged().draw(rows);
  }

  private static Row row(Server server, Optional<Rates> rates, Instant now) {
    Row row =
        Row.of(
                Cell.of(server.name()),
                ServerRows.state(server),
                ServerRows.weight(server),
                Cell.of(Amount.shortly(server.activeConnections())),
                Cell.of(Amount.shortly(server.inactiveConnections())),
                Cell.of(Amount.shortly(rates.map(Rates::connections).orElse(null))),
                Cell.of(Amount.shortly(rates.map(Rates::inBytes).orElse(null))),
                ServerRows.lastCheck(server),
                Cell.of(Amount.latency(server.check().latencyMillis())),
                Cell.of(Amount.age(server.check().lastChecked(), now)),
                ServerRows.next(server, now),
                ServerRows.streak(server.check()),
                Cell.of(Amount.age(server.since(), now)),
                Cell.of(server.address()))
            .alarmIf(server.fails());
    return row.because(server.reason())
        .noting(order(server, now))
        .adding(CheckLines.of(server, now));
  }

  /** The reason tells what was ordered and by whom; this, until when. */
  private static List<String> order(Server server, Instant now) {
    return Optional.ofNullable(server.instruction())
        .map(order -> order.until())
        .filter(until -> until.isAfter(now))
        .map(until -> List.of("taken out in " + Amount.age(now, until) + " at the latest"))
        .orElse(List.of());
  }
}
