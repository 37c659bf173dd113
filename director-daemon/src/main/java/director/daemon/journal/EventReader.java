// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Entry;
import director.daemon.event.EventQuery;
import director.daemon.journal.segment.LogReader;
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

  private final LogReader log = new LogReader(EntryText::sequence);

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
    Recent.Part memory = recent.after(query.after());
    Answer answer = new Answer(query);
    if (query.since().isPresent() || query.after() > 0) {
      oldest(memory, answer);
      return List.copyOf(answer.entries);
    }
    latest(memory, answer);
    Collections.reverse(answer.entries);
    return List.copyOf(answer.entries);
  }

  private void oldest(Recent.Part memory, Answer answer) throws IOException {
    long after = answer.query.after();
    if (after + 1 < memory.oldest()) {
      List<Segment> all = segments.get();
      for (int i = 0; i < all.size() && !answer.isFull(); i++) {
        boolean isWanted = i + 1 == all.size() || all.get(i + 1).first() > after + 1;
        if (isWanted && all.get(i).first() < memory.oldest()) {
          scan(all, i, answer.query, memory.oldest(), answer::add);
        }
      }
    }
    for (int i = 0; i < memory.kept().size() && !answer.isFull(); i++) {
      answer.add(memory.kept().get(i).entry(), 0);
    }
  }

  /** In the order of what is newest. */
  private void latest(Recent.Part memory, Answer answer) throws IOException {
    for (int i = memory.kept().size() - 1; i >= 0 && !answer.isFull(); i--) {
      answer.add(memory.kept().get(i).entry(), 0);
    }
    List<Segment> all = segments.get();
    for (int i = all.size() - 1; i >= 0 && !answer.isFull(); i--) {
      if (all.get(i).first() < memory.oldest()) {
        List<String> lines = new ArrayList<>();
        scan(all, i, answer.query, memory.oldest(), lines::add);
        for (int j = lines.size() - 1; j >= 0 && !answer.isFull(); j--) {
          answer.add(lines.get(j));
        }
      }
    }
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
    boolean isWhole =
        log.read(
            segment,
            query.after() + 1,
            line -> {
              // Of every line, wanted or not: the span is for other questions, too.
              boolean inTime = !isTimed || spanning.isIn(query, line);
              long sequence = EntryText.sequence(line);
              boolean isAsked =
                  inTime
                      && sequence > query.after()
                      && sequence < before
                      && query.target().map(it -> EntryText.mayTell(line, it)).orElse(true);
              return !isAsked || goOn.test(line);
            });
    if (isTimed && isWhole && index + 1 < all.size()) {
      spanning.span.ifPresent(span -> spans.put(segment.first(), span));
    }
    spans.keySet().removeIf(first -> first < all.get(0).first());
    log.forgetBefore(all.get(0).first());
  }

  /** Learns in what time the lines are that it is asked about. */
  private static final class Spanning {
    private Optional<Span> span = Optional.empty();

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
  }
}
