// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An event loop in virtual time: nothing runs and no time passes until the test says {@link
 * #advance}. Tasks run one after the other, in the order of their due times, and those due at the
 * same instant in the order in which they were handed over.
 *
 * <p>What a task throws comes out of {@link #advance}, at the virtual time of the task: nothing is
 * hidden in a future. For the thread that made it only.
 */
public final class VirtualLoop extends AbstractExecutorService implements ScheduledExecutorService {
  private static final int DEFAULT_MAX_TASKS = 1_000_000;

  private final Thread owner = Thread.currentThread();
  private final PriorityQueue<VirtualTask<?>> queue = new PriorityQueue<>();
  private final int maxTasks;

  /** Not 0, so that an instant and a time span cannot be confused unnoticed. */
  private long now = Duration.ofDays(1).toNanos();

  private long sequence;
  private boolean advancing;
  private boolean shutdown;

  public VirtualLoop() {
    this(DEFAULT_MAX_TASKS);
  }

  /**
   * Made with a bound on the work of one {@link #advance}.
   *
   * @param maxTasks more than these are taken for a livelock
   */
  public VirtualLoop(int maxTasks) {
    this.maxTasks = maxTasks;
  }

  /** The virtual time, to stand in for System.nanoTime. */
  public long nanoTime() {
    return now;
  }

  /** How many tasks wait for their time. */
  public int waiting() {
    return queue.size();
  }

  /**
   * Lets time pass and runs what becomes due, at the instant at which it is due. Zero runs what is
   * due now.
   *
   * @throws AssertionError when more tasks ran than the bound allows
   * @throws RuntimeException whatever a task threw; a checked exception comes as the cause of an
   *     IllegalStateException
   */
  public void advance(Duration by) {
    checkThread();
    if (by.isNegative() || advancing) {
      throw new IllegalStateException(
          advancing ? "advance was called by a task" : "time does not go back by " + by);
    }
    advancing = true;
    try {
      runUntil(now + by.toNanos(), by);
    } finally {
      advancing = false;
    }
  }

  private void runUntil(long end, Duration by) {
    int ran = 0;
    while (!queue.isEmpty() && queue.peek().due() <= end) {
      VirtualTask<?> task = queue.remove();
      if (ran++ == maxTasks) {
        throw new AssertionError(
            "livelock? "
                + maxTasks
                + " tasks ran and "
                + Duration.ofNanos(end - now)
                + " of "
                + by
                + " are still to come; next: "
                + task);
      }
      now = Math.max(now, task.due());
      task.runOnce();
    }
    now = end;
  }

  /** As {@link #schedule}, for who needs no future: exceptions come out of advance anyway. */
  public void after(Duration delay, Runnable command) {
    enqueue(task(Executors.callable(command), delay.toNanos(), 0));
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return accepted(task(Executors.callable(command), unit.toNanos(delay), 0));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return accepted(task(callable, unit.toNanos(delay), 0));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return periodic(command, unit.toNanos(initialDelay), unit.toNanos(period));
  }

  /** As no task takes time here, this is the same as a fixed rate. */
  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return periodic(command, unit.toNanos(initialDelay), unit.toNanos(delay));
  }

  @Override
  public void execute(Runnable command) {
    if (command instanceof VirtualTask<?> submitted) {
      enqueue(submitted);
    } else {
      enqueue(task(Executors.callable(command), 0, 0));
    }
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
    return task(Executors.callable(runnable, value), 0, 0);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return task(callable, 0, 0);
  }

  private ScheduledFuture<?> periodic(Runnable command, long delay, long period) {
    if (period <= 0) {
      throw new IllegalArgumentException("a period of " + period + " ns");
    }
    return accepted(task(Executors.callable(command), delay, period));
  }

  private <V> VirtualTask<V> task(Callable<V> callable, long delay, long period) {
    return new VirtualTask<>(this, callable, now + Math.max(0, delay), period, sequence++);
  }

  private void enqueue(VirtualTask<?> task) {
    checkThread();
    if (shutdown) {
      throw new RejectedExecutionException("the loop is shut down");
    }
    queue.add(task);
  }

  private <V> VirtualTask<V> accepted(VirtualTask<V> task) {
    enqueue(task);
    return task;
  }

  /** A periodic task again, after it ran. */
  void again(VirtualTask<?> task) {
    if (!shutdown) {
      queue.add(task);
    }
  }

  void forget(VirtualTask<?> task) {
    checkThread();
    queue.remove(task);
  }

  long nextSequence() {
    return sequence++;
  }

  /** Keeps what is due once, and drops what repeats, as the JDK's executor does by default. */
  @Override
  public void shutdown() {
    shutdown = true;
    List.copyOf(queue).stream().filter(VirtualTask::isPeriodic).forEach(task -> task.cancel(false));
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> never = new ArrayList<>();
    while (!queue.isEmpty()) {
      never.add(queue.remove());
    }
    return never;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && queue.isEmpty() && !advancing;
  }

  /** Does not wait: only {@link #advance} lets time pass. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }

  private void checkThread() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "this loop belongs to " + owner + ", not to " + Thread.currentThread());
    }
  }
}
