// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.CheckConfig;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Evidence;
import director.daemon.control.StatusReport.Phases;
import director.daemon.control.StatusReport.Rule;
import director.daemon.control.StatusReport.ServerState;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators are told of the checks of one server. */
final class ServerChecks {
  private static final double NANOS_PER_MILLI = 1e6;

  private ServerChecks() {}

  /**
   * Of each, in the order of their names.
   *
   * @param asked how, by the same names
   */
  static List<Check> of(List<Heard> checks, Map<String, CheckConfig> asked) {
    return checks.stream().map(check -> of(check, rule(asked.get(check.name())))).toList();
  }

  /** The worst: that is down, then that fails, then the slowest; in brief. */
  static Check telling(List<Check> checks) {
    return checks.stream()
        .min(
            Comparator.comparing((Check it) -> it.state() != ServerState.DOWN)
                .thenComparing(it -> !Boolean.FALSE.equals(it.passed()))
                .thenComparing(it -> it.latencyMillis() == null ? 0 : -it.latencyMillis()))
        .map(Check::brief)
        .orElse(Check.NEVER);
  }

  private static @Nullable Rule rule(@Nullable CheckConfig asked) {
    if (asked == null) {
      return null;
    }
    DecisionRule by = asked.rule();
    return new Rule(
        by.fall().isPresent() ? Integer.valueOf(by.fall().getAsInt()) : null,
        by.rise(),
        by.window().map(DecisionRule.Window::failures).orElse(null),
        by.window().map(window -> millis(window.within())).orElse(null),
        by.holdDown().map(hold -> millis(hold.longest())).orElse(null),
        wholeMillis(asked.timing().interval()),
        wholeMillis(asked.timing().fastInterval()),
        wholeMillis(asked.timeout()));
  }

  private static double wholeMillis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }

  private static Check of(Heard check, @Nullable Rule rule) {
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
          List.of(),
          rule,
          null);
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
        last.lastResult().warnings(),
        rule,
        evidence(check, last));
  }

  private static Evidence evidence(Heard check, TargetHealth last) {
    boolean itsOwn = last.state() == check.state();
    return new Evidence(
        itsOwn ? last.since() : null,
        check.reason(),
        last.lastResult().reached().name(),
        check.lastPassed(),
        last.recentFailures(),
        last.heldUntil().orElse(null),
        last.lastResult().notes());
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
