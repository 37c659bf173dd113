// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Services and their servers, as {@code status} shows them; the same columns for all. */
final class ServiceSections {
  private final TextTable table;
  private final Screen screen;
  private final Instant now;

  private ServiceSections(TextTable table, Screen screen, Instant now) {
    this.table = table;
    this.screen = screen;
    this.now = now;
  }

  static List<String> draw(StatusReport report, Screen screen) {
    Instant now = report.director().time();
    List<Service> services = LongList.shown(report.services(), ServiceSections::standsOut);
    List<Row> all =
        services.stream()
            .flatMap(service -> rows(ServerRows.shown(service), now).stream())
            .toList();
    TextTable table = TextTable.of(ServerRows.COLUMNS, all, screen);
    ServiceSections sections = new ServiceSections(table, screen, now);
    List<String> lines = new ArrayList<>();
    services.forEach(service -> lines.addAll(sections.section(service)));
    rest(report.services(), services).ifPresent(line -> lines.addAll(List.of("", line)));
    return lines;
  }

  private static boolean standsOut(Service service) {
    return !Problems.of(service).isEmpty();
  }

  private static Optional<String> rest(List<Service> all, List<Service> shown) {
    long wrong = all.stream().filter(ServiceSections::standsOut).count() - shown.size();
    return shown.size() == all.size()
        ? Optional.empty()
        : Optional.of(
            "%s, %s: directorctl service list"
                .formatted(
                    Amount.of(all.size() - shown.size(), "more service"),
                    wrong == 0 ? "all well" : wrong + " of them with a problem"));
  }

  private List<String> section(Service service) {
    List<String> lines = new ArrayList<>(List.of("", heading(service)));
    List<Server> shown = ServerRows.shown(service);
    lines.addAll(table.draw(rows(shown, now)));
    String command = "directorctl server list " + Words.oneLine(service.name());
    LongList.rest(service.servers(), shown, Server::state, ServerState.values(), command)
        .forEach(lines::add);
    return lines;
  }

  private String heading(Service service) {
    int healthy = service.count(ServerState.UP);
    int total = service.total();
    Tone tone = healthy == 0 ? Tone.BAD : healthy < total ? Tone.ODD : Tone.GOOD;
    String name = (healthy == 0 ? "!! " : "") + Words.oneLine(service.name()) + ": ";
    String health = healthy + " of " + total + " healthy" + besides(service);
    String details =
        "  %s %s, %s, %s"
            .formatted(
                service.virtual(), service.protocol(), service.scheduler(), service.forwarding());
    int room = screen.width() - name.length() - health.length();
    return (healthy == 0 ? tone.paint(name, screen) : name)
        + tone.paint(health, screen)
        + Words.shorten(Words.oneLine(details), room);
  }

  private static String besides(Service service) {
    long held = service.servers().stream().filter(Server::held).count();
    return (held == 0 ? "" : ", " + held + " held in")
        + share(service)
        + (service.sorry() != null && service.sorry().active() ? ", sorry server answers" : "");
  }

  /** How much of the configured weight the kernel has; nothing if that is all, or not told. */
  private static String share(Service service) {
    int told = service.servers().size();
    int all = Stream.of(ServerState.values()).mapToInt(service::count).sum();
    long configured = service.servers().stream().mapToLong(Server::configuredWeight).sum();
    long has = service.servers().stream().mapToLong(ServiceSections::weight).sum();
    return told < all || configured == 0 || has == configured
        ? ""
        : ", " + 100 * has / configured + "% weight";
  }

  private static long weight(Server server) {
    Integer weight = server.weight();
    return weight == null ? 0 : weight;
  }

  private static List<Row> rows(List<Server> servers, Instant now) {
    return servers.stream().map(server -> ServerRows.row(server, now)).toList();
  }
}
