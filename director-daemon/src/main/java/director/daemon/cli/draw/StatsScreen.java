// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatsReport;
import director.daemon.control.StatsReport.Server;
import director.daemon.control.StatsReport.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code stats}: what the kernel counts, a row for each service, or for each server of one. */
public final class StatsScreen {
  /** Headline, empty line, header, and the line that says how many more there are. */
  private static final int LINES_BESIDE = 4;

  private StatsScreen() {}

  /**
   * Once.
   *
   * @param servers a row for each server too
   */
  public static String draw(StatsReport report, boolean servers, Screen screen) {
    List<StatsRow> rows = rows(report, null, servers);
    List<String> lines = new ArrayList<>(table(rows, false, screen));
    if (!report.foreign().isEmpty()) {
      lines.add("");
      lines.addAll(ForeignLines.draw(report.foreign(), screen));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * One of many, drawn over {@code before}.
   *
   * @param before null for the first
   * @param height of the terminal: of more rows, the busiest are shown
   */
  public static String watch(
      StatsReport report,
      @Nullable StatsReport before,
      boolean servers,
      Screen screen,
      int height) {
    List<StatsRow> rows = rows(report, before, servers);
    List<StatsRow> shown = busiest(rows, Math.max(1, height - LINES_BESIDE - 1));
    List<String> lines = new ArrayList<>(List.of(headline(report, before), ""));
    lines.addAll(table(shown, true, screen));
    if (shown.size() < rows.size()) {
      lines.add("   %d more, less busy".formatted(rows.size() - shown.size()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String headline(StatsReport report, @Nullable StatsReport before) {
    String time = report.time().toString().replaceFirst("\\.[0-9]+Z$", "Z");
    return before == null
        ? time
        : time
            + String.format(
                Locale.ROOT,
                ", %.1f s after the screen before",
                Duration.between(before.time(), report.time()).toMillis() / 1e3);
  }

  private static List<String> table(List<StatsRow> rows, boolean watched, Screen screen) {
    if (rows.isEmpty()) {
      return List.of("no services are configured");
    }
    boolean answers = rows.stream().anyMatch(StatsRow::countsAnswers);
    boolean weights = rows.stream().anyMatch(row -> row.weight() != null);
    StatsColumns columns = new StatsColumns(weights, answers, watched);
    List<Row> drawn = rows.stream().map(columns::row).toList();
    return TextTable.of(columns.columns(), drawn, screen).draw(drawn);
  }

  private static List<StatsRow> rows(
      StatsReport report, @Nullable StatsReport before, boolean servers) {
    Map<String, Service> known =
        before == null ? Map.of() : index(before.services(), Service::name);
    List<StatsRow> rows =
        report.services().stream()
            .flatMap(service -> rows(service, known.get(service.name()), servers))
            .toList();
    boolean several = report.services().size() > 1;
    return several ? Stream.concat(Stream.of(StatsRow.sum(rows)), rows.stream()).toList() : rows;
  }

  private static Stream<StatsRow> rows(Service service, @Nullable Service before, boolean servers) {
    List<StatsRow> rows = new ArrayList<>(List.of(StatsRow.of(service, before)));
    if (servers) {
      Map<String, Server> known = before == null ? Map.of() : index(before.servers(), Server::name);
      service.servers().forEach(it -> rows.add(StatsRow.of(it, known.get(it.name()))));
      if (service.sorry() != null) {
        rows.add(StatsRow.of(service.sorry(), before == null ? null : before.sorry()));
      }
    }
    return rows.stream();
  }

  private static <T> Map<String, T> index(List<T> all, Function<T, String> name) {
    return all.stream().collect(Collectors.toMap(name, Function.identity(), (a, b) -> a));
  }

  /** In their order if all fit, so that a row stays where it is. */
  private static List<StatsRow> busiest(List<StatsRow> rows, int atMost) {
    return rows.size() <= atMost
        ? rows
        : rows.stream()
            .sorted(Comparator.comparing(StatsRow::busyness).reversed())
            .limit(atMost)
            .toList();
  }
}
