// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Phases;
import director.daemon.control.StatusReport.ServerState;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators are told of the checks of one server. */
final class ServerChecks {
  private static final double NANOS_PER_MILLI = 1e6;

  private ServerChecks() {}

  /** Of each, in the order of their names. */
  static List<Check> of(List<Heard> checks) {
    return checks.stream().map(ServerChecks::of).toList();
  }

  /** The worst: that is down, then that fails, then the slowest. */
  static Check telling(List<Check> checks) {
    return checks.stream()
        .min(
            Comparator.comparing((Check it) -> it.state() != ServerState.DOWN)
                .thenComparing(it -> !Boolean.FALSE.equals(it.passed()))
                .thenComparing(it -> it.latencyMillis() == null ? 0 : -it.latencyMillis()))
        .orElse(Check.NEVER);
  }

  private static Check of(Heard check) {
    ServerState state = ServerState.valueOf(check.state().name());
    TargetHealth last = check.last();
    if (last == null) {
      return new Check(
          null,
          null,
          null,
          null,
          check.name(),
          check.kind(),
          state,
          null,
          null,
          null,
          Phases.NONE,
          List.of());
    }
    return new Check(
        last.lastResult().seen(),
        passed(last.lastResult().verdict()),
        last.lastChecked(),
        millis(last.latency()),
        check.name(),
        check.kind(),
        state,
        last.next(),
        last.streak(),
        last.withheld().orElse(null),
        phases(last.lastResult().times()),
        last.lastResult().warnings());
  }

  /** Null for one that says nothing about the server. */
  static @Nullable Boolean passed(Verdict verdict) {
    return verdict == Verdict.VOID ? null : Boolean.valueOf(verdict == Verdict.PASSED);
  }

  static Phases phases(ProbeTimes times) {
    return new Phases(
        millis(times.connected()),
        millis(times.secured()),
        millis(times.firstByte()),
        millis(times.whole()));
  }

  private static @Nullable Double millis(@Nullable Duration time) {
    return time == null ? null : Double.valueOf(time.toNanos() / NANOS_PER_MILLI);
  }
}
