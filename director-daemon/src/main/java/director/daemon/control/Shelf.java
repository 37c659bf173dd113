// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The big answers that are being sent. A reader who takes his time holds the whole of his answer in
 * memory, and with every new one that others ask for there would be one more: the oldest are given
 * up, and those who still read them sent away, when all together take too much.
 */
final class Shelf {
  private static final Logger log = LoggerFactory.getLogger(Shelf.class);
  private static final long SMALL = 256 * 1024;
  private static final int ALWAYS = 2;

  private final long budget;
  private final Deque<Blocks> kept = new ArrayDeque<>();

  /**
   * @param budget of bytes; the two newest stay in any case
   */
  Shelf(long budget) {
    this.budget = budget;
  }

  /** Before the first piece of it is sent. */
  synchronized void keep(Blocks answer) {
    if (answer.length() < SMALL) {
      return;
    }
    kept.removeIf(each -> each == answer || !each.isRead());
    kept.add(answer);
    long bytes = kept.stream().mapToLong(Blocks::length).sum();
    while (bytes > budget && kept.size() > ALWAYS) {
      Blocks oldest = kept.remove();
      bytes -= oldest.length();
      oldest.giveUp();
      log.warn(
          "control API: an answer of {} bytes is given up, as its readers are too slow",
          oldest.length());
    }
  }

  synchronized List<Blocks> kept() {
    return new ArrayList<>(kept);
  }
}
