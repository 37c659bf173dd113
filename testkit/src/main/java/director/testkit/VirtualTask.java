// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task of a {@link VirtualLoop}, which does not keep its exceptions to itself. */
final class VirtualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
  private static final Comparator<VirtualTask<?>> ORDER =
      Comparator.<VirtualTask<?>>comparingLong(VirtualTask::due)
          .thenComparingLong(task -> task.sequence);

  private final VirtualLoop loop;
  private final String description;
  private final long period;
  private long due;
  private long sequence;
  private @Nullable Throwable failure;

  VirtualTask(VirtualLoop loop, Callable<V> callable, long due, long period, long sequence) {
    super(callable);
    this.loop = loop;
    this.description = callable.toString();
    this.due = due;
    this.period = period;
    this.sequence = sequence;
  }

  long due() {
    return due;
  }

  /** Runs, comes back if it repeats, and throws what was thrown. */
  void runOnce() {
    if (!isPeriodic()) {
      run();
    } else if (runAndReset()) {
      due += period;
      sequence = loop.nextSequence();
      loop.again(this);
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new IllegalStateException("a task failed: " + description, failure);
    }
  }

  @Override
  protected void setException(Throwable thrown) {
    failure = thrown;
    super.setException(thrown);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(false);
    loop.forget(this);
    return cancelled;
  }

  @Override
  public boolean isPeriodic() {
    return period > 0;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due - loop.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return ORDER.compare(this, (VirtualTask<?>) other);
  }

  /** Two tasks are never the same, whatever their order. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return description;
  }
}
