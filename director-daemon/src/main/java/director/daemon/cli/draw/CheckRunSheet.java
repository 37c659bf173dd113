// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.CheckRunReport;
import director.daemon.control.CheckRunReport.Check;
import director.daemon.control.CheckRunReport.Verdict;
import director.daemon.control.StatusReport.Phases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code check run}: what each check of a server found, and where its time went. */
public final class CheckRunSheet {
  private static final String INDENT = " ".repeat(2 * Layout.MARGIN);

  /** What is asked on this machine. */
  private static final Set<String> HERE = Set.of("script", "file");

  private static final List<Column> COLUMNS =
      List.of(Column.text("PHASE"), Column.number("TOOK ms"), Column.number("UNTIL ms"));

  private CheckRunSheet() {}

  public static String draw(CheckRunReport report, Screen screen) {
    List<String> lines = new ArrayList<>();
    String head =
        "%s/%s at %s: %s%s"
            .formatted(
                report.service(),
                report.server(),
                report.address(),
                report.verdict(),
                needed(report));
    Words.paragraph("", head, screen.width())
        .forEach(line -> lines.add(tone(report.verdict()).paint(line, screen)));
    for (Check check : report.checks()) {
      lines.add("");
      lines.addAll(section(check, screen));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String needed(CheckRunReport report) {
    int checks = report.checks().size();
    if (checks == 1) {
      return "";
    }
    return report.need().equals("any")
        ? ", any of %d checks is enough".formatted(checks)
        : ", all of %d checks are needed".formatted(checks);
  }

  private static List<String> section(Check check, Screen screen) {
    List<String> lines = new ArrayList<>();
    String margin = check.verdict() == Verdict.FAILED ? "!! " : " ".repeat(Layout.MARGIN);
    Words.paragraph(margin, finding(check), screen.width())
        .forEach(line -> lines.add(tone(check.verdict()).paint(line, screen)));
    lines.addAll(phases(check.phases(), screen));
    if (check.advice() != null) {
      lines.addAll(Words.paragraph(INDENT + "says: ", check.advice(), screen.width()));
    }
    check.notes().forEach(note -> lines.addAll(Words.paragraph(INDENT, note, screen.width())));
    check
        .warnings()
        .forEach(
            warning ->
                Words.paragraph(INDENT + "warning: ", warning, screen.width())
                    .forEach(line -> lines.add(Tone.ODD.paint(line, screen))));
    return lines;
  }

  /** A check without a name of its own is told by what it asks. */
  private static String finding(Check check) {
    boolean named = !check.name().equals("check") && !check.name().equals(check.kind());
    String what =
        check.kind()
            + (HERE.contains(check.kind()) ? "" : " to " + check.target())
            + (named ? " (" + check.name() + ")" : "");
    return switch (check.verdict()) {
      case PASSED, FAILED -> what + ": " + check.verdict() + ": " + check.seen();
      case VOID -> what + ": no verdict, the fault is our own: " + check.seen();
    };
  }

  private static List<String> phases(Phases phases, Screen screen) {
    List<Row> rows = new ArrayList<>();
    Double before = 0.0;
    before = row("connect", phases.connectMillis(), before, rows);
    before = row("TLS", phases.tlsMillis(), before, rows);
    row("first byte", phases.firstByteMillis(), before, rows);
    row("whole", phases.wholeMillis(), 0.0, rows);
    return TextTable.of(COLUMNS, rows, screen).draw(rows).stream()
        .map(line -> " ".repeat(Layout.MARGIN) + line)
        .toList();
  }

  /** What the probe did not get to, or does not have, has no row. */
  private static Double row(String phase, @Nullable Double until, Double before, List<Row> rows) {
    if (until == null) {
      return before;
    }
    rows.add(Row.of(Cell.of(phase), Cell.of(millis(until - before)), Cell.of(millis(until))));
    return until;
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  private static Tone tone(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> Tone.GOOD;
      case FAILED -> Tone.BAD;
      case VOID -> Tone.ODD;
    };
  }
}
