// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has one thing looked at again and again: at a fixed rate, on a thread that may block, and one
 * look at a time. What was missed is skipped, never caught up with. Confined to the loop.
 */
final class Rounds {

  /** A look that may block. What it finds it takes to the loop itself. */
  interface Look {
    void look() throws InterruptedException;
  }

  /** The deciding thread, the threads that may block, and the monotonic time. */
  record Threads(ScheduledExecutorService loop, ExecutorService blocking, LongSupplier nanoTime) {}

  private final Threads threads;
  private final Look look;
  private final Runnable busy;
  private Duration interval;
  private long planned;
  private @Nullable Future<?> nextTick;
  private @Nullable Future<?> underWay;
  private boolean again;
  private boolean closed;

  /**
   * Begins.
   *
   * @param first how long until the first look
   * @param interval from one look to the next
   * @param busy told when a look is due, but the one before is still under way
   */
  Rounds(Threads threads, Duration first, Duration interval, Look look, Runnable busy) {
    this.threads = threads;
    this.look = look;
    this.busy = busy;
    this.interval = interval;
    this.planned = threads.nanoTime().getAsLong() + first.toNanos();
    schedule();
  }

  /** From now on at that interval, first after one; a look under way goes on. */
  void change(Duration next) {
    if (!next.equals(interval)) {
      interval = next;
      planned = threads.nanoTime().getAsLong() + next.toNanos();
      schedule();
    }
  }

  /** Looks now; if a look is under way, which may have come too early, once more after it. */
  void soon() {
    if (underWay == null) {
      begin();
    } else {
      again = true;
    }
  }

  /** Ends, and interrupts a look under way. */
  void close() {
    closed = true;
    if (nextTick != null) {
      nextTick.cancel(false);
    }
    if (underWay != null) {
      underWay.cancel(true);
    }
  }

  private void schedule() {
    if (nextTick != null) {
      nextTick.cancel(false);
    }
    long delay = Math.max(0, planned - threads.nanoTime().getAsLong());
    nextTick = threads.loop().schedule(this::tick, delay, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    long late = Math.max(0, threads.nanoTime().getAsLong() - planned);
    planned += (late / interval.toNanos() + 1) * interval.toNanos();
    schedule();
    if (underWay == null) {
      begin();
    } else {
      busy.run();
    }
  }

  private void begin() {
    if (!closed) {
      underWay = threads.blocking().submit(this::lookOnce);
    }
  }

  private void lookOnce() {
    try {
      look.look();
      threads.loop().execute(this::ended);
    } catch (InterruptedException e) {
      // Only close interrupts, and then nobody waits for the end.
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // A mistake of ours, to be told where mistakes are told.
      threads.loop().execute(() -> rethrow(e));
    }
  }

  private static void rethrow(Throwable mistake) {
    if (mistake instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException("a look at a tracked thing failed", mistake);
  }

  private void ended() {
    underWay = null;
    if (again) {
      again = false;
      begin();
    }
  }
}
