// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import java.time.Duration;

/**
 * The monotonic clock of one host: it runs a little faster or slower than the time of its {@link
 * VirtualLoop}, and from another origin, so that instants of two hosts cannot be compared.
 */
public final class DriftingClock {
  private static final long MILLION = 1_000_000;

  private final VirtualLoop loop;
  private final int partsPerMillion;
  private final long began;
  private final long origin;

  /**
   * Begins now.
   *
   * @param partsPerMillion how much faster than the loop, negative for slower
   * @param origin what it shows now, in nanoseconds; may be negative, as System.nanoTime is
   */
  public DriftingClock(VirtualLoop loop, int partsPerMillion, long origin) {
    this.loop = loop;
    this.partsPerMillion = partsPerMillion;
    this.began = loop.nanoTime();
    this.origin = origin;
  }

  /** What the host takes for the time. */
  public long nanoTime() {
    long passed = loop.nanoTime() - began;
    return origin + passed + Math.floorDiv(passed * partsPerMillion, MILLION);
  }

  /**
   * How long the loop has to run until this clock shows {@code instant}, or a little more.
   *
   * @param instant less than two hours ahead
   */
  public Duration until(long instant) {
    long ours = Math.max(0, instant - nanoTime());
    return Duration.ofNanos(Math.floorDiv(ours * MILLION, MILLION + partsPerMillion) + 2);
  }
}
