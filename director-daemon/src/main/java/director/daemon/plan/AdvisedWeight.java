// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.healthcheck.state.Advice;
import director.healthcheck.state.Advice.Mode;
import java.util.Collection;
import java.util.Comparator;

/**
 * What the checks of a server make of its weight.
 *
 * @param weight 0..65535
 * @param mode what the server itself wishes; the strictest wish of several
 */
public record AdvisedWeight(int weight, Mode mode) {
  private static final int LARGEST = 65_535;

  /**
   * As keepalived adds up dynamic scripts and files: each weight that is advised counts by its
   * difference to the configured one, and addends are added. Of the sum, an agent's share is taken;
   * the smallest of several. A share above 0 of a weight above 0 is at least 1.
   *
   * @param configured weight, or the one that an operator has set in its place; 0..65535
   * @param advice of those of its checks that passed
   */
  public static AdvisedWeight of(int configured, Collection<Advice> advice) {
    long sum = configured;
    for (Advice one : advice) {
      sum += one.weight().orElse(configured) - configured + one.addend();
    }
    long whole = Math.max(0, sum);
    long shared =
        advice.stream().flatMapToInt(one -> one.share().stream()).min().stream()
            .mapToLong(share -> part(whole, share))
            .findFirst()
            .orElse(whole);
    Mode mode = advice.stream().map(Advice::mode).max(Comparator.naturalOrder()).orElse(Mode.SERVE);
    return new AdvisedWeight((int) Math.min(LARGEST, shared), mode);
  }

  /** To the nearest, half of one upwards. */
  private static long part(long whole, int share) {
    return whole > 0 && share > 0 ? Math.max(1, (whole * share + 50) / 100) : 0;
  }
}
