// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Instruction.Verb;
import director.healthcheck.state.HealthState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * {@link Floor} lets it; then what a server itself wishes, by its checks' {@link Advised}; and who
 * comes back rises by {@link SlowStart}.
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
   * @param advised what checks say about weights, by server
   * @param connections of draining servers as far as known, active and inactive ones; as of a
   *     moment ago
   * @param now by a monotonic clock
   */
  public static Decision decide(
      ServiceConfig service,
      ServiceState before,
      Map<String, HealthState> health,
      Map<String, Instruction> instructions,
      Map<String, Advised> advised,
      Map<String, Long> connections,
      Duration now) {
    SortedMap<String, ServerMemory> memories = before.of(service.realServers().values());
    List<Candidate> candidates =
        service.realServers().values().stream()
            .map(
                server ->
                    Candidate.of(
                        server,
                        Objects.requireNonNull(memories.get(server.name())),
                        service.checks(server).isEmpty()
                            ? HealthState.UP
                            : health.getOrDefault(server.name(), HealthState.UNKNOWN),
                        Optional.ofNullable(instructions.get(server.name())),
                        Optional.ofNullable(advised.get(server.name())),
                        now))
            .toList();
    Map<String, Draining> drains = new TreeMap<>();
    for (Candidate it : candidates) {
      Draining.of(it, service.drainTimeout(), connections.get(it.name()), now)
          .ifPresent(drain -> drains.put(it.name(), drain));
    }
    return new Allotments(service, before, candidates, drains, now).decide();
  }

  /** Where no check says anything about weights. */
  public static Decision decide(
      ServiceConfig service,
      ServiceState before,
      Map<String, HealthState> health,
      Map<String, Instruction> instructions,
      Map<String, Long> connections,
      Duration now) {
    return decide(service, before, health, instructions, Map.of(), connections, now);
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
    List<Rise> rises = new ArrayList<>();
    for (Candidate it : candidates) {
      Optional<Rise> rise = rise(it);
      Allotment allotment = allot(it, rise);
      rise.ifPresent(rises::add);
      servers.put(it.name(), allotment);
      memories.put(it.name(), remember(it, allotment, rise));
    }
    boolean serves = quorum.sorryActive() || servers.values().stream().anyMatch(Allotment::serves);
    if (!serves) {
      servers.replaceAll((name, allotment) -> Wording.nobodyServes(allotment));
    }
    ServiceState after = new ServiceState(quorumLost, quorum.sorryActive(), serves, memories);
    return new Decision(
        after,
        servers,
        quorum,
        again(rises),
        new News(service, before, after).of(quorum, candidates, servers));
  }

  private Allotment allot(Candidate it, Optional<Rise> rise) {
    if (it.asked(Verb.DISABLE)) {
      return Allotment.out(Cause.DISABLED, Wording.disabled(it));
    }
    Draining drain = drains.get(it.name());
    if (drain != null && drain.drained().isPresent()) {
      return Allotment.out(Cause.DRAINED, Wording.drained(it, drain.drained().get()));
    }
    if (it.is(HealthState.UNKNOWN)) {
      return Allotment.out(Cause.NEW, "no verdict yet, so not in the table" + Wording.besides(it));
    }
    if (it.is(HealthState.DOWN)) {
      return failed(it);
    }
    if (drain != null) {
      return Allotment.of(0, Cause.DRAINING, Wording.draining(it, drain));
    }
    if (it.asked(Verb.QUIESCE)) {
      return Allotment.of(0, Cause.QUIESCED, Wording.quiesced(it));
    }
    return switch (it.mode()) {
      case MAINTENANCE -> Allotment.out(Cause.SELF_MAINTENANCE, Wording.maintained(it));
      case DRAIN -> Allotment.of(0, Cause.SELF_DRAIN, Wording.drains(it));
      case SERVE -> quorum.sorryActive() ? replaced(it) : serving(it, rise);
    };
  }

  private Allotment failed(Candidate it) {
    if (floor.held().contains(it.name())) {
      return Allotment.of(it.weight(), Cause.HELD, Wording.held(it, floor, service));
    }
    return quiesces(it)
        ? Allotment.of(0, Cause.FAILED_QUIESCED, "down, so it has weight 0" + Wording.besides(it))
        : Allotment.out(Cause.FAILED, "down, so not in the table" + Wording.besides(it));
  }

  /** As after a failure: with "quiesce" their connections go on. */
  private Allotment replaced(Candidate it) {
    String sentence = Wording.replaced(it, quorum, service);
    return quiesces(it)
        ? Allotment.of(0, Cause.REPLACED_BY_SORRY, sentence)
        : Allotment.out(Cause.REPLACED_BY_SORRY, sentence);
  }

  private boolean quiesces(Candidate it) {
    return service
        .checks(it.server())
        .filter(checks -> checks.onFailure() == OnFailure.QUIESCE)
        .isPresent();
  }

  private Allotment serving(Candidate it, Optional<Rise> rise) {
    int weight = weight(it, rise);
    if (rise.isPresent()) {
      return Allotment.of(weight, Cause.RISING, Wording.rising(it, weight, service));
    }
    if (it.asked(Verb.WEIGHT)) {
      return Allotment.of(weight, Cause.WEIGHTED, Wording.weighted(it));
    }
    if (it.isAdvised()) {
      return Allotment.of(weight, Cause.ADVISED, Wording.advised(it));
    }
    return service.checks(it.server()).isEmpty()
        ? Allotment.of(weight, Cause.UNCHECKED, "not checked")
        : Allotment.of(weight, Cause.HEALTHY, "healthy");
  }

  /** Of one that is in. None when any is held in, or was until now: who comes relieves it. */
  private Optional<Rise> rise(Candidate it) {
    boolean relieves =
        !floor.held().isEmpty() || candidates.stream().anyMatch(each -> each.memory().held());
    boolean rises = it.is(HealthState.UP) && !it.takenOut() && !relieves;
    return rises && !quorum.sorryActive()
        ? Rise.of(it, service.slowStart(), before.sorryActive(), now)
        : Optional.empty();
  }

  private static int weight(Candidate it, Optional<Rise> rise) {
    return rise.map(Rise::weight).orElseGet(it::weight);
  }

  private ServerMemory remember(Candidate it, Allotment allotment, Optional<Rise> rise) {
    Optional<Draining> drain = Optional.ofNullable(drains.get(it.name()));
    return new ServerMemory(
        it.memory().place(),
        it.health(),
        allotment.serves(),
        it.downSince(),
        allotment.cause() == Cause.HELD,
        OptionalInt.empty(),
        rise.map(Rise::since),
        drain.map(Draining::since),
        drain.flatMap(Draining::drained));
  }

  private Optional<Duration> again(List<Rise> rises) {
    Stream<Duration> deadlines =
        drains.values().stream().filter(drain -> drain.drained().isEmpty()).map(Draining::deadline);
    return Stream.concat(rises.stream().map(Rise::nextStep), deadlines)
        .min(Comparator.naturalOrder());
  }
}
