// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;

/**
 * The rule of consecutive results: {@code fall} failures in a row take a target down, {@code rise}
 * passes in a row put it up again. A target of which nothing is known needs a single pass to be up.
 * A void result neither counts nor interrupts a row.
 *
 * @param rise passes in a row that end DOWN, at least 1
 * @param fall failures in a row that end UP or UNKNOWN, at least 1
 */
public record Hysteresis(int rise, int fall) {

  public Hysteresis {
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException(
          "rise and fall must be at least 1, but are " + rise + " and " + fall);
    }
  }

  /** The health after {@code result}. */
  public Judgement after(Health health, ProbeResult result) {
    return switch (result.verdict()) {
      case PASSED -> afterPass(health, result);
      case FAILED -> afterFailure(health, result);
      case VOID -> Judgement.unchanged(health);
    };
  }

  private Judgement afterPass(Health health, ProbeResult result) {
    if (health.state() == UP) {
      return Judgement.unchanged(Health.of(UP));
    }
    if (health.state() == UNKNOWN) {
      return Judgement.changedTo(UP, result.seen() + ", the first pass is enough");
    }
    int streak = health.streak() + 1;
    return streak < rise
        ? Judgement.unchanged(new Health(DOWN, streak))
        : Judgement.changedTo(UP, result.seen() + ", " + rise + " of " + rise + " needed");
  }

  private Judgement afterFailure(Health health, ProbeResult result) {
    if (health.state() == DOWN) {
      return Judgement.unchanged(Health.of(DOWN));
    }
    int streak = health.streak() + 1;
    return streak < fall
        ? Judgement.unchanged(new Health(health.state(), streak))
        : Judgement.changedTo(
            DOWN, fall + " of " + fall + " checks in a row failed: " + result.seen());
  }
}
