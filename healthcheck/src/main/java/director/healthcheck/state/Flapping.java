// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import java.util.Optional;

/**
 * How a target went up and down lately, by a monotonic clock.
 *
 * @param downs how often in a row it went down before it was up for long; 0 if it never went down
 * @param firstDown when the first of these was; empty without any
 * @param cameUp when it was put up last; empty if it was up from the beginning, or never
 * @param heldUntil before when it is not put up again; empty if it may be at any time
 */
public record Flapping(
    int downs,
    Optional<Duration> firstDown,
    Optional<Duration> cameUp,
    Optional<Duration> heldUntil) {

  /** Nothing has happened yet. */
  public static final Flapping NONE =
      new Flapping(0, Optional.empty(), Optional.empty(), Optional.empty());

  /** It is put up. What it is held for does not end with that: see {@link #down}. */
  Flapping up(Duration now) {
    return new Flapping(downs, firstDown, Optional.of(now), Optional.empty());
  }

  /** It goes down: held, if it was not up for long enough since it went down before. */
  Flapping down(DecisionRule.HoldDown rule, Duration now) {
    boolean again =
        downs > 0
            && cameUp
                .filter(then -> now.minus(then).compareTo(rule.forgottenAfter()) < 0)
                .isPresent();
    if (!again) {
      return new Flapping(1, Optional.of(now), cameUp, Optional.empty());
    }
    int times = downs + 1;
    return new Flapping(times, firstDown, cameUp, Optional.of(now.plus(hold(rule, times))));
  }

  /** For how much longer it is held; empty if it is not. */
  Optional<Duration> heldFor(Duration now) {
    return heldUntil.map(end -> end.minus(now)).filter(rest -> rest.compareTo(Duration.ZERO) > 0);
  }

  /** {@code it went down 3 times in 5 min}, in whole seconds. */
  String told(Duration now) {
    Duration span = Duration.ofSeconds(Math.max(1, now.minus(firstDown.orElse(now)).toSeconds()));
    return "it went down " + downs + " times in " + ReadableDuration.of(span);
  }

  private static Duration hold(DecisionRule.HoldDown rule, int downs) {
    Duration hold = rule.first();
    for (int i = 2; i < downs && hold.compareTo(rule.longest()) < 0; i++) {
      hold = hold.multipliedBy(2);
    }
    return hold.compareTo(rule.longest()) < 0 ? hold : rule.longest();
  }
}
