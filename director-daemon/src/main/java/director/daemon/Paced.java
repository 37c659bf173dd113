// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Does something as often as it is asked for, but not more often than once in a period: at once
 * after a rest, and else once for all who ask meanwhile. Confined to the loop.
 */
final class Paced {
  private final ScheduledExecutorService loop;
  private final Duration period;
  private final Runnable task;
  private boolean resting;
  private boolean asked;

  Paced(ScheduledExecutorService loop, Duration period, Runnable task) {
    this.loop = loop;
    this.period = period;
    this.task = task;
  }

  /** Does it now, or when the period is over. */
  void ask() {
    if (resting) {
      asked = true;
      return;
    }
    resting = true;
    Future<?> unused = loop.schedule(this::rested, period.toNanos(), TimeUnit.NANOSECONDS);
    task.run();
  }

  private void rested() {
    resting = false;
    if (asked) {
      asked = false;
      ask();
    }
  }
}
