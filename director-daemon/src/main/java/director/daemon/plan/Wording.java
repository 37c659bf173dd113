// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.QuorumConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.Instruction.Verb;
import director.daemon.plan.ServerMemory.Drained;
import director.healthcheck.state.ReadableDuration;
import java.util.OptionalLong;

/** Why a real server has the weight it has, in the sentences that operators read. */
final class Wording {
  private Wording() {}

  static String disabled(Candidate it) {
    return "disabled" + by(it);
  }

  static String quiesced(Candidate it) {
    return "quiesced" + by(it);
  }

  static String draining(Candidate it, Draining drain) {
    return "draining" + left(drain.connections()) + ", asked for" + by(it);
  }

  static String drained(Candidate it, Drained drained) {
    return drained(drained) + ", asked for" + by(it);
  }

  static String drained(Drained drained) {
    return "drained after " + ReadableDuration.of(drained.after()) + left(drained.left());
  }

  private static String left(OptionalLong connections) {
    if (connections.isEmpty()) {
      return "";
    }
    long left = connections.getAsLong();
    return ", " + left + (left == 1 ? " connection left" : " connections left");
  }

  static String weighted(Candidate it) {
    return "weight " + it.weight() + " instead of " + it.server().weight() + ", asked for" + by(it);
  }

  /** "weight 75 of 100, says agent". */
  static String advised(Candidate it) {
    int configured = it.server().weight();
    String beside = it.weight() < configured ? " of " : " instead of ";
    return "weight " + it.weight() + beside + configured + says(it);
  }

  static String drains(Candidate it) {
    return "takes no new connections" + says(it) + besides(it);
  }

  static String maintained(Candidate it) {
    return "in maintenance, so not in the table" + says(it) + besides(it);
  }

  private static String says(Candidate it) {
    return it.advised().map(told -> ", says " + told.by()).orElse("");
  }

  static String rising(Candidate it, int weight, ServiceConfig service) {
    String full =
        it.asked(Verb.WEIGHT)
            ? " (" + it.server().weight() + " is configured, the other asked for" + by(it) + ")"
            : it.isAdvised() ? " (" + it.server().weight() + " is configured" + says(it) + ")" : "";
    return "came back: weight "
        + weight
        + " of "
        + it.weight()
        + full
        + ", rising for "
        + ReadableDuration.of(service.slowStart());
  }

  static String held(Candidate it, Floor floor, ServiceConfig service) {
    return "down, but held in: without it weight "
        + (floor.staying() - it.weight())
        + " of "
        + floor.whole()
        + " would be left, below the floor of "
        + service.floor()
        + besides(it);
  }

  static String replaced(Candidate it, Quorum quorum, ServiceConfig service) {
    QuorumConfig wanted = service.quorum();
    return "healthy, but the sorry server answers until healthy weight "
        + (wanted.weight() + wanted.hysteresis())
        + " is there, now it is "
        + quorum.healthy()
        + besides(it);
  }

  /** To what operators did themselves, that it was the last one. */
  static Allotment nobodyServes(Allotment allotment) {
    return switch (allotment.cause()) {
      case DISABLED, DRAINED, DRAINING, QUIESCED, WEIGHTED ->
          new Allotment(
              allotment.weight(), allotment.cause(), allotment.sentence() + "; nobody serves now");
      default -> allotment;
    };
  }

  /** What will count again once something else is over. */
  static String besides(Candidate it) {
    return it.instruction()
        .map(
            asked ->
                switch (asked.verb()) {
                  case WEIGHT -> "; weight " + asked.weight() + " asked for" + by(it);
                  case QUIESCE -> "; also " + quiesced(it);
                  case DRAIN -> "; also draining, asked for" + by(it);
                  case DISABLE -> "; also " + disabled(it);
                })
        .orElse("");
  }

  private static String by(Candidate it) {
    return it.instruction().map(asked -> " " + asked.by()).orElse("");
  }
}
