// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import java.time.Duration;

/**
 * What the election must know of the configuration.
 *
 * @param version 2 or 3
 * @param priority 1..254, or 255 for the owner of the addresses
 * @param interval between two advertisements of ours
 * @param preempt whether to take over from a running master of lower priority
 * @param preemptDelay how long to watch such a master first
 */
public record VirtualRouter(
    int version, int priority, Duration interval, boolean preempt, Duration preemptDelay) {
  public static final int OWNER = 255;

  private static final int MISSED_ADVERTISEMENTS = 3;
  private static final int PRIORITIES = 256;

  /** A restart takes no longer, or hardly ever; see docs/adr/0026. */
  private static final Duration RESTART_BUDGET = Duration.ofMillis(2500);

  /** RFC 9568, section 5.2.7: 12 bits of centiseconds. */
  private static final Duration LONGEST_INTERVAL = Duration.ofMillis(40_950);

  private static final long CENTISECOND = 10_000_000L;

  /** In nanoseconds. */
  private static final long SECOND = 1_000_000_000L;

  public boolean isOwner() {
    return priority == OWNER;
  }

  /** RFC 9568, section 6.1: the owner of the addresses preempts independent of the flag. */
  boolean preempts() {
    return preempt || isOwner();
  }

  /**
   * Skew_Time: the higher the priority, the sooner. RFC 3768, section 6.1: a part of a second. RFC
   * 9568, section 6.1: a part of the master's interval, multiplied before it is divided so that
   * neighbouring priorities never tie.
   */
  Duration skewTime(Duration masterInterval) {
    long whole = version == 2 ? SECOND : masterInterval.toNanos();
    return Duration.ofNanos(whole * (PRIORITIES - priority) / PRIORITIES);
  }

  /** Active_Down_Interval of RFC 9568, section 6.1. */
  public Duration masterDownInterval(Duration masterInterval) {
    // Asked for by each advertisement: a Duration multiplies by BigDecimal, at a kilobyte a time.
    return Duration.ofNanos(MISSED_ADVERTISEMENTS * masterInterval.toNanos())
        .plus(skewTime(masterInterval));
  }

  /** Long enough to hear any master that speaks every {@code masterInterval}. */
  Duration listenInterval(Duration masterInterval) {
    return masterInterval.plus(skewTime(masterInterval));
  }

  /** The longest time that a successor may wait after priority 0, and a little for the way. */
  Duration releaseBound() {
    return (version == 2 ? Duration.ofSeconds(1) : interval).plus(Duration.ofMillis(50));
  }

  /**
   * What to advertise before a restart. A backup waits for three intervals and a skew of less than
   * one more, so that the lowest of them waits for {@code promise} at most, and the highest for
   * three quarters of it.
   */
  Duration farewellInterval(Duration promise) {
    long quarter = promise.toNanos() / (MISSED_ADVERTISEMENTS + 1);
    Duration asked = Duration.ofNanos(quarter - quarter % CENTISECOND);
    if (version == 2 || asked.compareTo(interval) <= 0) {
      return interval;
    }
    return asked.compareTo(LONGEST_INTERVAL) < 0 ? asked : LONGEST_INTERVAL;
  }

  /** How long no backup takes over after an advertisement of that interval, whatever its rank. */
  public Duration coveredBy(Duration advertised) {
    return advertised.multipliedBy(MISSED_ADVERTISEMENTS);
  }

  /** Whether a restart fits into what {@code promise} can cover; none is asked for with zero. */
  public boolean outlastsRestart(Duration promise) {
    return !promise.isZero() && coveredBy(farewellInterval(promise)).compareTo(RESTART_BUDGET) >= 0;
  }

  /**
   * What a successor gets, once it has spoken, to add the addresses and to announce them: it speaks
   * first (RFC 9568, section 6.4.2). An interval, but 20 to 100 ms.
   */
  Duration settleTime() {
    Duration shortest = Duration.ofMillis(20);
    Duration longest = Duration.ofMillis(100);
    if (version == 2 || interval.compareTo(longest) > 0) {
      return longest;
    }
    return interval.compareTo(shortest) < 0 ? shortest : interval;
  }

  /** In a burst of silence shorter than this no peer has taken over. */
  Duration harmlessStall() {
    return interval.multipliedBy(MISSED_ADVERTISEMENTS - 1);
  }
}
