// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import director.daemon.event.Entry;
import director.daemon.event.Target;
import director.daemon.journal.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of the journal, kept once for all who follow it, and only while somebody does. Who
 * falls behind it reads the journal.
 */
final class EventTail {
  static final int MOST_LINES = 2_000;
  private static final long MOST_BYTES = 1 << 20;

  /** An entry, written out. */
  static final class Line {
    private final long sequence;
    private final Target target;
    private final byte[] json;

    private Line(Entry entry) {
      this.sequence = entry.sequence();
      this.target = entry.event().target();
      this.json = Json.bytes(EventLine.of(entry));
    }

    long sequence() {
      return sequence;
    }

    Target target() {
      return target;
    }

    void writeTo(JsonLines lines) {
      lines.add(json);
    }

    private int length() {
      return json.length + 1;
    }
  }

  private final Journal journal;
  private final Executor executor;
  private final Deque<Line> lines = new ArrayDeque<>();
  private final Map<Listener, CompletableFuture<Boolean>> waiting = new HashMap<>();
  private long bytes;
  private long last;
  private int listeners;
  private Journal.@Nullable Subscription subscription;

  /**
   * @param executor where those who wait are told, as the journal's thread must not be held up
   */
  EventTail(Journal journal, Executor executor) {
    this.journal = journal;
    this.executor = executor;
  }

  /** From now on, what is written is kept for the one who calls. */
  synchronized Listener join() {
    if (listeners++ == 0) {
      subscription = journal.follow(this::written);
    }
    return new Listener();
  }

  private synchronized void leave(Listener listener) {
    waiting.remove(listener);
    if (--listeners == 0 && subscription != null) {
      subscription.close();
      subscription = null;
      lines.clear();
      bytes = 0;
    }
  }

  private void written(Entry entry) {
    Line line = new Line(entry);
    List<CompletableFuture<Boolean>> told = keep(line);
    if (!told.isEmpty()) {
      executor.execute(() -> told.forEach(each -> each.complete(true)));
    }
  }

  private synchronized List<CompletableFuture<Boolean>> keep(Line line) {
    last = Math.max(last, line.sequence());
    if (listeners == 0) {
      return List.of();
    }
    lines.add(line);
    bytes += line.length();
    while (lines.size() > MOST_LINES || (bytes > MOST_BYTES && lines.size() > 1)) {
      bytes -= lines.remove().length();
    }
    List<CompletableFuture<Boolean>> told = List.copyOf(waiting.values());
    waiting.clear();
    return told;
  }

  /** What one who follows sees of it. */
  final class Listener implements AutoCloseable {
    private boolean left;

    /** Done when there is, or may be, something after that sequence. */
    CompletionStage<Boolean> await(long position) {
      synchronized (EventTail.this) {
        if (last > position || left) {
          return completedStage(true);
        }
        return waiting.computeIfAbsent(this, me -> new CompletableFuture<>());
      }
    }

    /** Whether something was written after that sequence. */
    boolean isBeyond(long position) {
      synchronized (EventTail.this) {
        return last > position;
      }
    }

    /**
     * The lines that follow that sequence without a gap, at least one piece of them if there are so
     * many; none when the next one is no longer, or not yet, there.
     */
    List<Line> after(long position) {
      synchronized (EventTail.this) {
        List<Line> found = new ArrayList<>();
        int size = 0;
        for (Line line : lines) {
          if (line.sequence() == position + 1 + found.size() && size < Pieces.GOOD_SIZE) {
            found.add(line);
            size += line.length();
          }
        }
        return found;
      }
    }

    /** The oldest sequence that is kept; one beyond the last when none is. */
    long oldest() {
      synchronized (EventTail.this) {
        Line first = lines.peek();
        return first == null ? last + 1 : first.sequence();
      }
    }

    @Override
    public void close() {
      synchronized (EventTail.this) {
        if (!left) {
          left = true;
          leave(this);
        }
      }
    }
  }
}
