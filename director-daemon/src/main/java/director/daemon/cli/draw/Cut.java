// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import java.util.List;

/** What of a text fits on a terminal that does not scroll. */
public final class Cut {
  private Cut() {}

  /**
   * The first lines of it, and how many there are more; the last line of a terminal stays free for
   * the cursor.
   */
  public static String toScreen(String text, int lines) {
    List<String> all = text.lines().toList();
    if (all.size() < lines) {
      return text;
    }
    int room = Math.max(1, lines - 2);
    String more = "... and " + Amount.of(all.size() - room, "more line");
    return String.join("\n", all.subList(0, room)) + "\n" + more + "\n";
  }
}
