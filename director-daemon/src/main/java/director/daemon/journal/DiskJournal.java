// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.EventQuery;
import director.daemon.journal.Backlog.Told;
import director.daemon.journal.machine.Machine;
import director.daemon.journal.segment.SegmentLog;
import director.daemon.loop.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in {@code STATE-DIRECTORY/journal}: 64 MiB of events and 32 MiB of conditions at
 * most. An entry is there after {@code kill -9} once anybody was told of it, and after a crash of
 * the machine a second later.
 *
 * <p>Whoever wants the past and then what comes: {@link #follow} first and keep what is told,
 * {@link #read} until nothing more comes, then go on with what is kept and has a higher sequence
 * than what was read last. Nothing is missed then, and nothing comes twice.
 *
 * <p>It opens and writes on a thread of its own, and reads on another. A disk that fails is none of
 * anybody's concern: {@link #problems} says so, entries are told and remembered in memory, and what
 * is there still is written as soon as it can be.
 */
public final class DiskJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final SegmentLog.Bounds EVENTS = new SegmentLog.Bounds(16, 4 << 20);
  private static final int WAITING = 100_000;
  private static final int REMEMBERED = 10_000;
  private static final int REMEMBERED_BYTES = 8 << 20;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final Backlog backlog;
  private final InstantSource clock;
  private final EventWriter writer;
  private final EventReader reader;
  private final ConditionLog conditions;
  private final Loop writing;
  private final Loop reading;
  private final Loop recording;
  private volatile boolean closed;

  DiskJournal(Path directory, int waiting, InstantSource clock, Consumer<Throwable> onMistake) {
    this.clock = clock;
    this.backlog = new Backlog(waiting);
    Recent recent = new Recent(REMEMBERED, REMEMBERED_BYTES);
    this.writer =
        new EventWriter(
            () -> SegmentLog.open(directory, "events", EVENTS, EntryText::sequence),
            backlog,
            recent,
            new Recent(REMEMBERED, REMEMBERED_BYTES),
            entry -> followers.forEach(follower -> follower.written(entry)),
            clock);
    this.reader = new EventReader(recent, writer::segments);
    this.conditions = new ConditionLog(directory);
    this.writing = new Loop("journal", onMistake);
    this.reading = new Loop("journal-reader", onMistake);
    this.recording = new Loop("condition", onMistake);
  }

  /**
   * Opens it, or begins it. Never fails for want of a disk.
   *
   * @param onMistake told of an exception that nobody expected, such as one of a follower
   */
  public static DiskJournal open(Path stateDirectory, Consumer<Throwable> onMistake) {
    DiskJournal journal =
        new DiskJournal(
            stateDirectory.resolve("journal"), WAITING, InstantSource.system(), onMistake);
    journal.begin();
    return journal;
  }

  void begin() {
    writing.execute(
        () -> {
          writer.begin();
          begun.complete(true);
        });
    writing.every(
        SECOND,
        () -> {
          writer.everySecond();
          wake();
        });
  }

  /**
   * Records the director's condition every second from now on.
   *
   * @param loopLate by how much the deciding thread came too late at worst since this was asked
   *     last
   * @param checkerLate all lateness of the checking thread since it started
   */
  public void recordConditions(Supplier<Duration> loopLate, Supplier<Duration> checkerLate) {
    ConditionRecorder recorder =
        new ConditionRecorder(Machine.ofKernel(), loopLate, checkerLate, conditions, clock);
    recorder.everySecond();
    var unused =
        recording.scheduleAtFixedRate(
            recorder::everySecond, SECOND.toNanos(), SECOND.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void tell(Event event) {
    if (closed) {
      return;
    }
    backlog.add(new Told(clock.instant(), event));
    wake();
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      writing.execute(this::write);
    }
  }

  private void write() {
    awake.set(false);
    if (writer.writeSome()) {
      wake();
    }
  }

  @Override
  public CompletionStage<List<Entry>> read(EventQuery query) {
    return onReader(() -> reader.read(query));
  }

  @Override
  public CompletionStage<List<Condition>> conditions(Instant since, Instant until) {
    return onReader(() -> conditions.read(since, until));
  }

  private <T> CompletionStage<T> onReader(Callable<T> work) {
    if (closed) {
      return CompletableFuture.failedFuture(new IOException("the journal is closed"));
    }
    return begun.thenApplyAsync(
        done -> {
          try {
            return work.call();
          } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be read", e);
          } catch (Exception e) {
            throw new IllegalStateException("the journal cannot be read", e);
          }
        },
        reading);
  }

  @Override
  public Subscription follow(Follower follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>(writer.problems());
    conditions.problem().ifPresent(problems::add);
    return problems;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    recording.execute(conditions::close);
    writing.execute(writer::close);
    for (Loop loop : List.of(recording, writing, reading)) {
      loop.shutdown();
      end(loop);
    }
  }

  private static void end(Loop loop) {
    try {
      if (!loop.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the journal does not come to its end: the disk does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
