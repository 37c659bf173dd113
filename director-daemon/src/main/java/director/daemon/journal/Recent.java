// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** The latest entries, in memory, with their lines. Thread-safe. */
final class Recent {
  private final int mostEntries;
  private final int mostBytes;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private int bytes;

  /** An entry and its line on disk. */
  record Kept(Entry entry, ByteBuffer line) {}

  /**
   * A part of them.
   *
   * @param oldest sequence of all that are kept, in that part or not; the greatest possible when
   *     there is none
   */
  record Part(long oldest, List<Kept> kept) {}

  Recent(int mostEntries, int mostBytes) {
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  /** Adds it, and lets the oldest go that are too many. Returns how many went. */
  synchronized int add(Kept next) {
    kept.addLast(next);
    bytes += next.line().remaining();
    int gone = 0;
    while (kept.size() > mostEntries || (bytes > mostBytes && kept.size() > 1)) {
      bytes -= kept.removeFirst().line().remaining();
      gone++;
    }
    return gone;
  }

  /** Lets go of all up to that sequence. */
  synchronized void removeThrough(long sequence) {
    while (!kept.isEmpty() && kept.getFirst().entry().sequence() <= sequence) {
      bytes -= kept.removeFirst().line().remaining();
    }
  }

  /** Gives each another place in the sequence. */
  synchronized void replaceAll(UnaryOperator<Kept> with) {
    List<Kept> before = all();
    removeThrough(Long.MAX_VALUE);
    before.forEach(old -> add(with.apply(old)));
  }

  synchronized int size() {
    return kept.size();
  }

  /** Whether nothing has to go for it. */
  synchronized boolean hasRoomFor(Kept next) {
    return kept.size() < mostEntries && bytes + next.line().remaining() <= mostBytes;
  }

  /** The oldest first. */
  synchronized List<Kept> all() {
    return List.copyOf(kept);
  }

  /** Those after that sequence, the oldest first. */
  synchronized Part after(long sequence) {
    Kept oldest = kept.peekFirst();
    if (oldest == null) {
      return new Part(Long.MAX_VALUE, List.of());
    }
    // From the end, for most who ask have read up to nearly there.
    int count = 0;
    Iterator<Kept> backwards = kept.descendingIterator();
    while (backwards.hasNext() && backwards.next().entry().sequence() > sequence) {
      count++;
    }
    Kept[] part = new Kept[count];
    backwards = kept.descendingIterator();
    for (int i = count - 1; i >= 0; i--) {
      part[i] = backwards.next();
    }
    return new Part(oldest.entry().sequence(), List.of(part));
  }
}
