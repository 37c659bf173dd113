// SPDX-License-Identifier: Apache-2.0
package director.vrrp.authentication;

import java.time.Duration;
import java.time.Instant;

/**
 * The 64 bits that order the advertisements of a sender: seconds since 1970 (32), a fraction of
 * 1/65536 s (16), a counter (16). They wrap in 2106, and compare by RFC 1982 so that it does not
 * matter.
 */
final class Sequence {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Sequence() {}

  /** The first one of an instant. */
  static long of(Instant at) {
    long fraction = ((long) at.getNano() << 16) / NANOS_PER_SECOND;
    return at.getEpochSecond() << 32 | fraction << 16;
  }

  static boolean isAfter(long sequence, long other) {
    return sequence - other > 0;
  }

  /** Whole seconds by which it lies behind {@code now}; negative when it lies ahead. */
  static int secondsBehind(long sequence, Instant now) {
    return (int) now.getEpochSecond() - (int) (sequence >>> 32);
  }

  /** Whether it is no farther from {@code now} than the window, before or behind. */
  static boolean isWithin(long sequence, Instant now, Duration window) {
    // As long: the absolute value of the least int is no int.
    return Math.abs((long) secondsBehind(sequence, now)) <= window.toSeconds();
  }
}
