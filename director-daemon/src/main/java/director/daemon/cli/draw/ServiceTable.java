// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code service list}: a row for each virtual service. */
public final class ServiceTable {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("SERVICE").cutTo(8),
          Column.text("VIRTUAL"),
          Column.text("PROTOCOL").optional(2),
          Column.number("HEALTHY"),
          Column.number("ACTIVE"),
          Column.number("INACT"),
          Column.text("SCHEDULER").optional(1),
          Column.text("FORWARDING").optional(3));

  private ServiceTable() {}

  public static String draw(StatusReport report, Screen screen) {
    if (report.services().isEmpty()) {
      return "no services are configured\n";
    }
    List<Row> rows = report.services().stream().map(ServiceTable::row).toList();
    return String.join("\n", TextTable.of(COLUMNS, rows, screen).draw(rows)) + "\n";
  }

  private static Row row(Service service) {
    int healthy = service.count(ServerState.UP);
    List<String> problems = Problems.of(service);
    return Row.of(
            Cell.of(service.name()),
            Cell.of(service.virtual()),
            Cell.of(service.protocol()),
            Cell.of(healthy + "/" + service.total(), problems.isEmpty() ? Tone.GOOD : Tone.BAD),
            Cell.of(sum(service, Server::activeConnections)),
            Cell.of(sum(service, Server::inactiveConnections)),
            Cell.of(service.scheduler()),
            Cell.of(service.forwarding()))
        .alarmIf(!problems.isEmpty());
  }

  /** Null when the kernel has none of the servers. */
  private static @Nullable Long sum(Service service, Function<Server, @Nullable Long> counter) {
    return service.servers().stream()
        .map(counter)
        .filter(Objects::nonNull)
        .reduce(Long::sum)
        .orElse(null);
  }
}
