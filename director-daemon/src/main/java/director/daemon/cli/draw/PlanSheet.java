// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.control.PlanReport;
import director.daemon.control.PlanReport.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code config plan}: what a reload would do, and at the end what it all comes to. */
public final class PlanSheet {
  private static final String INDENT = "    ";

  private PlanSheet() {}

  /** Of one that directord would accept. */
  public static String draw(PlanReport plan, Screen screen) {
    List<String> lines = new ArrayList<>();
    plan.changes().forEach(change -> draw(change, lines, screen));
    plan.warnings()
        .forEach(warning -> lines.addAll(Words.paragraph("warning: ", warning, screen.width())));
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.addAll(Words.paragraph("", summary(plan), screen.width()));
    return String.join("\n", lines) + "\n";
  }

  private static void draw(Change change, List<String> lines, Screen screen) {
    String line = mark(change) + " " + Words.oneLine(change.target());
    lines.add(tone(change).paint(line, screen));
    change
        .detail()
        .forEach(detail -> lines.addAll(Words.paragraph(INDENT, detail, screen.width())));
    String effect = effect(change);
    if (!effect.isEmpty()) {
      lines.addAll(Words.paragraph(INDENT, effect, screen.width()));
    }
  }

  private static String effect(Change change) {
    Long connections = change.connections();
    String live =
        connections == null || connections == 0 ? "" : Amount.of(connections, "live connection");
    return Stream.of(change.effect(), live)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(": "));
  }

  private static String mark(Change change) {
    return switch (change.verb()) {
      case "add" -> "+";
      case "remove" -> "-";
      default -> "~";
    };
  }

  private static Tone tone(Change change) {
    return switch (change.verb()) {
      case "add" -> Tone.GOOD;
      case "remove" -> Tone.BAD;
      default -> Tone.ODD;
    };
  }

  private static String summary(PlanReport plan) {
    String file = Words.oneLine(plan.file()) + ": ";
    if (plan.changes().isEmpty()) {
      return file + "nothing to do";
    }
    String counts =
        Stream.of("add", "remove", "change")
            .filter(verb -> count(plan, verb) > 0)
            .map(verb -> count(plan, verb) + " to " + verb)
            .collect(Collectors.joining(", "));
    return file + counts + "; " + lost(plan);
  }

  private static String lost(PlanReport plan) {
    Long connections = plan.connections();
    if (connections == null) {
      return "nobody knows how many connections would be lost, as the kernel's table cannot be read";
    }
    return connections == 0
        ? "no connection would be lost"
        : Amount.of(connections, "connection") + " would be lost";
  }

  private static long count(PlanReport plan, String verb) {
    return plan.changes().stream().filter(change -> change.verb().equals(verb)).count();
  }
}
