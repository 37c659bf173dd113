// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.RealServerConfig;
import director.healthcheck.state.Advice;
import director.healthcheck.state.HealthState;
import java.time.Duration;
import java.util.Optional;

/**
 * A real server about which is being decided, and all that is known of it.
 *
 * @param memory of before
 * @param health the last verdict there was
 * @param downSince as of now
 */
record Candidate(
    RealServerConfig server,
    ServerMemory memory,
    HealthState health,
    Optional<Duration> downSince,
    Optional<Instruction> instruction,
    Optional<Advised> advised) {

  /**
   * What is known at {@code now}.
   *
   * @param told UNKNOWN takes nothing back that was known
   */
  static Candidate of(
      RealServerConfig server,
      ServerMemory memory,
      HealthState told,
      Optional<Instruction> instruction,
      Optional<Advised> advised,
      Duration now) {
    HealthState health = told == HealthState.UNKNOWN ? memory.verdict() : told;
    Optional<Duration> downSince =
        health == HealthState.DOWN ? Optional.of(memory.downSince().orElse(now)) : Optional.empty();
    return new Candidate(server, memory, health, downSince, instruction, advised);
  }

  String name() {
    return server.name();
  }

  boolean is(HealthState state) {
    return health == state;
  }

  boolean asked(Instruction.Verb verb) {
    return instruction.filter(it -> it.verb() == verb).isPresent();
  }

  boolean takenOut() {
    return instruction.filter(Instruction::takesOut).isPresent();
  }

  /** What the server itself wishes. */
  Advice.Mode mode() {
    return told().map(AdvisedWeight::mode).orElse(Advice.Mode.SERVE);
  }

  /** Its own checks make another weight of the configured one, and operators did not. */
  boolean isAdvised() {
    return !asked(Instruction.Verb.WEIGHT) && weight() != server.weight();
  }

  /** The weight it has when nothing is in the way: what operators say, else its checks. */
  int weight() {
    if (mode() != Advice.Mode.SERVE) {
      return 0;
    }
    return instruction
        .filter(it -> it.verb() == Instruction.Verb.WEIGHT)
        .map(Instruction::weight)
        .orElseGet(() -> told().map(AdvisedWeight::weight).orElse(server.weight()));
  }

  private Optional<AdvisedWeight> told() {
    return advised.map(it -> AdvisedWeight.of(server.weight(), it.words()));
  }
}
