// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import java.time.Instant;
import java.util.List;

/** {@code server list}: a row for each real server of the given services. */
public final class ServerTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("SERVICE").cutTo(8),
          Column.text("SERVER").cutTo(8),
          Column.text("ADDRESS").optional(6),
          Column.text("STATE"),
          Column.number("WEIGHT"),
          Column.number("ACTIVE").optional(5),
          Column.number("INACT").optional(8),
          Column.number("SINCE").optional(7),
          Column.text("LAST CHECK").yieldingTo(16),
          Column.number("TOOK").optional(2),
          Column.number("CHECKED").optional(9),
          Column.number("NEXT").optional(3),
          Column.text("STREAK").optional(1),
          Column.number("CONNS").optional(10),
          Column.number("IN-PKTS").optional(11),
          Column.number("IN-BYTES").optional(11));

  private ServerTable() {}

  /** Ages are counted to {@code now}, the time of the report. */
  public static String draw(List<Service> services, Instant now, Screen screen) {
    List<Row> rows =
        services.stream()
            .flatMap(s -> s.servers().stream().map(server -> row(s, server, now)))
            .toList();
    if (rows.isEmpty()) {
      return "no servers are configured\n";
    }
    return String.join("\n", TextTable.of(COLUMNS, rows, screen).draw(rows)) + "\n";
  }

  private static Row row(Service service, Server server, Instant now) {
    return Row.of(
            Cell.of(service.name()),
            Cell.of(server.name()),
            Cell.of(server.address()),
            ServerRows.state(server),
            ServerRows.weight(server),
            Cell.of(server.activeConnections()),
            Cell.of(server.inactiveConnections()),
            Cell.of(Amount.age(server.since(), now)),
            ServerRows.lastCheck(server),
            Cell.of(Amount.latency(server.check().latencyMillis())),
            Cell.of(Amount.age(server.check().lastChecked(), now)),
            ServerRows.next(server, now),
            ServerRows.streak(server.check()),
            Cell.of(server.connections()),
            Cell.of(server.inPackets()),
            Cell.of(server.inBytes()))
        .alarmIf(server.fails());
  }
}
