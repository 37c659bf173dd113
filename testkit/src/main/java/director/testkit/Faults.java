// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import java.time.Duration;

/**
 * How badly a {@link FaultyLan} behaves.
 *
 * @param loss the part of all values that never arrive, 0..1
 * @param duplication the part of those that arrive, which arrive twice, 0..1
 * @param shortest the least delay, 0 or more
 * @param longest the greatest; with a span between the two, values overtake each other
 */
public record Faults(double loss, double duplication, Duration shortest, Duration longest) {
  /** All arrive, once, after a tenth of a millisecond. */
  public static final Faults NONE = new Faults(0, 0, Duration.ofNanos(100_000));

  public Faults {
    requireProbability("loss", loss);
    requireProbability("duplication", duplication);
    if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException("delays from " + shortest + " to " + longest);
    }
  }

  /** With the same delay for all. */
  public Faults(double loss, double duplication, Duration delay) {
    this(loss, duplication, delay, delay);
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " " + value + ", not in 0..1");
    }
  }
}
