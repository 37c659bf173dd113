// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws one event after the other, also one that is not yet there when the first is drawn; so the
 * columns are the same whatever comes.
 */
public final class EventLines {
  private static final int TIME_WIDTH = "05:28:02.113".length();
  private static final int TARGET_WIDTH = 30;
  private static final int MOST_DETAIL = 5;
  private static final String INDENT = " ".repeat(TIME_WIDTH + Layout.GAP);

  private final ZoneId zone;
  private @Nullable LocalDate day;

  public EventLines(ZoneId zone) {
    this.zone = zone;
  }

  /** The lines of the next one. */
  public String draw(Happening event, Screen screen) {
    List<String> lines = new ArrayList<>(head(event.time(), screen));
    String start = start(event.time(), event.target());
    String what = Words.oneLine(event.what());
    String reason = reason(event);
    int room = screen.width() - start.length() - what.length() - Layout.GAP;
    boolean fits = !reason.isEmpty() && Words.oneLine(reason).length() <= room;
    lines.add(
        start
            + event.tone().paint(what, screen)
            + (fits ? " ".repeat(Layout.GAP) + Words.oneLine(reason) : ""));
    if (!fits && !reason.isEmpty()) {
      lines.addAll(Words.paragraph(INDENT, reason, screen.width()));
    }
    event.detail().stream()
        .limit(MOST_DETAIL)
        .forEach(line -> lines.addAll(Words.paragraph(INDENT + "  ", line, screen.width())));
    if (event.detail().size() > MOST_DETAIL) {
      lines.add(INDENT + "  and " + Amount.of(event.detail().size() - MOST_DETAIL, "more line"));
    }
    return String.join("\n", lines) + "\n";
  }

  /** The lines of something that is no event, and that the machine itself tells. */
  String draw(Instant time, String who, String sentence, Screen screen) {
    List<String> lines = new ArrayList<>(head(time, screen));
    String whole = start(time, who) + sentence;
    List<String> drawn = new ArrayList<>();
    if (whole.length() <= screen.width()) {
      drawn.add(whole);
    } else {
      drawn.add(start(time, who).stripTrailing());
      drawn.addAll(Words.paragraph(INDENT, sentence, screen.width()));
    }
    drawn.forEach(line -> lines.add(Tone.ODD.paint(line, screen)));
    return String.join("\n", lines) + "\n";
  }

  /** The day, when it is another than before. */
  private List<String> head(Instant time, Screen screen) {
    LocalDate of = Days.day(time, zone);
    if (of.equals(day)) {
      return List.of();
    }
    day = of;
    return List.of(Tone.STRONG.paint(Days.heading(of), screen));
  }

  private String start(Instant time, String target) {
    return Days.exact(time, zone)
        + " ".repeat(Layout.GAP)
        + Words.left(Words.oneLine(target), TARGET_WIDTH)
        + " ".repeat(Layout.GAP);
  }

  private static String reason(Happening event) {
    String by = event.by().isEmpty() ? "" : "by " + event.by();
    if (event.reason().isEmpty() || by.isEmpty()) {
      return event.reason() + by;
    }
    return by + ": " + event.reason();
  }
}
