// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Instruction.Verb;
import director.healthcheck.state.HealthState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides what weight each real server of a service has.
 *
 * <p>Operators' instructions go before all else. Then the quorum: where it is lost and there is a
 * sorry server, that one answers and the others are out, held or not. Then health, as far as the
 * {@link Floor} lets it; and who comes back rises by {@link SlowStart}.
 */
public final class Allotments {
  private final ServiceConfig service;
  private final ServiceState before;
  private final Duration now;
  private final List<Candidate> candidates;
  private final Map<String, Draining> drains;
  private final Quorum quorum;
  private final boolean quorumLost;
  private final Floor floor;

  private Allotments(
      ServiceConfig service,
      ServiceState before,
      List<Candidate> candidates,
      Map<String, Draining> drains,
      Duration now) {
    this.service = service;
    this.before = before;
    this.now = now;
    this.candidates = candidates;
    this.drains = drains;
    long healthy = weightOf(HealthState.UP);
    this.quorumLost =
        Quorum.lost(service.quorum(), before.quorumLost(), healthy, weightOf(HealthState.UNKNOWN));
    this.quorum =
        new Quorum(
            service.quorum().weight(),
            healthy,
            !quorumLost && !Quorum.tooLittle(service.quorum(), healthy),
            quorumLost && service.sorryServer().isPresent());
    this.floor = Floor.of(quorum.sorryActive() ? 0 : service.floor(), candidates);
  }

  /**
   * Decides. To decide twice at the same time, with what came of the first, changes nothing more.
   *
   * @param before what came of the last decision, or {@link ServiceState#initial}
   * @param health by server; one that is missing counts as UNKNOWN; of no meaning where the service
   *     has no check
   * @param instructions of operators, by server
   * @param connections of draining servers as far as known, active and inactive ones; counted after
   *     the last decision was carried out
   * @param now by a monotonic clock
   */
  public static Decision decide(
      ServiceConfig service,
      ServiceState before,
      Map<String, HealthState> health,
      Map<String, Instruction> instructions,
      Map<String, Long> connections,
      Duration now) {
    List<Candidate> candidates =
        service.realServers().values().stream()
            .map(
                server ->
                    Candidate.of(
                        server,
                        before.of(server),
                        service.check().isEmpty()
                            ? HealthState.UP
                            : health.getOrDefault(server.name(), HealthState.UNKNOWN),
                        Optional.ofNullable(instructions.get(server.name())),
                        now))
            .toList();
    Map<String, Draining> drains = new TreeMap<>();
    for (Candidate it : candidates) {
      Draining.of(it, service.drainTimeout(), connections.get(it.name()), now)
          .ifPresent(drain -> drains.put(it.name(), drain));
    }
    return new Allotments(service, before, candidates, drains, now).decide();
  }

  private long weightOf(HealthState state) {
    return candidates.stream()
        .filter(it -> !it.takenOut() && it.is(state))
        .mapToLong(Candidate::weight)
        .sum();
  }

  private Decision decide() {
    SortedMap<String, Allotment> servers = new TreeMap<>();
    SortedMap<String, ServerMemory> memories = new TreeMap<>();
    for (Candidate it : candidates) {
      Optional<Duration> rising = risingSince(it);
      Allotment allotment = allot(it, rising);
      servers.put(it.name(), allotment);
      memories.put(it.name(), remember(it, allotment, rising));
    }
    boolean serves = quorum.sorryActive() || servers.values().stream().anyMatch(Allotment::serves);
    if (!serves) {
      servers.replaceAll((name, allotment) -> Wording.nobodyServes(allotment));
    }
    ServiceState after = new ServiceState(quorumLost, quorum.sorryActive(), serves, memories);
    return new Decision(
        after, servers, quorum, again(), News.of(service, quorum, before, after, servers));
  }

  private Allotment allot(Candidate it, Optional<Duration> risingSince) {
    if (it.asked(Verb.DISABLE)) {
      return Allotment.out(Cause.DISABLED, Wording.disabled(it));
    }
    Draining drain = drains.get(it.name());
    if (drain != null && drain.drained().isPresent()) {
      return Allotment.out(Cause.DRAINED, Wording.drained(it, drain.drained().get()));
    }
    if (it.is(HealthState.UNKNOWN)) {
      return Allotment.out(Cause.NEW, "no verdict yet, so not in the table");
    }
    if (it.is(HealthState.DOWN)) {
      return failed(it, risingSince);
    }
    if (drain != null) {
      return Allotment.of(0, Cause.DRAINING, Wording.draining(it, drain));
    }
    if (it.asked(Verb.QUIESCE)) {
      return Allotment.of(0, Cause.QUIESCED, Wording.quiesced(it));
    }
    return quorum.sorryActive() ? replaced() : serving(it, risingSince);
  }

