// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static director.daemon.journal.Entries.after;
import static director.daemon.journal.Entries.entry;
import static director.daemon.journal.Entries.latest;
import static director.daemon.journal.Entries.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.EventQuery;
import director.daemon.event.Target;
import director.daemon.journal.segment.Frames;
import director.daemon.journal.segment.SegmentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty entries, some four in a file; the last five of them in memory as well. */
class EventReaderTest {
  @TempDir Path directory;
  private final Recent recent = new Recent(5, 1 << 20);
  private SegmentLog log;
  private EventReader reader;

  @BeforeEach
  void write() throws IOException {
    log = SegmentLog.open(directory, "events", new SegmentLog.Bounds(16, 800), EntryText::sequence);
    reader = new EventReader(recent, log::segments);
    for (int i = 1; i <= 20; i++) {
      add(entry(i));
    }
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @Test
  @DisplayName("the latest are those of memory and, before them, of the disk")
  void latestOnes() throws IOException {
    assertEquals(range(18, 20), numbers(reader.read(latest(3))));
    assertEquals(range(16, 20), numbers(reader.read(latest(5))));
    assertEquals(range(13, 20), numbers(reader.read(latest(8))));
    assertEquals(range(1, 20), numbers(reader.read(latest(1000))));
  }

  @Test
  @DisplayName("after each sequence follows the next, wherever it is")
  void afterEach() throws IOException {
    for (int sequence = 1; sequence <= 21; sequence++) {
      assertEquals(range(sequence + 1, 20), numbers(reader.read(after(sequence, 1000))));
      assertEquals(
          range(sequence + 1, Math.min(20, sequence + 4)),
          numbers(reader.read(after(sequence, 4))));
    }
  }

  @Test
  @DisplayName("between two times are those of that time, also when it is asked again")
  void between() throws IOException {
    for (int from = 0; from <= 22; from++) {
      for (int to = from; to <= 22; to++) {
        EventQuery query = between(from, to);
        List<Integer> expected = range(Math.max(1, from), Math.min(20, to - 1));

        assertEquals(expected, numbers(reader.read(query)), query::toString);
      }
    }
  }

  @Test
  @DisplayName("what was in memory when a file was looked at is found when it no longer is")
  void leavesMemory() throws IOException {
    Recent all = new Recent(7, 1 << 20);
    EventReader other = new EventReader(all, log::segments);
    for (int i = 14; i <= 20; i++) {
      all.add(kept(entry(i)));
    }
    // The file of entry 13 has others that are in memory.
    assertEquals(range(1, 20), numbers(other.read(between(0, 100))));
    all.removeThrough(18);

    for (int i = 20; i >= 1; i--) {
      assertEquals(List.of(i), numbers(other.read(between(i, i + 1))));
    }
  }

  @Test
  @DisplayName("whoever has enough of a file has not learnt what time it is of")
  void partOfTheFile() throws IOException {
    EventReader other = new EventReader(new Recent(1, 1), log::segments);
    EventQuery all = between(0, 100);
    other.read(new EventQuery(all.since(), all.until(), 0, all.target(), 1));
    other.read(new EventQuery(all.since(), all.until(), 7, all.target(), 1));

    for (int i = 20; i >= 1; i--) {
      assertEquals(List.of(i), numbers(other.read(between(i, i + 1))));
    }
  }

  @Test
  @DisplayName("a clock that is set back hides nothing")
  void clockSetBack() throws IOException {
    for (int i = 21; i <= 40; i++) {
      add(new Entry(i, entry(41 - i).time(), Entries.event(i)));
    }

    for (int twice = 0; twice < 2; twice++) {
      for (int i = 1; i <= 20; i++) {
        assertEquals(List.of(i, 41 - i), numbers(reader.read(between(i, i + 1))));
      }
    }
  }

  @Test
  @DisplayName("a target is found among others, however far back")
  void target() throws IOException {
    Event other = Event.of(Event.Kind.STATE, Target.vip("photos"), "event 21 as router1");
    add(new Entry(21, Entries.START.plusSeconds(21), other));

    assertEquals(
        List.of(other),
        reader.read(about(Target.vip("photos"))).stream().map(Entry::event).toList());
    assertEquals(range(1, 20), numbers(reader.read(about(Target.service("photos")))));
    assertEquals(List.of(), reader.read(about(Target.service("photo"))));
  }

  @Test
  @DisplayName("an answer ends after 16 MiB; whoever asks on gets the rest")
  void muchText() throws IOException {
    SegmentLog large =
        SegmentLog.open(
            directory.resolve("large"), "events", new SegmentLog.Bounds(16, 4 << 20), e -> 0);
    Event event = Event.of(Event.Kind.PROBLEM, Target.NODE, "x".repeat(1 << 19));
    for (int i = 1; i <= 80; i++) {
      Entry entry = new Entry(i, Entries.START, event);
      large.append(i, List.of(Frames.line(EntryText.of(entry))));
    }
    EventReader other = new EventReader(new Recent(1, 1), large::segments);

    List<Long> seen = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    EventQuery query =
        new EventQuery(Optional.of(Entries.START), Optional.empty(), 0, Optional.empty(), 1000);
    List<Entry> page = other.read(query);
    while (!page.isEmpty()) {
      pages.add(page.size());
      page.forEach(entry -> seen.add(entry.sequence()));
      page = other.read(after(seen.get(seen.size() - 1), 1000));
    }
    large.close();

    assertEquals(List.of(32, 32, 16), pages);
    assertEquals(IntStream.rangeClosed(1, 80).mapToObj(Long::valueOf).toList(), seen);
    assertEquals(32, other.read(latest(1000)).size());
  }

  @Test
  @DisplayName("a file that is removed while somebody reads is one that was removed before")
  void removed() throws IOException {
    Files.delete(log.segments().get(1).file());

    List<Integer> left = numbers(reader.read(latest(1000)));

    assertEquals(1, left.get(0));
    assertEquals(range(16, 20), left.subList(left.size() - 5, left.size()));
  }

  private void add(Entry entry) throws IOException {
    log.append(entry.sequence(), List.of(kept(entry).line()));
    recent.add(kept(entry));
  }

  private static Recent.Kept kept(Entry entry) {
    return new Recent.Kept(entry, Frames.line(EntryText.of(entry)));
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  private static EventQuery between(int from, int to) {
    return new EventQuery(
        Optional.of(Entries.START.plusSeconds(from)),
        Optional.of(Entries.START.plusSeconds(to)),
        0,
        Optional.empty(),
        1000);
  }

  private static EventQuery about(Target target) {
    return new EventQuery(Optional.empty(), Optional.empty(), 0, Optional.of(target), 1000);
  }
}
