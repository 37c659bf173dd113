// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.ChecksConfig.Need;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a server is what its checks make of it, and which of them decided. Pure. */
final class CombinedReason {
  private CombinedReason() {}

  /**
   * In a sentence: {@code ssh: connection refused; 1 of 2 checks is down, all are needed}.
   *
   * @param state what {@code checks} come to together
   * @param checks at least one
   */
  static String of(Need need, HealthState state, List<Heard> checks) {
    Heard decider = decider(state, checks);
    return checks.size() == 1
        ? decider.reason()
        : decider.name() + ": " + decider.reason() + "; " + rule(need, state, checks);
  }

  /**
   * Who went down first took the server down, who came up last put it up; a check that has a result
   * tells more than one that has none.
   */
  private static Heard decider(HealthState state, List<Heard> checks) {
    Comparator<Heard> bySince = Comparator.comparing(CombinedReason::since);
    return checks.stream()
        .filter(it -> it.state() == state)
        .min(
            Comparator.comparing((Heard it) -> it.last() == null)
                .thenComparing(state == HealthState.UP ? bySince.reversed() : bySince)
                .thenComparing(Heard::name))
        .orElseThrow();
  }

  private static Instant since(Heard check) {
    return Optional.ofNullable(check.last()).map(TargetHealth::since).orElse(Instant.EPOCH);
  }

  private static String rule(Need need, HealthState state, List<Heard> checks) {
    long so = checks.stream().filter(it -> it.state() == state).count();
    String share = so + " of " + checks.size() + " checks " + (so == 1 ? "is" : "are");
    return switch (state) {
      case UP ->
          need == Need.ALL
              ? "all " + checks.size() + " checks are up"
              : share + " up, one is enough";
      case DOWN ->
          need == Need.ALL
              ? share + " down, all are needed"
              : "none of " + checks.size() + " checks is up, one is needed";
      case UNKNOWN -> share + " without a verdict";
    };
  }
}
