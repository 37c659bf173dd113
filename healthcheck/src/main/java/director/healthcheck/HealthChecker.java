// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.probe.ProbeLoop;
import director.healthcheck.probe.Prober;
import director.healthcheck.probe.ProberSource;
import director.healthcheck.probe.Probers;
import director.healthcheck.request.Question;
import director.healthcheck.state.ProbeResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Checks targets at their intervals and tells a listener what it found. One thread, a netty event
 * loop, owns the state of all of them.
 *
 * <p>A target is checked first within a second, or within its interval if that is shorter, and from
 * then on at a fixed rate, at a place in its interval that follows from its id; while its state is
 * in question, faster. Many new ones at once are spread over longer, as fast as one processor can.
 * What could not be done in time is skipped. At most so many probes are under way at once; the
 * others wait in line, so under overload intervals grow and {@link #load} says so, but nobody
 * fails.
 *
 * <p>Nothing is taken down while directord does not get the processor to judge by, and what many
 * fail at one moment is asked once more before it counts.
 */
public final class HealthChecker implements AutoCloseable {

  private static final int MOST_ASKED = 8;

  private final ProbeLoop loop;
  private final Doubts.Cpu cpu;
  private final Asked asked;
  private final Targets targets;
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable Future<?> nextTurn;
  private volatile CheckerLoad load;

  /**
   * Starts the thread.
   *
   * @param elsewhere asks what is not asked over sockets of ours: pings, files and scripts
   * @throws IllegalStateException if a native library cannot be loaded; the message says which
   */
  public HealthChecker(HealthListener listener, CheckerSettings settings, ProberSource elsewhere) {
    this(listener, settings, elsewhere, new OwnCpu(Path.of("/")));
  }

  HealthChecker(
      HealthListener listener, CheckerSettings settings, ProberSource elsewhere, Doubts.Cpu cpu) {
    this.cpu = cpu;
    long origin = System.nanoTime();
    loop = ProbeLoop.start("probe");
    Prober prober = Probers.on(loop, elsewhere);
    asked = new Asked(prober, loop::schedule, MOST_ASKED);
    targets =
        new Targets(
            prober,
            listener,
            InstantSource.system(),
            () -> Duration.ofNanos(System.nanoTime() - origin),
            cpu,
            settings);
    load = targets.load();
  }

  /**
   * Makes {@code orders}, by id, what is checked. An unchanged order keeps its phase, state and
   * streak, and its probe under way. A changed one keeps its state and goes on with the new request
   * and timing; if it asks another question or server, failures so far do not count on, and a probe
   * under way is dropped and repeated. An absent one is forgotten, its probe under way dropped
   * without a verdict. Thread-safe; returns at once.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
   */
  public void check(SortedMap<String, CheckOrder> orders) {
    SortedMap<String, CheckOrder> copy = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    loop.execute(
        () -> {
          targets.follow(copy);
          turn();
        });
  }

  /** From now on these hold for all of them. Thread-safe; returns at once. */
  public void follow(CheckerSettings settings) {
    loop.execute(() -> targets.follow(settings));
  }

  /**
   * Asks once, beside the plan: nothing follows from the result but what the caller makes of it. At
   * most eight are asked at a time, the others wait in line. Thread-safe.
   *
   * @return the result, which also says so when the timeout is over, counted from when it was asked
   *     indeed; a RejectedExecutionException if hundreds wait already; cancelled by {@link #close}.
   *     Whoever cancels it in line is not asked for
   * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
   */
  public CompletableFuture<ProbeResult> ask(Question question) {
    CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
    loop.execute(() -> asked.ask(question, answer));
    return answer;
  }

  /**
   * Done by the thread itself when it comes round to it: who waits for that sees whether it still
   * turns. Thread-safe.
   *
   * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
   */
  public CompletableFuture<Void> turned() {
    CompletableFuture<Void> turned = new CompletableFuture<>();
    loop.execute(() -> turned.complete(null));
    return turned;
  }

  /** How the checker kept up lately. Thread-safe. */
  public CheckerLoad load() {
    return load;
  }

  /**
   * Drops all probes and ends the thread; the listener hears nothing more once this has returned.
   * Not to be called by the listener.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loop.execute(
          () -> {
            targets.follow(Collections.emptySortedMap());
            asked.close();
          });
      loop.close();
      cpu.close();
    }
  }

  private void turn() {
    if (nextTurn != null) {
      nextTurn.cancel(false);
    }
    nextTurn = loop.schedule(targets.turn(), this::turn);
    load = targets.load();
  }
}
