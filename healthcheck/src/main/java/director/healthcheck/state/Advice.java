// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.util.OptionalInt;

/**
 * What a passed probe says about how much a server should get. It never makes it worse than the
 * verdict does.
 *
 * @param weight instead of the configured one, 0..65535 (a dynamic script); empty for no word
 * @param addend to the weight (a file)
 * @param share percent of the weight (an agent), not negative; empty for no word
 * @param mode what the server itself wishes
 */
public record Advice(OptionalInt weight, int addend, OptionalInt share, Mode mode) {

  /** No word about it. */
  public static final Advice NONE =
      new Advice(OptionalInt.empty(), 0, OptionalInt.empty(), Mode.SERVE);

  /** How much a server wishes to serve. */
  public enum Mode {
    SERVE,
    /** No new connections. */
    DRAIN,
    /** Nothing at all. */
    MAINTENANCE
  }

  public static Advice weight(int weight) {
    return new Advice(OptionalInt.of(weight), 0, OptionalInt.empty(), Mode.SERVE);
  }

  public static Advice addend(int addend) {
    return new Advice(OptionalInt.empty(), addend, OptionalInt.empty(), Mode.SERVE);
  }

  /**
   * What is in force when {@code answer} comes after this: the share moves by no more than {@code
   * step} points, all else is as the answer says. An answer without a word about the share leaves
   * it as it is; the first word about it is taken as it is.
   *
   * @param step at least 1; no limit if {@code Integer.MAX_VALUE}
   */
  public Advice towards(Advice answer, int step) {
    return new Advice(answer.weight, answer.addend, towards(answer.share, step), answer.mode);
  }

  private OptionalInt towards(OptionalInt wanted, int step) {
    if (share.isEmpty() || wanted.isEmpty()) {
      return share.isEmpty() ? wanted : share;
    }
    int from = share.getAsInt();
    int move = Math.max(-step, Math.min(step, wanted.getAsInt() - from));
    return OptionalInt.of(from + move);
  }
}
