// SPDX-License-Identifier: Apache-2.0
package director.daemon.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final Queue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final Loop loop = new Loop("test-loop", mistakes::add);

  @AfterEach
  void end() {
    loop.shutdownNow();
  }

  @Test
  @DisplayName("is one daemon thread of its name")
  void thread() {
    Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, loop).join();

    assertEquals("test-loop", thread.getName());
    assertTrue(thread.isDaemon());
  }

  @Test
  @DisplayName("an exception of a task comes to light, as it was thrown")
  void taskFails() {
    IllegalStateException mistake = new IllegalStateException("our mistake");

    loop.execute(
        () -> {
          throw mistake;
        });

    Waiting.untilEquals(List.of(mistake), () -> List.copyOf(mistakes));
  }

  @Test
  @DisplayName(
      "an exception of a submitted or scheduled task comes to light, though its future has it")
  void futureFails() {
    IllegalStateException submitted = new IllegalStateException("submitted");
    IllegalStateException scheduled = new IllegalStateException("scheduled");

    var unused =
        loop.submit(
            () -> {
              throw submitted;
            });
    var unusedToo =
        loop.schedule(
            (Runnable)
                () -> {
                  throw scheduled;
                },
            1,
            TimeUnit.MILLISECONDS);

    Waiting.untilEquals(List.of(submitted, scheduled), () -> List.copyOf(mistakes));
  }

  @Test
  @DisplayName("an exception of a repeated task comes to light")
  void repeatedFails() {
    IllegalStateException mistake = new IllegalStateException("our mistake");

    loop.every(
        Duration.ofMillis(1),
        () -> {
          throw mistake;
        });

    Waiting.untilEquals(List.of(mistake), () -> List.copyOf(mistakes));
  }

  @Test
  @DisplayName("an error, such as want of memory, comes to light as well")
  void errorFails() {
    OutOfMemoryError error = new OutOfMemoryError("as if");

    loop.execute(
        () -> {
          throw error;
        });

    Waiting.untilEquals(List.of(error), () -> List.copyOf(mistakes));
  }

  @Test
  @DisplayName("goes on after a mistake: whoever is told decides about the end")
  void goesOn() {
    loop.execute(
        () -> {
          throw new IllegalStateException("our mistake");
        });

    assertEquals("still here", CompletableFuture.supplyAsync(() -> "still here", loop).join());
  }

  @Test
  @DisplayName("repeats a task again and again")
  void repeats() {
    CountDownLatch thrice = new CountDownLatch(3);

    loop.every(Duration.ofMillis(1), thrice::countDown);

    Waiting.forLatch(thrice);
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  @Test
  @DisplayName("a cancelled task is no mistake, and leaves the queue at once")
  void cancelled() {
    var task = loop.schedule(() -> {}, 1, TimeUnit.HOURS);

    task.cancel(false);

    assertTrue(loop.getQueue().isEmpty());
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  @Test
  @DisplayName("what came of a stage is told on the loop: its value")
  void whenDoneValue() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    AtomicReference<List<Object>> seen = new AtomicReference<>();

    loop.whenDone(
        stage,
        (value, failed) -> {
          assertNull(failed);
          seen.set(List.of(value, Thread.currentThread().getName()));
        });
    stage.complete("value");

    Waiting.untilEquals(List.of("value", "test-loop"), seen::get);
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  @Test
  @DisplayName("what came of a stage is told on the loop: its failure")
  void whenDoneFailure() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    IOException failure = new IOException("no table");
    AtomicReference<List<Object>> seen = new AtomicReference<>();

    loop.whenDone(
        stage,
        (value, failed) -> {
          assertNull(value);
          seen.set(List.of(failed, Thread.currentThread().getName()));
        });
    stage.completeExceptionally(failure);

    Waiting.untilEquals(List.of(failure, "test-loop"), seen::get);
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  @Test
  @DisplayName("a mistake in what follows a stage comes to light")
  void whenDoneFails() {
    IllegalStateException mistake = new IllegalStateException("our mistake");

    loop.whenDone(
        CompletableFuture.completedFuture("value"),
        (value, failed) -> {
          throw mistake;
        });

    Waiting.untilEquals(List.of(mistake), () -> List.copyOf(mistakes));
  }

  @Test
  @DisplayName("tells by how much a task came too late behind another, and forgets it then")
  void lateness() {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    loop.execute(
        () -> {
          began.countDown();
          Waiting.forLatch(go);
        });
    Waiting.forLatch(began);
    loop.worstLateness();
    loop.execute(() -> {});

    Waiting.until(() -> loop.worstLateness().toMillis() >= 20, loop::worstLateness);
    go.countDown();
    CompletableFuture.runAsync(() -> {}, loop).join();

    assertTrue(loop.worstLateness().toMillis() >= 20, "it was as late when it began");
    assertEquals(Duration.ZERO, loop.worstLateness());
  }

  @Test
  @DisplayName("after a shutdown nothing runs, and nobody who hands something over is bothered")
  void shutDown() throws InterruptedException {
    AtomicBoolean ran = new AtomicBoolean();
    CompletableFuture<String> stage = new CompletableFuture<>();
    loop.whenDone(stage, (value, failed) -> ran.set(true));
    loop.shutdownNow();

    loop.execute(() -> ran.set(true));
    loop.every(Duration.ofMillis(1), () -> ran.set(true));
    stage.complete("value");

    assertTrue(loop.awaitTermination(60, TimeUnit.SECONDS));
    assertEquals(false, ran.get());
    assertEquals(List.of(), List.copyOf(mistakes));
  }
}
