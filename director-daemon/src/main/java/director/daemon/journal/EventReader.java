// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Entry;
import director.daemon.event.EventQuery;
import director.daemon.journal.segment.Frames;
import director.daemon.journal.segment.Segment;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers questions, from memory as far as that goes, and from the disk. For one thread. */
final class EventReader {

  /** Of text in one answer; whoever wants more asks again, after the last that was answered. */
  private static final int MOST_TEXT = 16 << 20;

  private final Recent recent;
  private final Supplier<List<Segment>> segments;

  /** Of files that do not grow any more; by number. The clock may have been set back in them. */
  private final Map<Long, Span> spans = new HashMap<>();

  /** From the earliest to the latest, both included. */
  private record Span(Instant from, Instant to) {
    boolean mayMatch(EventQuery query) {
      return query.since().map(since -> !to.isBefore(since)).orElse(true)
          && query.until().map(from::isBefore).orElse(true);
    }

    Span with(Instant time) {
      return new Span(time.isBefore(from) ? time : from, time.isAfter(to) ? time : to);
    }
  }

  EventReader(Recent recent, Supplier<List<Segment>> segments) {
    this.recent = recent;
    this.segments = segments;
  }

  /** The oldest first. */
  List<Entry> read(EventQuery query) throws IOException {
    List<Entry> memory = recent.entries();
    long before = memory.isEmpty() ? Long.MAX_VALUE : memory.get(0).sequence();
    return query.since().isPresent() || query.after() > 0
        ? oldest(query, memory, before)
        : latest(query, memory, before);
  }

  private List<Entry> oldest(EventQuery query, List<Entry> memory, long before) throws IOException {
    Answer answer = new Answer(query);
    List<Segment> all = segments.get();
    for (int i = 0; i < all.size() && !answer.isFull(); i++) {
      boolean wanted =
          all.get(i).first() < before
              && (i + 1 == all.size() || all.get(i + 1).first() > query.after() + 1);
      if (wanted) {
        scan(all, i, query, before, line -> answer.add(line));
      }
    }
    for (int i = 0; i < memory.size() && !answer.isFull(); i++) {
      answer.add(memory.get(i), 0);
    }
    return answer.entries();
  }

  private List<Entry> latest(EventQuery query, List<Entry> memory, long before) throws IOException {
    Answer backwards = new Answer(query);
    for (int i = memory.size() - 1; i >= 0 && !backwards.isFull(); i--) {
      backwards.add(memory.get(i), 0);
    }
    List<Segment> all = segments.get();
    for (int i = all.size() - 1; i >= 0 && !backwards.isFull(); i--) {
      if (all.get(i).first() < before) {
        List<String> lines = new ArrayList<>();
        scan(all, i, query, before, lines::add);
        for (int j = lines.size() - 1; j >= 0 && !backwards.isFull(); j--) {
          backwards.add(lines.get(j));
        }
      }
    }
    List<Entry> entries = new ArrayList<>(backwards.entries());
    Collections.reverse(entries);
    return List.copyOf(entries);
  }

  /**
   * Hands over the lines of one file that may be wanted, reading of each only what it takes to know
   * that: most are not.
   */
  private void scan(
      List<Segment> all, int index, EventQuery query, long before, Predicate<String> goOn)
      throws IOException {
    Segment segment = all.get(index);
    Span known = spans.get(segment.first());
    if (known != null && !known.mayMatch(query)) {
      return;
    }
    boolean isTimed = query.since().isPresent() || query.until().isPresent();
    Spanning spanning = new Spanning();
    Frames.read(
        segment.bytes(),
        line -> {
          // Of every line, wanted or not: the span is for other questions, too.
          boolean inTime = !isTimed || spanning.isIn(query, line);
          long sequence = EntryText.sequence(line);
          boolean asked =
              inTime
                  && sequence > query.after()
                  && sequence < before
                  && query.target().map(target -> EntryText.mayTell(line, target)).orElse(true);
          spanning.whole = !asked || goOn.test(line);
          return spanning.whole;
        });
    if (isTimed && index + 1 < all.size() && spanning.whole) {
      spanning.span.ifPresent(span -> spans.put(segment.first(), span));
    }
    spans.keySet().removeIf(first -> first < all.get(0).first());
  }

  /** Learns in what time the lines are that it is asked about. */
  private static final class Spanning {
    private Optional<Span> span = Optional.empty();
    private boolean whole = true;

    boolean isIn(EventQuery query, String line) {
      Optional<Instant> time = EntryText.time(line);
      time.ifPresent(
          at -> span = Optional.of(span.map(known -> known.with(at)).orElse(new Span(at, at))));
      return time.map(at -> new Span(at, at).mayMatch(query)).orElse(true);
    }
  }

  /** What of it is asked for, in the order in which it comes, until that is enough. */
  private static final class Answer {
    private final EventQuery query;
    private final List<Entry> entries = new ArrayList<>();
    private long text;

    Answer(EventQuery query) {
      this.query = query;
    }

    boolean isFull() {
      return entries.size() >= query.most() || text >= MOST_TEXT;
    }

    /** Whether more is wanted. */
    boolean add(String line) {
      EntryText.read(line).ifPresent(entry -> add(entry, line.length()));
      return !isFull();
    }

    void add(Entry entry, int length) {
      if (query.matches(entry)) {
        entries.add(entry);
        text += length;
      }
    }

    List<Entry> entries() {
      return List.copyOf(entries);
    }
  }
}
