// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static director.daemon.journal.Entries.after;
import static director.daemon.journal.Entries.event;
import static director.daemon.journal.Entries.first;
import static director.daemon.journal.Entries.latest;
import static director.daemon.journal.Entries.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Waiting;
import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.EventQuery;
import director.daemon.event.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskJournalTest {
  @TempDir Path state;
  private final Queue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final List<DiskJournal> open = new ArrayList<>();

  @AfterEach
  void end() {
    open.forEach(DiskJournal::close);
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  @Test
  @DisplayName("what is told is read as it was told, numbered from 1")
  void tellsAndReads() {
    DiskJournal journal = open();
    Event ordered =
        Event.of(Event.Kind.ORDER, Target.NODE, "standby, \"BIOS\"\nupdate")
            .by("uid 1000 (anna)")
            .with(Map.of("for", "30m"))
            .with(List.of("line one", "line two"));

    tell(journal, event(1), ordered);

    assertEquals(List.of(event(1), ordered), events(read(journal, latest(10))));
    assertEquals(List.of(1L, 2L), read(journal, latest(10)).stream().map(Entry::sequence).toList());
  }

  @Test
  @DisplayName("after a restart the past is there, and the sequence goes on")
  void reopens() {
    DiskJournal before = open();
    tell(before, event(1), event(2));
    before.close();

    DiskJournal journal = open();
    tell(journal, event(3));

    assertEquals(List.of(1, 2, 3), numbers(read(journal, latest(10))));
    assertEquals(
        List.of(1L, 2L, 3L), read(journal, latest(10)).stream().map(Entry::sequence).toList());
    assertEquals(List.of(2, 3), numbers(read(journal, after(1, 10))));
  }

  @Test
  @DisplayName("it is for its owner only")
  void permissions() throws IOException {
    DiskJournal journal = open();
    tell(journal, event(1));

    Path directory = state.resolve("journal");
    Path file = directory.resolve("events-000000000000000001.log");
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  @DisplayName("a question chooses by time, target, sequence and number")
  void queries() {
    DiskJournal journal = open();
    Event other = Event.state(Target.server("photos-v6", "router1"), "UP", "DOWN", "9");
    Event service = Event.state(Target.service("photos"), "", "ok", "7");
    tell(journal, event(1), other, service, event(4));
    List<Entry> all = read(journal, latest(10));

    assertEquals(List.of(4), numbers(read(journal, latest(1))));
    assertEquals(List.of(9), numbers(read(journal, after(1, 1))));
    assertEquals(List.of(1, 7, 4), numbers(read(journal, about(Target.service("photos")))));
    assertEquals(List.of(), read(journal, between(Instant.MIN, all.get(0).time())));
    assertEquals(all, read(journal, between(all.get(0).time(), all.get(3).time().plusMillis(1))));
  }

  @Test
  @DisplayName("who follows is told in order, after the entry can be read, until it ends")
  void follows() {
    DiskJournal journal = open();
    List<Entry> told = new ArrayList<>();
    List<Integer> readable = new ArrayList<>();
    Journal.Subscription subscription =
        journal.follow(
            entry -> {
              told.add(entry);
              readable.add(read(journal, latest(10)).size());
            });

    tell(journal, event(1));
    tell(journal, event(2));
    subscription.close();
    tell(journal, event(3));

    assertEquals(List.of(1, 2), numbers(told));
    assertEquals(List.of(1, 2), readable);
  }

  @Test
  @DisplayName("who follows first, and reads then, misses nothing and knows what comes twice")
  void joins() throws InterruptedException {
    DiskJournal journal = open();
    Thread teller =
        new Thread(() -> IntStream.rangeClosed(1, 20_000).forEach(i -> journal.tell(event(i))));
    teller.start();

    Queue<Entry> told = new ConcurrentLinkedQueue<>();
    CountDownLatch end = new CountDownLatch(1);
    journal.follow(
        entry -> {
          told.add(entry);
          if (entry.sequence() == 20_000) {
            end.countDown();
          }
        });
    List<Entry> seen = new ArrayList<>();
    List<Entry> page = read(journal, first(1));
    while (!page.isEmpty()) {
      seen.addAll(page);
      page = read(journal, after(seen.get(seen.size() - 1).sequence(), 1000));
    }
    teller.join();
    Waiting.forLatch(end);
    long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).sequence();
    told.stream().filter(entry -> entry.sequence() > last).forEach(seen::add);

    assertEquals(IntStream.rangeClosed(1, 20_000).boxed().toList(), numbers(seen));
  }

  @Test
  @DisplayName("a directory that cannot be made is told; what was told meanwhile is not lost")
  void noDirectory() throws IOException {
    Files.writeString(state.resolve("journal"), "in the way");
    DiskJournal journal = open();
    Queue<Entry> told = new ConcurrentLinkedQueue<>();
    journal.follow(told::add);

    tell(journal, event(1));
    assertEquals(
        List.of(
            "the journal cannot be written: "
                + state.resolve("journal")
                + " (FileAlreadyExistsException); events that wait in memory: 1, lost: 0"),
        journal.problems());
    assertEquals(List.of(1), numbers(read(journal, latest(10))));
    Files.delete(state.resolve("journal"));

    Waiting.untilEquals(List.of(), journal::problems);
    Waiting.until(() -> told.size() == 2, () -> told);
    journal.close();
    List<Entry> kept = read(open(), latest(10));
    assertEquals(event(1), kept.get(0).event());
    assertTrue(kept.get(1).event().reason().endsWith("events lost: 0"), kept::toString);
  }

  private DiskJournal open() {
    DiskJournal journal = DiskJournal.open(state, mistakes::add);
    open.add(journal);
    return journal;
  }

  /** Returns when they are written. */
  private static void tell(DiskJournal journal, Event... events) {
    CountDownLatch written = new CountDownLatch(events.length);
    Journal.Subscription subscription = journal.follow(entry -> written.countDown());
    List.of(events).forEach(journal::tell);
    Waiting.forLatch(written);
    subscription.close();
  }

  private static List<Entry> read(Journal journal, EventQuery query) {
    return journal.read(query).toCompletableFuture().join();
  }

  private static List<Event> events(List<Entry> entries) {
    return entries.stream().map(Entry::event).toList();
  }

  private static EventQuery about(Target target) {
    return new EventQuery(Optional.empty(), Optional.empty(), 0, Optional.of(target), 100);
  }

  private static EventQuery between(Instant since, Instant until) {
    return new EventQuery(Optional.of(since), Optional.of(until), 0, Optional.empty(), 100);
  }
}
