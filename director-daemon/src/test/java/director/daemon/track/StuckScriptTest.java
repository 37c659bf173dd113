// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Waiting;
import director.daemon.local.state.NumberReading;
import director.daemon.loop.Loop;
import director.daemon.track.state.Adjustment;
import director.daemon.track.state.Finding;
import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Scripts that hang in the kernel, as on a disk that has gone. */
class StuckScriptTest {

  /** Runs come to no end before the test lets them. */
  private static final class Hanging implements Surroundings {
    final CountDownLatch released = new CountDownLatch(1);
    final AtomicInteger runs = new AtomicInteger();
    private final boolean judged;

    /**
     * @param judged whether a run times out first, and then hangs
     */
    Hanging(boolean judged) {
      this.judged = judged;
    }

    @Override
    public void run(TrackScript script, Consumer<Finding> verdict) throws InterruptedException {
      runs.incrementAndGet();
      if (judged) {
        verdict.accept(Finding.failed("did not end within 1 ms"));
      }
      released.await();
      if (!judged) {
        verdict.accept(Finding.passed("exits 0"));
      }
    }

    @Override
    public NumberReading read(Path file) {
      return new NumberReading.Missing();
    }

    @Override
    public void watch(String name, Path file, Runnable changed) {}

    @Override
    public void forget(String name) {}

    @Override
    public SortedMap<String, Integer> count(SortedMap<String, ProcessPattern> patterns) {
      return new TreeMap<>();
    }

    @Override
    public void close() {}
  }

  private final Queue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final Loop loop = new Loop("test-loop", mistakes::add);
  private final ExecutorService blocking = Executors.newCachedThreadPool();
  private final Map<String, Adjustment> adjustments = new ConcurrentHashMap<>();

  @AfterEach
  void end() {
    blocking.shutdownNow();
    loop.shutdownNow();
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  private void track(Hanging world) {
    TrackScript script =
        new TrackScript(
            "check",
            List.of("/check"),
            Duration.ofMillis(5),
            Duration.ofMillis(1),
            new RiseFall(1, 3),
            Optional.empty(),
            TrackedState.OK);
    Tracking tracking =
        new Tracking(
            new Rounds.Threads(loop, blocking, System::nanoTime),
            world,
            InstantSource.system(),
            adjustments::put);
    TrackPlan plan =
        TrackPlan.of(
            List.of(script),
            List.of(new TrackedBy("photos", List.of(new Weighted("check", 0, false)))));
    CompletableFuture.runAsync(() -> tracking.follow(plan), loop).join();
  }

  private String fault() {
    Adjustment adjustment = adjustments.get("photos");
    return adjustment == null ? "not told" : adjustment.fault().orElse("none");
  }

  @Test
  @DisplayName(
      "one that cannot be ended fails at every turn until it is enough, and is not doubled")
  void cannotBeEnded() {
    Hanging world = new Hanging(true);

    track(world);

    Waiting.untilEquals(
        "script check still runs, though it was told to end for the 3rd time", this::fault);
    assertEquals(1, world.runs.get());
  }

  @Test
  @DisplayName("one that cannot be started fails at every turn, and is well again when it can be")
  void cannotBeStarted() {
    Hanging world = new Hanging(false);

    track(world);

    Waiting.untilEquals(
        "script check cannot be started, its file system does not answer for the 3rd time",
        this::fault);
    assertEquals(1, world.runs.get());
    world.released.countDown();
    Waiting.untilEquals("none", this::fault);
  }
}
