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
import java.util.function.Consumer;
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
    Answer answer = new Answer(query.most());
    List<Segment> all = segments.get();
    for (int i = 0; i < all.size() && !answer.isFull(); i++) {
      boolean wanted =
          all.get(i).first() < before
              && (i + 1 == all.size() || all.get(i + 1).first() > query.after() + 1);
      if (wanted) {
        scan(all, i, query, before, answer);
      }
    }
    for (int i = 0; i < memory.size() && !answer.isFull(); i++) {
      if (query.matches(memory.get(i))) {
        answer.add(memory.get(i), 0);
      }
    }
    return answer.entries();
  }

  private List<Entry> latest(EventQuery query, List<Entry> memory, long before) throws IOException {
    List<Entry> backwards = new ArrayList<>();
    for (int i = memory.size() - 1; i >= 0 && backwards.size() < query.most(); i--) {
      if (query.matches(memory.get(i))) {
        backwards.add(memory.get(i));
      }
    }
    List<Segment> all = segments.get();
    int text = 0;
    for (int i = all.size() - 1; i >= 0 && backwards.size() < query.most(); i--) {
      if (all.get(i).first() < before && text < MOST_TEXT) {
        Answer answer = new Answer(Integer.MAX_VALUE);
        scan(all, i, query, before, answer);
        List<Entry> found = answer.entries();
        for (int j = found.size() - 1; j >= 0 && backwards.size() < query.most(); j--) {
          backwards.add(found.get(j));
        }
        text += answer.text;
      }
    }
    Collections.reverse(backwards);
    return List.copyOf(backwards);
  }

  /** Reads one file, and only as much of each entry as it takes to know whether it is wanted. */
  private void scan(List<Segment> all, int index, EventQuery query, long before, Answer answer)
      throws IOException {
    Segment segment = all.get(index);
    Span known = spans.get(segment.first());
    if (known != null && !known.mayMatch(query)) {
      return;
    }
    Spanning spanning = new Spanning();
    Frames.read(
        segment.bytes(),
        line -> {
          Optional<Instant> time = EntryText.time(line);
          time.ifPresent(spanning);
          long sequence = EntryText.sequence(line);
          boolean asked =
              sequence > query.after()
                  && sequence < before
                  && inTime(query, time)
                  && query.target().map(target -> EntryText.mayTell(line, target)).orElse(true);
          if (asked) {
            EntryText.read(line)
                .filter(query::matches)
                .ifPresent(e -> answer.add(e, line.length()));
          }
          return !answer.isFull();
        });
    if (index + 1 < all.size() && !answer.isFull()) {
      spanning.span.ifPresent(span -> spans.put(segment.first(), span));
    }
    spans.keySet().removeIf(first -> first < all.get(0).first());
  }

  private static boolean inTime(EventQuery query, Optional<Instant> time) {
    return time.map(at -> new Span(at, at).mayMatch(query)).orElse(true);
  }

  private static final class Spanning implements Consumer<Instant> {
    private Optional<Span> span = Optional.empty();

    @Override
    public void accept(Instant time) {
      span = Optional.of(span.map(known -> known.with(time)).orElse(new Span(time, time)));
    }
  }

  private static final class Answer {
    private final int most;
    private final List<Entry> entries = new ArrayList<>();
    private int text;

    Answer(int most) {
      this.most = most;
    }

    boolean isFull() {
      return entries.size() >= most || text >= MOST_TEXT;
    }

    /** What was added before is not added again: a file may have been written twice. */
    void add(Entry entry, int length) {
      boolean next =
          entries.isEmpty() || entries.get(entries.size() - 1).sequence() < entry.sequence();
      if (next) {
        entries.add(entry);
        text += length;
      }
    }

    List<Entry> entries() {
      return List.copyOf(entries);
    }
  }
}
