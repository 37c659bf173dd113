// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.rule;

import director.daemon.doctor.fact.Facts;

/** A clock that is set by jumps. */
final class ClockSteps extends Rule {
  ClockSteps() {
    super(
        "clock-steps",
        Severity.WARNING,
        "elections do not mind, but events and certificates get times that never were");
  }

  /** More than any slewing does while we look. */
  private static final long MOST = 100;

  @Override
  public Verdict judge(Facts facts) {
    return when(
        facts.clock(),
        "clock",
        clock ->
            Math.abs(clock.stepped()) <= MOST
                ? Verdict.WELL
                : Verdict.of(
                    finding(
                        "clock",
                        "it was set by %+d ms while we looked".formatted(clock.stepped()),
                        "chronyc tracking, or timedatectl timesync-status: find who sets it")));
  }
}
