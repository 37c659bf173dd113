// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VirtualLoopTest {
  private final VirtualLoop loop = new VirtualLoop(1000);
  private final long start = loop.nanoTime();
  private final List<String> ran = new ArrayList<>();

  private Runnable note(String name) {
    return () -> ran.add(name + " at " + (loop.nanoTime() - start) / 1_000_000);
  }

  @Test
  @DisplayName("runs tasks at their instants in the order of these, whatever the order of asking")
  void runsInOrderOfTime() {
    loop.schedule(note("late"), 30, MILLISECONDS);
    loop.schedule(note("early"), 10, MILLISECONDS);
    loop.schedule(note("never"), 41, MILLISECONDS);

    loop.advance(Duration.ofMillis(40));

    assertEquals(List.of("early at 10", "late at 30"), ran);
    assertEquals(40_000_000, loop.nanoTime() - start);
    assertEquals(1, loop.waiting());
  }

  @Test
  @DisplayName("runs what is due at the same instant in the order of asking")
  void keepsTheOrderOfAsking() {
    for (int i = 0; i < 20; i++) {
      loop.schedule(note("task " + i), 5, MILLISECONDS);
    }

    loop.advance(Duration.ofMillis(5));

    assertEquals("task 0 at 5", ran.get(0));
    assertEquals("task 7 at 5", ran.get(7));
    assertEquals("task 19 at 5", ran.get(19));
  }

  @Test
  @DisplayName("runs what a task hands over in the same advance, if it is due by then")
  void runsWhatTasksAsk() {
    loop.execute(
        () -> {
          note("first").run();
          loop.execute(note("second"));
          loop.schedule(note("third"), 3, MILLISECONDS);
          loop.schedule(note("too late"), 5, MILLISECONDS);
        });

    loop.advance(Duration.ofMillis(4));

    assertEquals(List.of("first at 0", "second at 0", "third at 3"), ran);
  }

  @Test
  @DisplayName("does nothing before it is told to advance, and with zero only what is due")
  void waitsToBeTold() {
    loop.execute(note("now"));
    loop.schedule(note("later"), 1, MILLISECONDS);
    assertEquals(List.of(), ran);

    loop.advance(Duration.ZERO);

    assertEquals(List.of("now at 0"), ran);
  }

  @Test
  @DisplayName("a delay below zero is due now, and not before what was asked earlier")
  void negativeDelay() {
    loop.advance(Duration.ofMillis(5));
    loop.execute(note("now"));
    loop.schedule(note("past"), -10, MILLISECONDS);

    loop.advance(Duration.ZERO);

    assertEquals(List.of("now at 5", "past at 5"), ran);
  }

  @Test
  @DisplayName("repeats at a fixed rate until cancelled")
  void repeats() {
    ScheduledFuture<?> repeating = loop.scheduleAtFixedRate(note("tick"), 1, 10, MILLISECONDS);

    loop.advance(Duration.ofMillis(25));
    repeating.cancel(false);
    loop.advance(Duration.ofMillis(100));

    assertEquals(List.of("tick at 1", "tick at 11", "tick at 21"), ran);
    assertEquals(0, loop.waiting());
  }

  @Test
  @DisplayName("a periodic task may cancel itself, and another that is due at the same instant")
  void cancelsWithinATask() {
    List<ScheduledFuture<?>> futures = new ArrayList<>();
    futures.add(
        loop.scheduleWithFixedDelay(
            () -> {
              note("once").run();
              futures.forEach(future -> future.cancel(false));
            },
            1,
            1,
            SECONDS));
    futures.add(loop.schedule(note("never"), 1, SECONDS));
    futures.add(loop.schedule(note("never"), 1, HOURS));

    loop.advance(Duration.ofSeconds(5));

    assertEquals(List.of("once at 1000"), ran);
    assertEquals(0, loop.waiting());
  }

  @Test
  @DisplayName("the exception of a task comes out of advance, also out of a future nobody asks")
  void surfacesExceptions() {
    var broken = new IllegalArgumentException("broken");
    Future<?> future =
        loop.submit(
            () -> {
              throw broken;
            });

    var thrown =
        assertThrows(IllegalArgumentException.class, () -> loop.advance(Duration.ofMillis(1)));

    assertSame(broken, thrown);
    assertTrue(future.isDone());
  }

  @Test
  @DisplayName("after an exception time stands at the failed task, and the rest can still run")
  void continuesAfterAnException() {
    Callable<Void> failing =
        () -> {
          throw new IOException("no such thing");
        };
    loop.schedule(failing, 2, MILLISECONDS);
    loop.schedule(note("after"), 3, MILLISECONDS);

    var thrown =
        assertThrows(IllegalStateException.class, () -> loop.advance(Duration.ofMillis(4)));
    assertEquals("no such thing", thrown.getCause().getMessage());
    assertEquals(2_000_000, loop.nanoTime() - start);
    loop.advance(Duration.ofMillis(1));

    assertEquals(List.of("after at 3"), ran);
  }

  @Test
  @DisplayName("a periodic task that failed does not come back")
  void failedPeriodicTaskEnds() {
    loop.scheduleAtFixedRate(
        () -> {
          note("tick").run();
          throw new IllegalStateException("broken");
        },
        1,
        1,
        MILLISECONDS);

    assertThrows(IllegalStateException.class, () -> loop.advance(Duration.ofMillis(5)));
    loop.advance(Duration.ofMillis(5));

    assertEquals(List.of("tick at 1"), ran);
  }

  @Test
  @DisplayName("tasks that answer each other for ever fail with a message, instead of hanging")
  void failsOnLivelock() {
    loop.execute(
        new Runnable() {
          @Override
          public void run() {
            loop.execute(this);
          }

          @Override
          public String toString() {
            return "ping-pong";
          }
        });

    var thrown = assertThrows(AssertionError.class, () -> loop.advance(Duration.ofSeconds(1)));

    assertTrue(
        thrown.getMessage().contains("1000 tasks ran and PT1S of PT1S"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("ping-pong"), thrown.getMessage());
  }

  @Test
  @DisplayName("gives the result of a task, once it ran")
  void givesResults() throws Exception {
    ScheduledFuture<String> result = loop.schedule(() -> "done", 1, SECONDS);
    assertEquals(1000, result.getDelay(MILLISECONDS));
    assertFalse(result.isDone());

    loop.advance(Duration.ofSeconds(1));

    assertEquals("done", result.get());
  }

  @Test
  @DisplayName("after shutdown it takes nothing new, drops what repeats, and runs the rest")
  void shutsDown() {
    loop.schedule(note("once"), 5, MILLISECONDS);
    loop.scheduleAtFixedRate(note("tick"), 1, 1, MILLISECONDS);

    loop.shutdown();

    assertThrows(RejectedExecutionException.class, () -> loop.execute(note("new")));
    assertFalse(loop.isTerminated());
    loop.advance(Duration.ofMillis(10));
    assertEquals(List.of("once at 5"), ran);
    assertTrue(loop.awaitTermination(1, SECONDS));
  }

  @Test
  @DisplayName("after shutdownNow nothing runs, and what waited is handed back")
  void shutsDownNow() {
    loop.schedule(note("once"), 5, MILLISECONDS);

    List<Runnable> never = loop.shutdownNow();
    loop.advance(Duration.ofMillis(10));

    assertEquals(1, never.size());
    assertEquals(List.of(), ran);
    assertTrue(loop.isTerminated());
  }

  @Test
  @DisplayName("refuses to advance from within a task, backwards, or in another thread")
  void refusesMisuse() throws Exception {
    loop.execute(() -> loop.advance(Duration.ofSeconds(1)));
    var fromOutside = new FutureTask<>(() -> loop.schedule(note("x"), 1, SECONDS));

    var inside = assertThrows(IllegalStateException.class, () -> loop.advance(Duration.ZERO));
    assertThrows(IllegalStateException.class, () -> loop.advance(Duration.ofNanos(-1)));
    Thread thread = new Thread(fromOutside);
    thread.start();
    thread.join();

    assertEquals("advance was called by a task", inside.getMessage());
    var elsewhere = assertThrows(ExecutionException.class, fromOutside::get);
    assertEquals(IllegalStateException.class, elsewhere.getCause().getClass());
  }
}
