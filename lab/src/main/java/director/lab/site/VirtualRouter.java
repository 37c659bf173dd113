// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.time.Duration;

/**
 * One director's part in the election of a virtual router, for whichever daemon.
 *
 * @param version 2 or 3
 * @param priority 1..254
 * @param interval between advertisements; version 2 knows whole seconds only
 */
public record VirtualRouter(int version, int priority, Duration interval) {
  public static final int ID = 51;
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  /** The preferred director of a pair. */
  public static final VirtualRouter FIRST = new VirtualRouter(3, 150);

  /** Its backup. */
  public static final VirtualRouter SECOND = new VirtualRouter(3, 100);

  /** What measuring and the kernel's work may add to what the protocol says. */
  private static final Duration GRACE = Duration.ofMillis(100);

  /** One that speaks every second. */
  public VirtualRouter(int version, int priority) {
    this(version, priority, INTERVAL);
  }

  /**
   * (256 - priority) / 256 of the interval: the less the priority, the longer the patience. In
   * version 2, of a second.
   */
  public Duration skew() {
    return interval.multipliedBy(256 - priority).dividedBy(256);
  }

  /** Within this time a Backup like this replaces a Master that has said goodbye (priority 0). */
  public Duration takesOverAfterGoodbye() {
    return skew().plus(GRACE);
  }

  /** Within this time a Backup like this replaces a Master that has fallen silent. */
  public Duration takesOverAfterSilence() {
    return interval.multipliedBy(3).plus(skew()).plus(GRACE);
  }
}
