// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import java.time.Duration;
import java.util.Arrays;

/**
 * The longest silence between two answers.
 *
 * @param silence its length; never shorter than the probe's interval
 * @param before the moment of the last answer before it, by {@link System#nanoTime}
 */
public record Outage(Duration silence, long before) {

  /**
   * Finds it.
   *
   * @param answers moments by {@link System#nanoTime}, in any order
   * @throws IllegalArgumentException for fewer than two answers, between which there is no silence
   */
  public static Outage longest(long... answers) {
    if (answers.length < 2) {
      throw new IllegalArgumentException(
          answers.length
              + " answers: the VIP was not reachable when the probe began, or never again");
    }
    long[] sorted = answers.clone();
    Arrays.sort(sorted);
    long longest = 0;
    long before = sorted[0];
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] > longest) {
        longest = sorted[i] - sorted[i - 1];
        before = sorted[i - 1];
      }
    }
    return new Outage(Duration.ofNanos(longest), before);
  }

  /** "612 ms". */
  @Override
  public String toString() {
    return silence.toMillis() + " ms";
  }
}
