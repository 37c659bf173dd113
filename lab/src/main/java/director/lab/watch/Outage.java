// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The longest time that a client had to wait who tried until it was answered.
 *
 * @param length from an attempt to the first answer that this attempt or a later one got
 */
public record Outage(Duration length) {

  /**
   * One try to reach the VIP.
   *
   * @param started by {@link System#nanoTime}
   * @param answered likewise; null if it never was
   */
  public record Attempt(long started, @Nullable Long answered) {}

  /**
   * Finds it. A moment at which nobody tried counts for nothing: that the probe itself was late is
   * not an outage.
   *
   * @throws IllegalArgumentException if the last attempts were not answered: the outage goes on
   */
  public static Outage longest(List<Attempt> attempts) {
    List<Attempt> latestFirst =
        attempts.stream().sorted(Comparator.comparingLong(Attempt::started).reversed()).toList();
    long longest = 0;
    Long firstAnswer = null;
    for (Attempt attempt : latestFirst) {
      Long answered = attempt.answered();
      if (answered != null && (firstAnswer == null || answered - firstAnswer < 0)) {
        firstAnswer = answered;
      }
      if (firstAnswer == null) {
        throw new IllegalArgumentException("the VIP did not answer in the end");
      }
      longest = Math.max(longest, firstAnswer - attempt.started());
    }
    return new Outage(Duration.ofNanos(longest));
  }

  /** "612 ms". */
  @Override
  public String toString() {
    return length.toMillis() + " ms";
  }
}
