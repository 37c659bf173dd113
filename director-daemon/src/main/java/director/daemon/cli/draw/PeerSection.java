// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.PeerReport;
import director.daemon.control.PeerReport.Director;
import director.daemon.control.PeerReport.Health;
import director.daemon.control.PeerReport.Role;
import director.daemon.control.StatusReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Other directors beside this one, as {@code status} shows them, and in what they differ. */
final class PeerSection {
  private static final int LABEL_WIDTH = 9;
  private static final double CLOCKS_AGREE_MILLIS = 100;

  private PeerSection() {}

  /** Nothing at all where no other director is asked. */
  static List<String> draw(StatusReport report, Screen screen) {
    PeerReport peer = report.peer();
    if (peer == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Director director : peer.directors()) {
      lines.add("");
      lines.addAll(
          Words.paragraph(
              Words.left("peer:", LABEL_WIDTH), sentence(director, peer, report), screen.width()));
      lines.addAll(sideBySide(director, screen));
      director.differences().stream()
          .map(PeerReport.Difference::sentence)
          .filter(it -> report.problems().stream().noneMatch(problem -> problem.contains(it)))
          .forEach(it -> lines.addAll(Words.paragraph("   differs: ", it, screen.width())));
    }
    return lines;
  }

  private static String sentence(Director director, PeerReport peer, StatusReport report) {
    Instant now = report.director().time();
    String who =
        director.name() == null
            ? director.address()
            : director.name() + " (" + director.address() + ")";
    return switch (director.state()) {
      case UNHEARD -> who + ": nothing was heard of it yet";
      case LOST -> who + ": silent for " + Amount.age(director.heard(), now);
      case HEARD ->
          Stream.of(
                  who + ": heard for " + Amount.age(director.since(), now),
                  "directord " + director.version(),
                  "up " + Amount.age(director.started(), now),
                  Objects.equals(director.configHash(), peer.configHash())
                      ? "the same config"
                      : "another config",
                  clock(director.clockOffsetMillis()))
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(", "));
    };
  }

  private static String clock(@Nullable Double offsetMillis) {
    if (offsetMillis == null || Math.abs(offsetMillis) < CLOCKS_AGREE_MILLIS) {
      return "";
    }
    return "its clock is "
        + Amount.span(Math.abs(offsetMillis))
        + (offsetMillis > 0 ? " ahead" : " behind");
  }

  /**
   * A thing that both may have.
   *
   * @param differs otherwise than it has to: one is MASTER and another is not
   */
  private record Pair(String name, String ours, String theirs, boolean differs) {}

  private static List<String> sideBySide(Director director, Screen screen) {
    List<Pair> pairs =
        Stream.concat(
                director.instances().stream()
                    .map(
                        it ->
                            new Pair(
                                it.name(),
                                role(it.ours()),
                                role(it.theirs()),
                                it.ours() == null || it.theirs() == null)),
                director.services().stream()
                    .map(
                        it ->
                            new Pair(
                                it.name(),
                                health(it.ours()),
                                health(it.theirs()),
                                !Objects.equals(it.ours(), it.theirs()))))
            .toList();
    List<Pair> shown = LongList.shown(pairs, Pair::differs);
    List<Column> columns =
        List.of(
            Column.text("").cutTo(12),
            Column.text("HERE").cutTo(12),
            Column.text("ON " + Words.oneLine(director.word())).cutTo(12));
    List<Row> rows = shown.stream().map(PeerSection::row).toList();
    List<String> lines = new ArrayList<>(TextTable.of(columns, rows, screen).draw(rows));
    if (shown.size() < pairs.size()) {
      lines.add("   %d more: directorctl -o json status".formatted(pairs.size() - shown.size()));
    }
    return lines;
  }

  private static Row row(Pair pair) {
    Tone tone = pair.differs() ? Tone.ODD : Tone.PLAIN;
    return Row.of(Cell.of(pair.name()), Cell.of(pair.ours(), tone), Cell.of(pair.theirs(), tone));
  }

  private static String role(@Nullable Role role) {
    return role == null ? "not configured" : role.state() + ", priority " + role.priority();
  }

  private static String health(@Nullable Health health) {
    return health == null
        ? "not configured"
        : health.healthy() + " of " + health.total() + " healthy";
  }
}
