// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.request.AgentCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.Health;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.Hysteresis;
import director.healthcheck.state.Judgement;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the checker knows of one target. Confined to the checker's thread. */
final class Target {

  private final String id;
  private CheckOrder order;
  private Health health;
  private Advice advice = Advice.NONE;
  private Optional<String> withheld = Optional.empty();
  private boolean changed;
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

  Health health() {
    return health;
  }

  /**
   * Goes on under another order. What another question or server has failed or advised does not
   * count on.
   */
  void follow(CheckOrder next) {
    if (!order.question().equals(next.question())) {
      health = Health.of(health.state());
      advice = Advice.NONE;
      withheld = Optional.empty();
    }
    order = next;
  }

  /** Whether the next result may change its state, so that it is wanted soon. */
  boolean inQuestion() {
    boolean held = health.state() == HealthState.DOWN && health.streak() >= order.rule().rise();
    return health.inQuestion() && !held;
  }

  /** Whether it would be down if it were not for our own doubts. */
  boolean withheld() {
    return withheld.isPresent() && health.state() != HealthState.DOWN;
  }

  /**
   * Takes in a result.
   *
   * @param monotonic the time by the clock of decisions
   * @param now the same for people
   * @param doubt why a failure may be our own; empty without doubt
   */
  void learn(ProbeResult result, Duration monotonic, Instant now, Optional<String> doubt) {
    Judgement judgement = new Hysteresis(order.rule()).after(health, result, monotonic, doubt);
    health = judgement.health();
    changed = judgement.change().isPresent();
    if (changed) {
      since = now;
      reason = judgement.change().orElseThrow();
    }
    if (result.verdict() != Verdict.VOID) {
      withheld = judgement.withheld();
    }
    if (result.verdict() == Verdict.PASSED) {
      advice = advice.towards(result.advice(), adviceStep());
    }
  }

  /** What is known after {@code result}, which was the latest. */
  TargetHealth told(ProbeResult result, Duration monotonic, Instant now, Instant next) {
    return new TargetHealth(
        health.state(),
        changed,
        health.streak(),
        result,
        now,
        since,
        reason,
        next,
        withheld,
        advice,
        order.rule().window().isPresent() ? health.failures().size() : 0,
        new Hysteresis(order.rule()).heldFor(health, monotonic).map(now::plus));
  }

  private int adviceStep() {
    return order.question().request() instanceof AgentCheck agent
        ? agent.step()
        : Integer.MAX_VALUE;
  }
}
