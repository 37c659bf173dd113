// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.actions.Actions;
import director.daemon.config.DirectorConfig;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.Instruction.Verb;
import director.daemon.plan.Quorum;
import director.daemon.plan.ServerKey;
import director.healthcheck.TargetHealth;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells those who have something done about it of every check, and of every decision about a
 * service. Costs nothing where nothing is to be done.
 */
final class Reactions {
  private final Actions actions;
  private final Allocations allocations;

  /** Services that have anything done. */
  private Set<String> watched = Set.of();

  Reactions(Actions actions, Allocations allocations) {
    this.actions = actions;
    this.allocations = allocations;
  }

  void follow(DirectorConfig next) {
    watched =
        next.services().values().stream()
            .filter(service -> !service.reactions().isEmpty())
            .map(service -> service.name())
            .collect(Collectors.toUnmodifiableSet());
    actions.follow(next);
  }

  /** After every check of every server. */
  void checked(ServerKey key, TargetHealth found, Belief before, Belief now) {
    if (watched.contains(key.service())) {
      boolean out = isOut(key) || now.wantsOut();
      actions.checked(key, found, before.state(), now.state(), out);
    }
  }

  private boolean isOut(ServerKey key) {
    Instruction ordered = allocations.instructions().get(key);
    return ordered != null && ordered.verb() != Verb.WEIGHT;
  }

  /** The allocations have been decided. */
  void decided() {
    for (String service : watched) {
      Decision decision = allocations.decisions().get(service);
      if (decision != null) {
        decided(service, decision.quorum(), decision.after().quorumLost());
      }
    }
  }

  /** Neither is also possible: too little is known yet. */
  private void decided(String service, Quorum quorum, boolean lost) {
    if (lost || quorum.met()) {
      actions.service(
          service,
          !lost,
          "healthy weight %d, quorum %d".formatted(quorum.healthy(), quorum.required()));
    }
  }
}
