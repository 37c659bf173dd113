// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Director;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first lines of {@code status}: is all well, and if not, what is wrong. */
final class Verdict {
  private static final int MOST_PROBLEMS = 10;

  private Verdict() {}

  static List<String> draw(StatusReport report, Screen screen) {
    int problems = report.problems().size();
    String verdict = problems == 0 ? "all well" : "DEGRADED: " + Amount.of(problems, "problem");
    List<String> lines = new ArrayList<>();
    lines.add(
        (problems == 0 ? Tone.GOOD : Tone.BAD).paint(verdict, screen)
            + besides(report.director(), screen.width() - verdict.length()));
    report.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> lines.addAll(Words.paragraph("  - ", problem, screen.width())));
    if (problems > MOST_PROBLEMS) {
      lines.add("  - and " + (problems - MOST_PROBLEMS) + " more: directorctl -o json status");
    }
    unconfirmed(report)
        .ifPresent(
            it ->
                Words.paragraph("  ", it, screen.width())
                    .forEach(line -> lines.add(Tone.ODD.paint(line, screen))));
    return lines;
  }

  /** Nothing is wrong with it yet, but somebody has to do something. */
  private static Optional<String> unconfirmed(StatusReport report) {
    StatusReport.Config config = report.config();
    return config == null || config.unconfirmedUntil() == null
        ? Optional.empty()
        : Optional.of(
            "the config is taken back in %s, unless: directorctl config confirm"
                .formatted(Amount.age(report.director().time(), config.unconfirmedUntil())));
  }

  private static String besides(Director director, int room) {
    String who =
        "%s, directord %s, up %s"
            .formatted(
                director.name(),
                director.version(),
                Amount.age(director.started(), director.time()));
    return Words.right(Words.shorten(Words.oneLine(who), room - Layout.GAP), room);
  }
}
