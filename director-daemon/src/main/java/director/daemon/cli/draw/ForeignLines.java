// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.ArrayList;
import java.util.List;

/** What is in the table and not from directord. */
final class ForeignLines {
  private ForeignLines() {}

  static String sentence(List<String> foreign) {
    return Amount.of(foreign.size(), "service") + " not from directord, left alone:";
  }

  /** All of them: a line each, as they say all about a service and its servers, and may be long. */
  static List<String> draw(List<String> foreign, Screen screen) {
    List<String> lines = new ArrayList<>();
    lines.add(sentence(foreign));
    lines.addAll(draw(foreign, foreign.size(), "  ", screen));
    return lines;
  }

  static List<String> draw(List<String> foreign, int atMost, String indent, Screen screen) {
    List<String> lines = new ArrayList<>();
    foreign.stream()
        .limit(atMost)
        .map(Words::oneLine)
        .forEach(line -> lines.add(Words.shorten(indent + line, screen.width())));
    if (foreign.size() > atMost) {
      lines.add(indent + "and " + (foreign.size() - atMost) + " more: directorctl ipvs show");
    }
    return lines;
  }
}
