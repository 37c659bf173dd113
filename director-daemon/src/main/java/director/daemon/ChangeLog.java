// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells of changes, a line each; of many within a second the first, and how many more there were. A
 * log that is flooded is one that nobody reads. Confined to the loop.
 */
final class ChangeLog {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Told one by one within a second. */
  private static final int TOLD = 50;

  private final ScheduledExecutorService loop;
  private final Consumer<String> out;
  private int changes;

  /**
   * Made once for a kind of changes.
   *
   * @param out takes the lines
   */
  ChangeLog(ScheduledExecutorService loop, Consumer<String> out) {
    this.loop = loop;
    this.out = out;
  }

  /** Tells of one change, or counts it. */
  void tell(String line) {
    if (changes == 0) {
      Future<?> unused = loop.schedule(this::sumUp, SECOND.toNanos(), TimeUnit.NANOSECONDS);
    }
    changes++;
    if (changes <= TOLD) {
      out.accept(line);
    }
  }

  private void sumUp() {
    if (changes > TOLD) {
      out.accept("and " + (changes - TOLD) + " more within a second: directorctl status");
    }
    changes = 0;
  }
}
