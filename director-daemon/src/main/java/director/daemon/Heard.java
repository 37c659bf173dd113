// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ChecksConfig;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.Advice;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of one check of one server.
 *
 * @param name the operator's word for it
 * @param kind of what is asked: {@code https}, {@code script}
 * @param id by which the checker knows it; other servers may have the same
 * @param state that it counts with
 * @param advice of the last result that passed: what fails or is void takes nothing back
 * @param last its last result; null before the first
 * @param lastPassed when a result passed last; null if none did
 */
record Heard(
    String name,
    String kind,
    String id,
    HealthState state,
    Advice advice,
    @Nullable TargetHealth last,
    @Nullable Instant lastPassed) {

  /** Of which it is not known when it passed. */
  Heard(
      String name,
      String kind,
      String id,
      HealthState state,
      Advice advice,
      @Nullable TargetHealth last) {
    this(name, kind, id, state, advice, last, null);
  }

  /**
   * Of a check that begins now.
   *
   * @param believed of its server already: it counts with that
   * @param advised under its name until now
   */
  static Heard begun(String name, String kind, String id, HealthState believed, Advice advised) {
    return new Heard(name, kind, id, believed, advised, null);
  }

  Heard named(String other) {
    return new Heard(other, kind, id, state, advice, last, lastPassed);
  }

  /** The name, or what it asks where it was given none. */
  String word() {
    return name.equals(ChecksConfig.ONLY) ? kind : name;
  }

  /**
   * After a result. The check may have been begun for another server of which something else was
   * believed: then it counts from the first result on that speaks for its own state.
   */
  Heard with(TargetHealth health) {
    Verdict verdict = health.lastResult().verdict();
    boolean speaksForIt =
        health.changed()
            || health.state() == state
            || (health.state() == HealthState.UP && verdict == Verdict.PASSED)
            || (health.state() == HealthState.DOWN && verdict == Verdict.FAILED);
    return new Heard(
        name,
        kind,
        id,
        speaksForIt ? health.state() : state,
        verdict == Verdict.PASSED ? health.advice() : advice,
        health,
        verdict == Verdict.PASSED ? health.lastChecked() : lastPassed);
  }

  /** Why it counts as it does. */
  String reason() {
    if (last == null) {
      return "no result yet";
    }
    return last.state() == state ? last.reason() : last.lastResult().seen();
  }
}
