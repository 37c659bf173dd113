// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.ServerOrder;
import director.daemon.control.UnknownName;
import director.daemon.loop.Loop;
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

  private final Loop loop;
  private final IpvsKeeper ipvs;
  private final Allocations allocations;
  private final Reconciliation reconciliation;

  ServerInstructions(
      Loop loop, IpvsKeeper ipvs, Allocations allocations, Reconciliation reconciliation) {
    this.loop = loop;
    this.ipvs = ipvs;
    this.allocations = allocations;
    this.reconciliation = reconciliation;
  }

  /**
   * Does it.
   *
   * @param kernel how many connections there are; empty when it cannot be read just now
   * @return done when the kernel has it, or does not take it
   */
  CompletableFuture<Outcome> give(
      Caller caller,
      DirectorConfig config,
      ServerKey key,
      ServerOrder order,
      Optional<IpvsSnapshot> kernel) {
    ServiceConfig service = config.services().get(key.service());
    if (service == null) {
      return refused(UnknownName.of("service", key.service(), config.services().keySet()));
    }
    RealServerConfig server = service.realServers().get(key.server());
    if (server == null) {
      return refused(
          UnknownName.server(key.service(), key.server(), service.realServers().keySet()));
    }
    LOG.info("{} asks for {} of {}: {}", caller, order.verb().word(), key, order.reason());
    List<String> there =
        kernel.map(it -> List.of(connections(config, key, it))).orElseGet(List::of);
    allocations.instruct(key, instruction(caller, service, order));
    CompletableFuture<List<String>> passed = new CompletableFuture<>();
    reconciliation.request(order.verb().word() + " of " + key + " by " + caller, passed::complete);
    return passed.thenCompose(
        refusals -> conclude(new Given(service, server, key, there), refusals));
  }

  /** An order that was given, and what is told of it anyway. */
  private record Given(
      ServiceConfig service, RealServerConfig server, ServerKey key, List<String> detail) {}

  private static String connections(DirectorConfig config, ServerKey key, IpvsSnapshot kernel) {
    long there = Drains.connections(config, List.of(key), kernel).getOrDefault(key, 0L);
    return there + (there == 1 ? " connection there" : " connections there");
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

  /** What was refused may be about others: whether the kernel has it, the kernel tells. */
  private CompletableFuture<Outcome> conclude(Given given, List<String> refusals) {
    Decision decision = allocations.decisions().get(given.key().service());
    Allotment allotment = decision == null ? null : decision.servers().get(given.key().server());
    if (allotment == null) {
      return CompletableFuture.completedFuture(
          Outcome.done(given.key() + ": is configured no more", given.detail()));
    }
    String is = given.key() + ": " + allotment.sentence();
    return refusals.isEmpty()
        ? CompletableFuture.completedFuture(Outcome.done(is, given.detail()))
        : ipvs.readIfPossible()
            .thenApplyAsync(
                kernel ->
                    kernel.filter(it -> has(it, given, allotment)).isPresent()
                        ? Outcome.done(is, given.detail())
                        : notThere(is, given, refusals),
                loop);
  }

  private static boolean has(IpvsSnapshot kernel, Given given, Allotment allotment) {
    return new InKernel(given.service(), kernel).has(given.server(), allotment.weight());
  }

  private static Outcome notThere(String is, Given given, List<String> refusals) {
    List<String> detail = new ArrayList<>(given.detail());
    detail.addAll(refusals);
    detail.add("the order stands: each comparison with the kernel tries again");
    return Outcome.refused(is + "; but the kernel does not have it so", detail);
  }
}
