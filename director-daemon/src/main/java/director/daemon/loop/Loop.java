// SPDX-License-Identifier: Apache-2.0
package director.daemon.loop;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread that never blocks. A mistake of ours on it is not survived: the process is told, ends,
 * and whoever watches it starts it again.
 */
public final class Loop extends ScheduledThreadPoolExecutor {
  private final Consumer<Throwable> onMistake;
  private final AtomicLong worstNanos = new AtomicLong();

  /** A daemon thread of that name. */
  public Loop(String name, Consumer<Throwable> onMistake) {
    super(
        1,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        },
        // After a shutdown nobody waits for it any more.
        new DiscardPolicy());
    this.onMistake = onMistake;
    setRemoveOnCancelPolicy(true);
  }

  /** Runs {@code task} again and again, first after one {@code pause}. */
  public void every(Duration pause, Runnable task) {
    Future<?> unused =
        scheduleWithFixedDelay(task, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs {@code then} here with what came of {@code stage}: a value or an exception. */
  public <T> void whenDone(
      CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> then) {
    var unused = stage.whenComplete((value, failed) -> execute(() -> then.accept(value, failed)));
  }

  /**
   * By how much a task began too late, at worst since this was asked last, or has to wait already.
   * Thread-safe.
   */
  public Duration worstLateness() {
    long worst = worstNanos.getAndSet(0);
    Runnable waiting = getQueue().peek();
    return Duration.ofNanos(Math.max(worst, lateNanos(waiting)));
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    super.beforeExecute(thread, task);
    worstNanos.accumulateAndGet(lateNanos(task), Math::max);
  }

  /** All tasks of such an executor are due at a time, if only at once. */
  private static long lateNanos(@Nullable Runnable task) {
    return task instanceof Delayed due ? Math.max(0, -due.getDelay(TimeUnit.NANOSECONDS)) : 0;
  }

  /** A future keeps an exception to itself; here it comes to light. */
  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    super.afterExecute(task, thrown);
    Throwable mistake = thrown;
    if (mistake == null && task instanceof Future<?> future && future.isDone()) {
      try {
        future.get();
      } catch (ExecutionException e) {
        mistake = e.getCause();
      } catch (CancellationException e) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (mistake != null) {
      onMistake.accept(mistake);
    }
  }
}
