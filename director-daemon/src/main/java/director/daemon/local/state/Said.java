// SPDX-License-Identifier: Apache-2.0
package director.daemon.local.state;

import java.util.List;
import java.util.Optional;

/** Words of others, made fit for one line of a log or a status. */
public final class Said {
  /** More than this is cut. */
  public static final int LONGEST = 160;

  private Said() {}

  /** The last line with anything visible in it, fit for a log. */
  public static Optional<String> lastLine(String text) {
    return text.lines()
        .map(Said::fit)
        .filter(line -> !line.isEmpty())
        .reduce((before, after) -> after);
  }

  /** Its lines with anything visible in them, each fit for a log. */
  public static List<String> lines(String text) {
    return text.lines().map(Said::fit).filter(line -> !line.isEmpty()).toList();
  }

  /** At most {@link #LONGEST} characters, and a dot for each that is not visible ASCII. */
  public static String fit(String text) {
    String visible = text.strip().replaceAll("[^\\x20-\\x7e]", ".");
    return visible.length() <= LONGEST ? visible : visible.substring(0, LONGEST - 3) + "...";
  }
}
