// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status, made once for all who ask at about the same time: of a big site it takes the deciding
 * thread some tenths of a second, which it has better use for.
 *
 * <p>It is no older than 250 ms, or than four times what it took to be made, so that no more than a
 * fifth of the time goes into it; and never older than the last order that was answered: whoever
 * ordered something sees what came of it.
 */
final class StatusSnapshots {
  private static final Duration FRESH = Duration.ofMillis(250);

  /** However long it took: in an incident a status of half a minute ago is a wrong one. */
  private static final Duration STALE = Duration.ofSeconds(5);

  private static final int TIMES = 4;

  /** How much of it. */
  enum View {
    FULL,
    SUMMARY;

    static Optional<View> of(String word) {
      return Stream.of(values())
          .filter(view -> view.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst();
    }
  }

  private final Supplier<CompletionStage<StatusReport>> source;
  private final Executor writer;
  private final LongSupplier clock;
  private @Nullable Snapshot last;

  /**
   * @param source makes a new one
   * @param writer writes it out, which takes as long again
   * @param clock of nanoseconds
   */
  StatusSnapshots(
      Supplier<CompletionStage<StatusReport>> source, Executor writer, LongSupplier clock) {
    this.source = source;
    this.writer = writer;
    this.clock = clock;
  }

  static StatusSnapshots of(Supplier<CompletionStage<StatusReport>> source) {
    return new StatusSnapshots(source, Workers.thread("control-status"), System::nanoTime);
  }

  CompletionStage<StatusReport> report() {
    return current().report;
  }

  /** As JSON. */
  CompletionStage<Blocks> bytes(View view) {
    return current().bytes(view);
  }

  /** An order is about to be answered: what was made before does not show it. */
  synchronized void ordered() {
    last = null;
  }

  private synchronized Snapshot current() {
    Snapshot snapshot = last;
    if (snapshot == null || !snapshot.isFresh()) {
      snapshot = new Snapshot();
      last = snapshot;
      snapshot.begin();
    }
    return snapshot;
  }

  /** An outdated one is not kept for nobody. */
  private synchronized void forget(Snapshot outdated) {
    if (last == outdated) {
      last = null;
    }
  }

  private final class Snapshot {
    private final CompletableFuture<StatusReport> report = new CompletableFuture<>();
    private final Map<View, CompletableFuture<Blocks>> bytes = new EnumMap<>(View.class);
    private final long begun = clock.getAsLong();

    private final AtomicLong took = new AtomicLong();

    void begin() {
      try {
        var unused = source.get().whenComplete(this::made);
      } catch (RuntimeException mistake) {
        report.completeExceptionally(mistake); // which those who asked will tell of
      }
    }

    private void made(@Nullable StatusReport made, @Nullable Throwable failed) {
      took.set(clock.getAsLong() - begun);
      if (made == null) {
        report.completeExceptionally(
            failed == null ? new IllegalStateException("no report, and no failure") : failed);
        return;
      }
      report.complete(made);
      Executor later = CompletableFuture.delayedExecutor(goodFor(), TimeUnit.NANOSECONDS, writer);
      later.execute(() -> forget(this));
    }

    /** What is still being made is as fresh as can be. */
    boolean isFresh() {
      return !report.isCompletedExceptionally()
          && (!report.isDone() || clock.getAsLong() - begun <= goodFor());
    }

    private long goodFor() {
      return Math.min(STALE.toNanos(), Math.max(FRESH.toNanos(), TIMES * took.get()));
    }

    synchronized CompletableFuture<Blocks> bytes(View view) {
      return bytes.computeIfAbsent(view, this::write);
    }

    private CompletableFuture<Blocks> write(View view) {
      return report.thenApplyAsync(
          made -> {
            long from = clock.getAsLong();
            Blocks written = Json.blocks(view == View.FULL ? made : made.summary());
            took.addAndGet(clock.getAsLong() - from);
            return written;
          },
          writer);
    }
  }
}
