// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.ServerOrder;
import director.daemon.control.UnknownName;
import director.daemon.plan.Allotment;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.ServerKey;
import director.ipvs.IpvsSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators ask of single servers. Confined to the loop. */
final class ServerInstructions {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Allocations allocations;
  private final Reconciliation reconciliation;

  ServerInstructions(Allocations allocations, Reconciliation reconciliation) {
    this.allocations = allocations;
    this.reconciliation = reconciliation;
  }

  /**
   * Does it.
   *
   * @param kernel how many connections there are
   * @return done when the kernel has it
   */
  CompletableFuture<Outcome> give(
      Caller caller, DirectorConfig config, ServerKey key, ServerOrder order, IpvsSnapshot kernel) {
    ServiceConfig service = config.services().get(key.service());
    if (service == null) {
      return refused(UnknownName.of("service", key.service(), config.services().keySet()));
    }
    if (!service.realServers().containsKey(key.server())) {
      return refused(
          UnknownName.server(key.service(), key.server(), service.realServers().keySet()));
    }
    LOG.info("{} asks for {} of {}: {}", caller, order.verb().word(), key, order.reason());
    long connections = Drains.connections(config, List.of(key), kernel).getOrDefault(key, 0L);
    allocations.instruct(key, instruction(caller, service, order));
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    reconciliation.request(
        order.verb().word() + " of " + key + " by " + caller,
        refusals -> outcome.complete(done(key, connections, refusals)));
    return outcome;
  }

  private static CompletableFuture<Outcome> refused(UnknownName unknown) {
    return CompletableFuture.completedFuture(unknown.refused());
  }

  private static Optional<Instruction> instruction(
      Caller caller, ServiceConfig service, ServerOrder order) {
    Duration now = Allocations.now();
    return verb(order)
        .map(
            verb ->
                new Instruction(
                    verb,
                    order.weight().orElse(0),
                    now,
                    verb == Instruction.Verb.DRAIN
                        ? Optional.of(now.plus(order.within().orElse(service.drainTimeout())))
                        : Optional.empty(),
                    caller.toString(),
                    order.reason(),
                    Instant.now()));
  }

  private static Optional<Instruction.Verb> verb(ServerOrder order) {
    return switch (order.verb()) {
      case ENABLE -> Optional.empty();
      case DISABLE -> Optional.of(Instruction.Verb.DISABLE);
      case QUIESCE -> Optional.of(Instruction.Verb.QUIESCE);
      case DRAIN -> Optional.of(Instruction.Verb.DRAIN);
      case WEIGHT -> Optional.of(Instruction.Verb.WEIGHT);
    };
  }

  private Outcome done(ServerKey key, long connections, List<String> refusals) {
    List<String> detail = new ArrayList<>();
    Decision decision = allocations.decisions().get(key.service());
    Allotment allotment = decision == null ? null : decision.servers().get(key.server());
    String is = allotment == null ? "is configured no more" : allotment.sentence();
    detail.add(connections + (connections == 1 ? " connection" : " connections") + " there");
    refusals.forEach(refusal -> detail.add("IPVS refused: " + refusal));
    return Outcome.done(key + ": " + is, detail);
  }
}
