// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.List;

/**
 * Labels at the left, and beside each what there is to say.
 *
 * @param lines so far; grows
 */
record Sheet(List<String> lines, Screen screen) {
  private static final int LABEL_WIDTH = 12;

  /** Each sentence begins a line; of empty ones nothing is seen, nor of a label without any. */
  void line(String label, String... sentences) {
    String head = label;
    for (String sentence : sentences) {
      if (!sentence.isEmpty()) {
        String text = sentence.stripLeading();
        String indent = " ".repeat(sentence.length() - text.length());
        paragraph(Words.left(head, LABEL_WIDTH) + indent, text, Tone.PLAIN);
        head = "";
      }
    }
  }

  /** {@code head} before the first line, as much space before the others. */
  void paragraph(String head, String text, Tone tone) {
    Words.paragraph(head, text, screen.width())
        .forEach(line -> lines.add(tone.paint(line, screen)));
  }
}
