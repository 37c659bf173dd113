// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** Says of what it is given that it is true, or throws. */
public final class Claim {
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Something that may come true. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private Claim() {}

  public static void that(boolean holds, String failure) {
    if (!holds) {
      throw new AssertionError(failure);
    }
  }

  public static void equal(Object expected, Object actual, String what) {
    that(
        Objects.equals(expected, actual),
        what + ":\n  expected " + expected + "\n  but was  " + actual);
  }

  public static void atMost(Duration limit, Duration actual, String what) {
    that(
        actual.compareTo(limit) <= 0,
        what
            + " took "
            + actual.toMillis()
            + " ms, at most "
            + limit.toMillis()
            + " ms are allowed");
  }

  /**
   * Waits until it holds.
   *
   * @return how long that took
   */
  public static Duration within(Duration limit, String what, Condition condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!condition.holds()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      that(waited.compareTo(limit) < 0, "not within " + limit.toMillis() + " ms: " + what);
      Thread.sleep(PAUSE.toMillis());
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Lets time pass in which it must hold whenever it is asked. */
  public static void during(Duration time, String what, Condition condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      that(condition.holds(), "no longer true: " + what);
      Thread.sleep(PAUSE.toMillis());
    }
  }
}
