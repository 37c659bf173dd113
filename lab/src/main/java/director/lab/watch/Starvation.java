// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long this lab itself was kept from running: a thread that sleeps a moment again and again,
 * and notes how late it woke at the worst. A time that was taken meanwhile says more about the
 * machine than about what was measured.
 */
public final class Starvation {
  private static final long NAP_MILLIS = 5;

  private final AtomicLong worstNanos = new AtomicLong();

  private Starvation() {}

  /** Watches from now on, until this process ends. */
  public static Starvation watch() {
    Starvation starvation = new Starvation();
    Thread thread = new Thread(starvation::nap, "starvation");
    thread.setDaemon(true);
    thread.start();
    return starvation;
  }

  private void nap() {
    try {
      while (true) {
        long start = System.nanoTime();
        Thread.sleep(NAP_MILLIS);
        long late = System.nanoTime() - start - Duration.ofMillis(NAP_MILLIS).toNanos();
        worstNanos.accumulateAndGet(late, Math::max);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The worst since the last call. */
  public Duration worst() {
    return Duration.ofNanos(worstNanos.getAndSet(0));
  }
}
