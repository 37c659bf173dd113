// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.healthcheck.HealthListener;
import director.healthcheck.TargetHealth;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way of results from the checker's thread to the loop, in order. One that changes a state goes
 * at once; the others wait a moment for company, as waking a thread for each of a thousand a second
 * costs more than all that is done with them.
 */
final class IncomingResults implements HealthListener {
  private static final Duration MOMENT = Duration.ofMillis(100);

  private record Result(String id, TargetHealth health) {}

  private final ScheduledExecutorService loop;
  private final HealthListener listener;
  private final Queue<Result> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean dueNow = new AtomicBoolean();
  private final AtomicBoolean dueSoon = new AtomicBoolean();

  /**
   * Made once for a checker.
   *
   * @param listener called on {@code loop}
   */
  IncomingResults(ScheduledExecutorService loop, HealthListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /** Called by the checker's thread. */
  @Override
  public void checked(String id, TargetHealth health) {
    waiting.add(new Result(id, health));
    if (health.changed()) {
      if (dueNow.compareAndSet(false, true)) {
        loop.execute(() -> deliver(dueNow));
      }
    } else if (dueSoon.compareAndSet(false, true)) {
      Future<?> unused =
          loop.schedule(() -> deliver(dueSoon), MOMENT.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** What comes in after {@code due} is taken back asks for its own delivery. */
  private void deliver(AtomicBoolean due) {
    due.set(false);
    for (Result next = waiting.poll(); next != null; next = waiting.poll()) {
      listener.checked(next.id(), next.health());
    }
  }
}
