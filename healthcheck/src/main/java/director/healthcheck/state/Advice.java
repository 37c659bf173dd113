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
}
