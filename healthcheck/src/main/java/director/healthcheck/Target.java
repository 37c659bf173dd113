// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.Health;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.Hysteresis;
import director.healthcheck.state.Judgement;
import director.healthcheck.state.ProbeResult;
import java.time.Instant;
import java.util.Optional;

/** What the checker knows of one target. Confined to the checker's thread. */
final class Target {

  private final String id;
  private CheckOrder order;
  private Health health;
  private Instant since;
  private String reason;

  Target(String id, CheckOrder order, Instant now) {
    this.id = id;
    this.order = order;
    this.health = Health.of(order.initial());
    this.since = now;
    this.reason =
        order.initial() == HealthState.UNKNOWN
            ? "not enough checks yet"
            : "taken as " + order.initial() + " before its first check";
  }

  String id() {
    return id;
  }

  CheckOrder order() {
    return order;
  }

  /** Goes on under another order. What another question or server has failed does not count on. */
  void follow(CheckOrder next) {
    if (!order.question().equals(next.question())) {
      health = Health.of(health.state());
    }
    order = next;
  }

  /** Takes in a result; the snapshot is what is known now. */
  TargetHealth learn(ProbeResult result, Instant now, Instant next) {
    DecisionRule rule = order.rule();
    Judgement judgement =
        new Hysteresis(rule.rise(), rule.fall().orElseThrow()).after(health, result);
    health = judgement.health();
    judgement
        .change()
        .ifPresent(
            why -> {
              since = now;
              reason = why;
            });
    return new TargetHealth(
        health.state(),
        judgement.change().isPresent(),
        health.streak(),
        result,
        now,
        since,
        reason,
        next,
        Optional.empty());
  }
}
