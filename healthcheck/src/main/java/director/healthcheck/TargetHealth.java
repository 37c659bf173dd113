// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.state.Advice;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a target after a probe.
 *
 * @param state what is believed of it
 * @param changed whether this probe changed {@code state}
 * @param streak results in a row that contradict {@code state}: failures while UP or UNKNOWN,
 *     passes while DOWN
 * @param lastResult what the probe found; it may be void
 * @param lastChecked when that was, on the wall clock
 * @param since how long {@code state} has held, on the wall clock
 * @param reason why it holds: what was seen then, which rule, which threshold
 * @param next when it is asked again, on the wall clock
 * @param withheld why it is not DOWN though the rule says so, or not UP though it passes: we are
 *     starved ourselves, many fail at once, it has flapped; empty if nothing is withheld
 * @param advice what is in force of what its passed probes say about its weight: an agent's share
 *     moves towards the latest answer by no more than its step, and a probe that does not pass
 *     leaves all of it as it is
 * @param recentFailures that count in the window of its rule; 0 without a window
 * @param heldUntil before when passes do not put it up again, as it has flapped, on the wall clock;
 *     empty if it may come up at any time
 */
public record TargetHealth(
    HealthState state,
    boolean changed,
    int streak,
    ProbeResult lastResult,
    Instant lastChecked,
    Instant since,
    String reason,
    Instant next,
    Optional<String> withheld,
    Advice advice,
    int recentFailures,
    Optional<Instant> heldUntil) {

  /** Without a window and a hold-down. */
  public TargetHealth(
      HealthState state,
      boolean changed,
      int streak,
      ProbeResult lastResult,
      Instant lastChecked,
      Instant since,
      String reason,
      Instant next,
      Optional<String> withheld,
      Advice advice) {
    this(
        state,
        changed,
        streak,
        lastResult,
        lastChecked,
        since,
        reason,
        next,
        withheld,
        advice,
        0,
        Optional.empty());
  }

  /** With the advice of the latest result. */
  public TargetHealth(
      HealthState state,
      boolean changed,
      int streak,
      ProbeResult lastResult,
      Instant lastChecked,
      Instant since,
      String reason,
      Instant next,
      Optional<String> withheld) {
    this(
        state,
        changed,
        streak,
        lastResult,
        lastChecked,
        since,
        reason,
        next,
        withheld,
        lastResult.advice());
  }

  /** How long the probe took, from the connect to its end. */
  public Duration latency() {
    return lastResult.times().whole();
  }
}
