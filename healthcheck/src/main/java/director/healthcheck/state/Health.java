// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

/**
 * What is believed of a target, and how much speaks against it.
 *
 * @param state what is believed
 * @param streak results in a row that contradict {@code state}, not negative: failures while UP or
 *     UNKNOWN, passes while DOWN
 */
public record Health(HealthState state, int streak) {

  public Health {
    if (streak < 0) {
      throw new IllegalArgumentException("a streak cannot be negative, but is " + streak);
    }
  }

  /** The given state with nothing against it. */
  public static Health of(HealthState state) {
    return new Health(state, 0);
  }
}
