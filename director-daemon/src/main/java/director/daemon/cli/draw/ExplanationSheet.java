// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import director.daemon.explain.Explanation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code explain}: one page, the answer first. */
public final class ExplanationSheet {
  private static final Set<String> BAD = Set.of("DOWN", "FAULT", "DEGRADED");
  private static final Set<String> GOOD = Set.of("UP", "MASTER", "BACKUP", "OK", "WELL");

  private ExplanationSheet() {}

  public static String draw(Explanation explanation, Clock clock, Screen screen) {
    List<String> lines = new ArrayList<>();
    Tone tone = tone(explanation.state());
    Words.paragraph("", explanation.headline(), screen.width())
        .forEach(line -> lines.add(tone.paint(line, screen)));
    section("What was seen", explanation.seen(), lines, screen);
    section("By which rule", explanation.rule(), lines, screen);
    section("Since", since(explanation.since(), clock), lines, screen);
    section("What would change it", explanation.change(), lines, screen);
    section("Next", explanation.next(), lines, screen);
    section("Also", explanation.also(), lines, screen);
    lines.add("");
    lines.add("What happened to it: directorctl events --target " + quoted(explanation.target()));
    return String.join("\n", lines) + "\n";
  }

  private static void section(
      String heading, List<String> sentences, List<String> lines, Screen screen) {
    if (sentences.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(Tone.STRONG.paint(heading, screen));
    String mark = sentences.size() == 1 ? "  " : "  - ";
    sentences.forEach(sentence -> lines.addAll(Words.paragraph(mark, sentence, screen.width())));
  }

  private static List<String> since(@Nullable Instant since, Clock clock) {
    return since == null
        ? List.of()
        : List.of(
            Days.dateAndTime(since, clock) + ", " + Amount.age(since, clock.instant()) + " ago");
  }

  private static Tone tone(String state) {
    return BAD.contains(state) ? Tone.BAD : GOOD.contains(state) ? Tone.GOOD : Tone.ODD;
  }

  /** Names from DNS have no blanks, but an operator's own may. */
  private static String quoted(String target) {
    String plain = Words.oneLine(target);
    return plain.matches("[A-Za-z0-9:/@._-]+") ? plain : "'" + plain + "'";
  }
}
