// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.journal.Backlog.Told;
import director.daemon.journal.Recent.Kept;
import director.daemon.journal.segment.Frames;
import director.daemon.journal.segment.Segment;
import director.daemon.journal.segment.SegmentLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers events, writes them, and tells of them. What cannot be written waits in memory, as far as
 * there is room, and is tried again. For one thread, but for {@link #segments} and {@link
 * #problems}.
 */
final class EventWriter {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  /** Numbered and written in one go, so that whoever follows does not wait for a storm's end. */
  private static final int BATCH = 256;

  /** So long the status says that events were lost. */
  private static final Duration LOSS_IS_TOLD = Duration.ofHours(1);

  private final Disk disk;
  private final Backlog backlog;
  private final Recent recent;
  private final Recent unwritten;
  private final Consumer<Entry> followers;
  private final InstantSource clock;
  private long next = 1;
  private volatile @Nullable SegmentLog log;
  private @Nullable Trouble trouble;
  private @Nullable Loss loss;
  private volatile List<String> problems = List.of();

  /** Where the log is. */
  @FunctionalInterface
  interface Disk {
    SegmentLog open() throws IOException;
  }

  private record Trouble(Instant since, String why, long lost) {
    Trouble withLost(long more) {
      return new Trouble(since, why, lost + more);
    }
  }

  private record Loss(Instant last, long events) {}

  /**
   * @param unwritten keeps what cannot be written
   * @param followers told of each entry after it was written
   */
  EventWriter(
      Disk disk,
      Backlog backlog,
      Recent recent,
      Recent unwritten,
      Consumer<Entry> followers,
      InstantSource clock) {
    this.disk = disk;
    this.backlog = backlog;
    this.recent = recent;
    this.unwritten = unwritten;
    this.followers = followers;
    this.clock = clock;
  }

  /** Files that hold entries, the oldest first. Thread-safe. */
  List<Segment> segments() {
    SegmentLog open = log;
    return open == null ? List.of() : open.segments();
  }

  /** Thread-safe. */
  List<String> problems() {
    return problems;
  }

  /** Finds where the last run ended; when that cannot be read now, {@link #everySecond} will. */
  void begin() {
    tryToFlush();
    describe();
  }

  /** Writes some of what waits. Returns whether there is more. */
  boolean writeSome() {
    List<Kept> fresh = new ArrayList<>();
    backlog.take(BATCH).forEach(told -> fresh.add(numbered(told)));
    noteLoss(backlog.takeLost()).ifPresent(event -> fresh.add(numbered(now(event))));
    fresh.forEach(this::keep);
    tryToFlush();
    // Read before told: who began to follow finds each entry in one or both.
    fresh.forEach(recent::add);
    fresh.forEach(kept -> followers.accept(kept.entry()));
    return !backlog.isEmpty();
  }

  /** Waits for the disk, and tries again what failed. */
  void everySecond() {
    try {
      flush();
      SegmentLog open = log;
      if (open != null) {
        open.sync();
      }
      over();
    } catch (IOException e) {
      failed(e);
    }
    describe();
  }

  /** Writes what can be written still. */
  void close() {
    boolean more = true;
    while (more) {
      more = writeSome();
    }
    everySecond();
    SegmentLog open = log;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.warn("the journal cannot be closed: {}", String.valueOf(e.getMessage()));
      }
    }
  }

  private Told now(Event event) {
    return new Told(clock.instant(), event);
  }

  private Kept numbered(Told told) {
    Instant time = told.time().truncatedTo(ChronoUnit.MILLIS);
    return kept(new Entry(next++, time, Bounded.of(told.event())));
  }

  private static Kept kept(Entry entry) {
    return new Kept(entry, Frames.line(EntryText.of(entry)));
  }

  private void keep(Kept kept) {
    if (!unwritten.hasRoomFor(kept)) {
      tryToFlush();
    }
    int gone = unwritten.add(kept);
    Trouble now = trouble;
    if (now != null) {
      trouble = now.withLost(gone);
    }
  }

  private Optional<Event> noteLoss(long events) {
    if (events == 0) {
      return Optional.empty();
    }
    Loss before = loss;
    loss = new Loss(clock.instant(), events + (before == null ? 0 : before.events()));
    describe();
    return Optional.of(
        Event.of(
            Event.Kind.PROBLEM,
            Target.NODE,
            events + " events were lost here: more came at once than could be written"));
  }

  /** Not for each event while it fails: a disk that is full is asked once a second. */
  private void tryToFlush() {
    if (trouble == null) {
      try {
        flush();
      } catch (IOException e) {
        failed(e);
      }
    }
    if (trouble != null) {
      describe();
    }
  }

  private void flush() throws IOException {
    SegmentLog open = opened();
    List<Kept> all = unwritten.all();
    if (!all.isEmpty()) {
      try {
        open.append(all.get(0).entry().sequence(), all.stream().map(Kept::line).toList());
      } finally {
        unwritten.removeThrough(open.last());
      }
    }
  }

  private SegmentLog opened() throws IOException {
    SegmentLog open = log;
    if (open == null) {
      open = disk.open();
      goOnAfter(open.last());
      log = open;
      if (open.torn() > 0) {
        LOG.warn("the journal's end was damaged: {} bytes were cut off", open.torn());
        backlog.add(now(torn(open.torn())));
      }
    }
    return open;
  }

  private static Event torn(long bytes) {
    return Event.of(
        Event.Kind.PROBLEM,
        Target.NODE,
        "the last run ended while it wrote here: " + bytes + " bytes were no entry, and cut off");
  }

  /** What was numbered before the log could be read comes after what it has. */
  private void goOnAfter(long last) {
    next += last;
    if (last > 0) {
      unwritten.replaceAll(kept -> moved(kept.entry(), last));
      recent.replaceAll(kept -> moved(kept.entry(), last));
    }
  }

  private static Kept moved(Entry entry, long by) {
    return kept(new Entry(entry.sequence() + by, entry.time(), entry.event()));
  }

  private void failed(IOException e) {
    String why = why(e);
    Trouble known = trouble;
    if (known == null) {
      LOG.warn("the journal cannot be written: {}; it is tried again every second", why);
      trouble = new Trouble(clock.instant(), why, 0);
    } else {
      trouble = new Trouble(known.since(), why, known.lost());
    }
  }

  /** Exceptions of files have the path and, sometimes, what the matter is. */
  private static String why(IOException e) {
    String said = String.valueOf(e.getMessage());
    return e.getClass().equals(IOException.class)
        ? said
        : said + " (" + e.getClass().getSimpleName() + ")";
  }

  private void over() {
    Trouble was = trouble;
    trouble = null;
    if (was != null) {
      String sentence =
          "could not be written since %s: %s; events lost: %d"
              .formatted(was.since().truncatedTo(ChronoUnit.SECONDS), was.why(), was.lost());
      LOG.info("the journal is written again; it {}", sentence);
      backlog.add(now(Event.of(Event.Kind.PROBLEM, Target.NODE, "the journal " + sentence)));
    }
  }

  private void describe() {
    List<String> now = new ArrayList<>();
    Trouble broken = trouble;
    if (broken != null) {
      now.add(
          "the journal cannot be written: %s; events that wait in memory: %d, lost: %d"
              .formatted(broken.why(), unwritten.size(), broken.lost()));
    }
    Loss some = loss;
    if (some != null && !some.last().plus(LOSS_IS_TOLD).isAfter(clock.instant())) {
      loss = null;
    } else if (some != null) {
      now.add(
          "the journal lost %d events until %s: more came at once than could be written"
              .formatted(some.events(), some.last().truncatedTo(ChronoUnit.SECONDS)));
    }
    problems = List.copyOf(now);
  }
}
