// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Lines that wait for somebody to read. When there is no room for more, the oldest are dropped, for
 * the latest say how things are; and counted. For one thread.
 */
public final class Backlog {
  private final int most;
  private final Deque<String> lines = new ArrayDeque<>();
  private long dropped;

  /**
   * Nothing waits.
   *
   * @param most lines that may wait, at least 1
   */
  public Backlog(int most) {
    this.most = most;
  }

  /** Puts a line behind the others; false if the oldest was dropped for it. */
  public boolean add(String line) {
    lines.addLast(line);
    if (lines.size() <= most) {
      return true;
    }
    lines.removeFirst();
    dropped++;
    return false;
  }

  /** The line that is next, which stays until {@link #written}. */
  public Optional<String> next() {
    return Optional.ofNullable(lines.peekFirst());
  }

  /** The line that was {@link #next} is on its way. */
  public void written() {
    lines.removeFirst();
  }

  /** How many lines wait. */
  public int waiting() {
    return lines.size();
  }

  /** How many were dropped since it was last said that all had been written. */
  public long dropped() {
    return dropped;
  }

  /** All that was not dropped has been written: says how many were dropped before, and forgets. */
  public long settle() {
    long before = dropped;
    dropped = 0;
    return before;
  }
}