  private Allotment failed(Candidate it, Optional<Duration> risingSince) {
    if (floor.held().contains(it.name())) {
      return Allotment.of(weight(it, risingSince), Cause.HELD, Wording.held(it, floor, service));
    }
    return quiesces()
        ? Allotment.of(0, Cause.FAILED_QUIESCED, "down, so it has weight 0")
        : Allotment.out(Cause.FAILED, "down, so not in the table");
  }

  /** As after a failure: with "quiesce" their connections go on. */
  private Allotment replaced() {
    String sentence = Wording.replaced(quorum, service);
    return quiesces()
        ? Allotment.of(0, Cause.REPLACED_BY_SORRY, sentence)
        : Allotment.out(Cause.REPLACED_BY_SORRY, sentence);
  }

  private boolean quiesces() {
    return service.check().filter(check -> check.onFailure() == OnFailure.QUIESCE).isPresent();
  }

  private Allotment serving(Candidate it, Optional<Duration> risingSince) {
    int weight = weight(it, risingSince);
    if (risingSince.isPresent()) {
      return Allotment.of(weight, Cause.RISING, Wording.rising(it, weight, service));
    }
    if (it.asked(Verb.WEIGHT)) {
      return Allotment.of(weight, Cause.WEIGHTED, Wording.weighted(it));
    }
    return service.check().isEmpty()
        ? Allotment.of(weight, Cause.UNCHECKED, "not checked")
        : Allotment.of(weight, Cause.HEALTHY, "healthy");
  }

  private int weight(Candidate it, Optional<Duration> risingSince) {
    return risingSince.map(since -> slowStart(it).weight(now.minus(since))).orElseGet(it::weight);
  }

  private SlowStart slowStart(Candidate it) {
    return new SlowStart(it.weight(), service.slowStart());
  }

  /** When the weight of {@code it} began to rise; empty when it has its full weight or none. */
  private Optional<Duration> risingSince(Candidate it) {
    boolean in = it.is(HealthState.UP) || floor.held().contains(it.name());
    SlowStart slowStart = slowStart(it);
    if (!in || it.takenOut() || quorum.sorryActive() || !slowStart.applies()) {
      return Optional.empty();
    }
    return began(it, slowStart).filter(since -> slowStart.nextStep(now.minus(since)).isPresent());
  }

  private Optional<Duration> began(Candidate it, SlowStart slowStart) {
    ServerMemory memory = it.memory();
    int found = memory.found().orElse(it.weight());
    if (memory.in()) {
      return found < it.weight()
          ? Optional.of(now.minus(slowStart.elapsedAt(found)))
          : memory.risingSince();
    }
    // After the sorry server nobody else is there to carry the load meanwhile.
    boolean atOnce = memory.neverJudged() || before.sorryActive();
    return atOnce ? Optional.empty() : Optional.of(now);
  }

  private ServerMemory remember(Candidate it, Allotment allotment, Optional<Duration> risingSince) {
    Optional<Draining> drain = Optional.ofNullable(drains.get(it.name()));
    return new ServerMemory(
        it.server().address(),
        it.server().port(),
        it.health(),
        allotment.serves(),
        it.downSince(),
        allotment.cause() == Cause.HELD,
        OptionalInt.empty(),
        risingSince,
        drain.map(Draining::since),
        drain.flatMap(Draining::drained));
  }

  private Optional<Duration> again() {
    Stream<Duration> steps =
        candidates.stream()
            .flatMap(
                it ->
                    risingSince(it)
                        .flatMap(since -> slowStart(it).nextStep(now.minus(since)).map(since::plus))
                        .stream());
    Stream<Duration> deadlines =
        drains.values().stream().filter(drain -> drain.drained().isEmpty()).map(Draining::deadline);
    return Stream.concat(steps, deadlines).min(Comparator.naturalOrder());
  }
}
