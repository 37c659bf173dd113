// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbeResult;
import java.time.Duration;
import java.time.Instant;

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
 */
public record TargetHealth(
    HealthState state,
    boolean changed,
    int streak,
    ProbeResult lastResult,
    Instant lastChecked,
    Instant since,
    String reason) {

  /** How long the probe took, from the connect to its end. */
  public Duration latency() {
    return lastResult.times().whole();
  }
}
