// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static director.daemon.journal.Entries.event;
import static director.daemon.journal.Entries.latest;
import static director.daemon.journal.Entries.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.event.Entry;
import director.daemon.journal.Backlog.Told;
import director.daemon.journal.segment.SegmentLog;
import director.daemon.journal.segment.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventWriterTest {
  private static final SegmentLog.Bounds BOUNDS = new SegmentLog.Bounds(16, 1 << 20);
  private static final long PLENTY = 1 << 30;

  @TempDir Path directory;
  private final SmallDisk disk = new SmallDisk(PLENTY);
  private final Backlog backlog = new Backlog(1000);
  private final Recent recent = new Recent(5, 1 << 20);
  private final List<Entry> told = new ArrayList<>();
  private Instant now = Entries.START;
  private boolean mounted = true;

  @Test
  @DisplayName("what waits is written in the order in which it was told, and told on")
  void writes() throws IOException {
    EventWriter writer = begun();
    tell(1, 3);

    assertFalse(writer.writeSome());

    assertEquals(List.of(1, 2, 3), numbers(told));
    assertEquals(List.of(1, 2, 3), numbers(onDisk(writer)));
    assertEquals(new Entry(1, Entries.START, event(1)), told.get(0));
  }

  @Test
  @DisplayName("a storm is written in pieces, so that others get their turn")
  void pieces() throws IOException {
    EventWriter writer = begun();
    tell(1, 600);

    assertTrue(writer.writeSome());
    assertEquals(256, told.size());
    assertTrue(writer.writeSome());
    assertFalse(writer.writeSome());

    assertEquals(IntStream.rangeClosed(1, 600).boxed().toList(), numbers(onDisk(writer)));
  }

  @Test
  @DisplayName("events for which there is no place are counted, and an entry says how many")
  void overflow() throws IOException {
    EventWriter writer = begun();
    tell(1, 1250);
    while (writer.writeSome()) {
      assertTrue(told.size() < 1250);
    }

    assertEquals(1001, told.size());
    assertEquals(
        1,
        told.stream()
            .filter(
                entry ->
                    entry
                        .event()
                        .reason()
                        .equals(
                            "250 events were lost here: more came at once than could be written"))
            .count());
    assertEquals(
        List.of(
            "the journal lost 250 events until 2026-11-22T05:28:00Z: more came at once than could be"
                + " written"),
        writer.problems());
    now = now.plus(Duration.ofHours(1));
    writer.everySecond();
    assertEquals(List.of(), writer.problems());
  }

  @Test
  @DisplayName("with a full disk all are told; once there is room they are written, and it is said")
  void fullDisk() throws IOException {
    EventWriter writer = begun();
    tell(1, 1);
    writer.writeSome();
    disk.free(100);
    tell(2, 3);
    writer.writeSome();

    assertEquals(List.of(1, 2, 3), numbers(told));
    assertEquals(
        List.of(
            "the journal cannot be written: No space left on device; events that wait in memory: 2,"
                + " lost: 0"),
        writer.problems());
    now = now.plusSeconds(60);
    writer.everySecond();
    disk.free(PLENTY);
    tell(4, 4);
    writer.writeSome();
    writer.everySecond();
    writer.writeSome();

    assertEquals(List.of(), writer.problems());
    assertEquals(
        List.of(
            "event 1",
            "event 2",
            "event 3",
            "event 4",
            "the journal could not be written since 2026-11-22T05:28:00Z: No space left on device;"
                + " events lost: 0"),
        onDisk(writer).stream().map(entry -> entry.event().reason()).toList());
  }

  @Test
  @DisplayName("what finds no room in memory either is lost, and the gap is recorded")
  void gap() throws IOException {
    EventWriter writer = begun();
    disk.free(0);
    tell(1, 12);
    writer.writeSome();
    tell(13, 13);
    writer.writeSome();
    writer.everySecond();
    assertEquals(
        List.of(
            "the journal cannot be written: No space left on device; events that wait in memory:"
                + " 10, lost: 3"),
        writer.problems());
    disk.free(PLENTY);
    writer.everySecond();
    writer.writeSome();

    List<Entry> left = onDisk(writer);
    assertEquals(
        List.of(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L),
        left.stream().map(Entry::sequence).toList());
    assertEquals(
        "the journal could not be written since 2026-11-22T05:28:00Z: No space left on device;"
            + " events lost: 3",
        left.get(10).event().reason());
  }

  @Test
  @DisplayName("a disk that takes what it cannot keep is told as well")
  void syncFails() throws IOException {
    EventWriter writer = begun();
    tell(1, 1);
    writer.writeSome();
    disk.broken(true);
    writer.everySecond();

    assertEquals(
        List.of(
            "the journal cannot be written: Input/output error; events that wait in memory: 0,"
                + " lost: 0"),
        writer.problems());
    disk.broken(false);
    writer.everySecond();
    assertEquals(List.of(), writer.problems());
  }

  @Test
  @DisplayName("what came before the past could be read is numbered after it")
  void lateMount() throws IOException {
    EventWriter before = begun();
    tell(1, 7);
    before.writeSome();
    before.close();
    told.clear();
    recent.removeThrough(Long.MAX_VALUE);

    mounted = false;
    EventWriter writer = begun();
    tell(8, 9);
    writer.writeSome();
    assertEquals(List.of(1L, 2L), told.stream().map(Entry::sequence).toList());
    mounted = true;
    writer.everySecond();
    tell(10, 10);
    writer.writeSome();

    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), numbers(onDisk(writer).subList(0, 9)));
    assertEquals(
        IntStream.rangeClosed(1, 11).mapToObj(Long::valueOf).toList(),
        onDisk(writer).stream().map(Entry::sequence).toList());
  }

  private EventWriter begun() {
    EventWriter writer =
        new EventWriter(
            () -> {
              if (!mounted) {
                throw new IOException("not mounted");
              }
              return disk.open(directory, BOUNDS, EntryText::sequence);
            },
            backlog,
            recent,
            new Recent(10, 1 << 20),
            told::add,
            () -> now);
    writer.begin();
    return writer;
  }

  private void tell(int from, int to) {
    for (int i = from; i <= to; i++) {
      backlog.add(new Told(now, event(i)));
    }
  }

  private static List<Entry> onDisk(EventWriter writer) throws IOException {
    return new EventReader(new Recent(1, 1), writer::segments).read(latest(10_000));
  }
}
