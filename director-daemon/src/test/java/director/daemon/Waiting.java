// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what other threads do, as long as it takes: the bound is for a test that would hang,
 * and no statement about time.
 */
public final class Waiting {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int LOOK_EVERY_MILLIS = 5;

  private Waiting() {}

  public static void until(BooleanSupplier so, Supplier<Object> seen) {
    long start = System.nanoTime();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - start > BOUND.toNanos()) {
        throw new AssertionError("did not happen within " + BOUND + ": " + seen.get());
      }
      pause();
    }
  }

  /** Until {@code actual} is equal to {@code expected}. */
  public static <T> void untilEquals(T expected, Supplier<T> actual) {
    until(
        () -> expected.equals(actual.get()),
        () -> "expected " + expected + ", but it is " + actual.get());
  }

  public static void forLatch(CountDownLatch latch) {
    try {
      if (!latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("did not happen within " + BOUND);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
