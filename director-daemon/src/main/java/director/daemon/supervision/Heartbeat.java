// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import director.daemon.loop.Loop;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Beats as long as two threads turn: one asks the other to come round to a task, and that comes
 * back to the first. Where either is stuck, it does not beat.
 */
public final class Heartbeat {
  private final Loop loop;
  private final Supplier<? extends CompletionStage<?>> other;
  private final Runnable beat;

  /**
   * Does not beat before {@link #every}.
   *
   * @param loop the first
   * @param other asks the second; done by it
   * @param beat run on the first
   */
  public Heartbeat(Loop loop, Supplier<? extends CompletionStage<?>> other, Runnable beat) {
    this.loop = loop;
    this.other = other;
    this.beat = beat;
  }

  /** Beats at once, and once in each {@code period}. */
  public void every(Duration period) {
    loop.execute(this::ask);
    loop.every(period, this::ask);
  }

  private void ask() {
    loop.whenDone(
        other.get(),
        (turned, failed) -> {
          if (failed == null) {
            beat.run();
          }
        });
  }
}
