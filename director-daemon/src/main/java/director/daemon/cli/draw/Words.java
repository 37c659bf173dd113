// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.ArrayList;
import java.util.List;

/** Text that fits. */
final class Words {
  private static final String CUT = "..";

  private Words() {}

  /** On one line, whatever it came as: a control character becomes a question mark. */
  static String oneLine(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Ends in two dots when it is cut. */
  static String shorten(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width <= CUT.length()
        ? text.substring(0, Math.max(0, width))
        : text.substring(0, width - CUT.length()) + CUT;
  }

  /** Broken between words; a word longer than the width keeps a line to itself. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : oneLine(text).split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** {@code head} before the first line, as much space before the others. */
  static List<String> paragraph(String head, String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : wrap(text, width - head.length())) {
      lines.add((lines.isEmpty() ? head : " ".repeat(head.length())) + line);
    }
    return lines;
  }

  static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
