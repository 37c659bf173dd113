// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The decision whether a target is up, from one result after the other.
 *
 * <ul>
 *   <li>It goes DOWN by failures in a row, or by failures of any spacing within a window, whichever
 *       comes first. The window is empty whenever it comes up: what has led to its removal once
 *       does not count a second time. Against a target that comes and goes there is the hold-down.
 *   <li>It comes UP by passes in a row, the last of them after the hold-down is over. One of which
 *       nothing is known needs a single pass.
 *   <li>A void result neither counts nor interrupts a row.
 *   <li>A failure in doubt takes nothing down, and does not enter the window, where it would count
 *       long after the doubt. It does count in its row, so one more failure without doubt is enough
 *       if the row is long enough by then.
 * </ul>
 *
 * @param rule with the thresholds
 */
public record Hysteresis(DecisionRule rule) {

  /**
   * The health after {@code result}.
   *
   * @param now on a monotonic clock
   * @param doubt why a failure of this moment may be our own, as a clause; empty without doubt
   */
  public Judgement after(Health health, ProbeResult result, Duration now, Optional<String> doubt) {
    return switch (result.verdict()) {
      case PASSED -> afterPass(health, result, now);
      case FAILED -> afterFailure(health, result, now, doubt);
      case VOID -> Judgement.unchanged(health);
    };
  }

  private Judgement afterPass(Health health, ProbeResult result, Duration now) {
    if (health.state() == UP) {
      return Judgement.unchanged(health.withStreak(0));
    }
    if (health.state() == UNKNOWN) {
      return up(health, now, result.seen() + ", the first pass is enough");
    }
    Health passing = health.withStreak(health.streak() + 1);
    if (passing.streak() < rule.rise()) {
      return Judgement.unchanged(passing);
    }
    return heldFor(passing, now)
        .map(rest -> Judgement.withheld(passing, held(passing.flapping(), rest, now)))
        .orElseGet(() -> up(passing, now, result.seen() + ", " + passes(passing.streak())));
  }

  private Judgement afterFailure(
      Health health, ProbeResult result, Duration now, Optional<String> doubt) {
    if (health.state() == DOWN) {
      return Judgement.unchanged(health.withStreak(0));
    }
    Health failing = health.withStreak(health.streak() + 1);
    Health counted = rule.window().map(window -> failing.withFailure(window, now)).orElse(failing);
    Optional<String> broken = broken(counted);
    if (doubt.isPresent()) {
      return broken
          .map(why -> Judgement.withheld(failing, why + ", but " + doubt.get()))
          .orElse(Judgement.unchanged(failing));
    }
    return broken
        .map(why -> down(health, now, why + ": " + result.seen()))
        .orElse(Judgement.unchanged(counted));
  }

  /**
   * For how much longer passes do not put it up, as it has flapped; empty if they may. A hold that
   * today's rule would not impose, after a reload, is over.
   */
  public Optional<Duration> heldFor(Health health, Duration now) {
    return rule.holdDown()
        .flatMap(
            hold ->
                health.flapping().heldFor(now).filter(rest -> rest.compareTo(hold.longest()) <= 0));
  }

  private static Judgement up(Health health, Duration now, String reason) {
    return Judgement.changed(new Health(UP, 0, List.of(), health.flapping().up(now)), reason);
  }

  private Judgement down(Health health, Duration now, String reason) {
    Flapping flapping =
        rule.holdDown().map(hold -> health.flapping().down(hold, now)).orElse(Flapping.NONE);
    String held =
        flapping
            .heldFor(now)
            .map(rest -> "; stays down for " + whole(rest) + " at least: " + flapping.told(now))
            .orElse("");
    return Judgement.changed(new Health(DOWN, 0, List.of(), flapping), reason + held);
  }

  /** The rule by which {@code health} is down, as the beginning of a sentence. */
  private Optional<String> broken(Health health) {
    if (rule.fall().isPresent() && health.streak() >= rule.fall().getAsInt()) {
      int fall = rule.fall().getAsInt();
      return Optional.of(
          health.streak() == fall
              ? fall + " of " + fall + " checks in a row failed"
              : health.streak() + " checks in a row failed, " + fall + " are enough");
    }
    return rule.window()
        .filter(window -> health.failures().size() >= window.failures())
        .map(Hysteresis::told);
  }

  private static String told(DecisionRule.Window window) {
    String failures = window.failures() == 1 ? "1 failure" : window.failures() + " failures";
    return failures + " within " + ReadableDuration.of(window.within());
  }

  private String passes(int streak) {
    return streak == rule.rise()
        ? streak + " of " + streak + " needed"
        : streak + " passes in a row, " + rule.rise() + " needed";
  }

  private static String held(Flapping flapping, Duration rest, Duration now) {
    return "passes, but stays down until " + whole(rest) + " have gone: " + flapping.told(now);
  }

  /** In whole seconds, the begun one included. */
  private static String whole(Duration rest) {
    return ReadableDuration.of(Duration.ofSeconds(rest.plusNanos(999_999_999).toSeconds()));
  }
}
