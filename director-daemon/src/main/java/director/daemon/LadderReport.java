// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.actions.state.Ladder;
import director.daemon.actions.state.Ladder.DownFor;
import director.daemon.actions.state.Ladder.Failures;
import director.daemon.actions.state.Ladder.Step;
import director.daemon.control.StatusReport;
import director.healthcheck.state.ReadableDuration;
import java.time.Duration;

/** What operators are told of a ladder. */
final class LadderReport {
  private static final double MILLIS_PER_SECOND = 1e3;

  private LadderReport() {}

  static StatusReport.Ladder of(Ladder ladder) {
    return new StatusReport.Ladder(
        begins(ladder),
        ladder.steps().stream().map(LadderReport::step).toList(),
        seconds(ladder.forgottenAfter()));
  }

  private static String begins(Ladder ladder) {
    return ladder.condition() instanceof Failures failures
        ? failures.number() + " failed checks within " + ReadableDuration.of(failures.within())
        : "DOWN for " + ReadableDuration.of(((DownFor) ladder.condition()).time());
  }

  private static StatusReport.Ladder.Step step(Step step) {
    return new StatusReport.Ladder.Step(seconds(step.after()), step.run(), step.repeat());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS_PER_SECOND;
  }
}
