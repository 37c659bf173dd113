// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Director;
import java.util.ArrayList;
import java.util.List;

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
    return lines;
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
