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
import director.daemon.orders.state.StandingOrder;
import director.daemon.plan.Allotment;
import director.daemon.plan.Decision;
import director.daemon.plan.ServerKey;
import director.ipvs.IpvsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Carries out what operators ask of single servers. Confined to the loop. */
final class ServerInstructions {
  private final Loop loop;
  private final IpvsKeeper ipvs;
  private final Allocations allocations;
  private final Reconciliation reconciliation;
  private final ServerOrders orders;

  ServerInstructions(
      Loop loop,
      IpvsKeeper ipvs,
      Allocations allocations,
      Reconciliation reconciliation,
      ServerOrders orders) {
    this.loop = loop;
    this.ipvs = ipvs;
    this.allocations = allocations;
    this.reconciliation = reconciliation;
    this.orders = orders;
  }

  /**
   * Does it.
   *
   * @param kernel how many connections there are; empty when it cannot be read just now
   * @return done when the kernel has it, or does not take it, and the disk has what is to persist
   */
  CompletableFuture<Outcome> give(
      Caller caller,
      DirectorConfig config,
      ServerKey key,
      ServerOrder order,
      Optional<IpvsSnapshot> kernel) {
    Optional<StandingOrder> before = orders.of(key);
    ServiceConfig service = config.services().get(key.service());
    RealServerConfig server = service == null ? null : service.realServers().get(key.server());
    if (service == null || server == null) {
      return order.verb() == ServerOrder.Verb.ENABLE && before.isPresent()
          ? forget(caller, key, order)
          : refused(caller, key, order, unknown(config, service, key));
    }
    if (!orders.takes(key)) {
      return refused(caller, key, order, orders.full());
    }
    List<String> detail = new ArrayList<>();
    kernel.ifPresent(it -> detail.add(connections(config, key, it)));
    before.ifPresent(it -> detail.add(ServerOrders.replaced(it)));
    Decision was = allocations.decisions().get(key.service());
    CompletableFuture<Optional<String>> kept = orders.give(caller, service, key, order);
    CompletableFuture<List<String>> passed = new CompletableFuture<>();
    reconciliation.request(order.verb().word() + " of " + key + " by " + caller, passed::complete);
    return passed
        .thenCompose(refusals -> conclude(new Given(service, server, key, was, detail), refusals))
        .thenCombine(kept, ServerInstructions::beside);
  }

  /** An order that was given, and what is told of it anyway. */
  private record Given(
      ServiceConfig service,
      RealServerConfig server,
      ServerKey key,
      @Nullable Decision before,
      List<String> detail) {}

  private static Outcome unknown(
      DirectorConfig config, @Nullable ServiceConfig service, ServerKey key) {
    return service == null
        ? UnknownName.of("service", key.service(), config.services().keySet()).refused()
        : UnknownName.server(key.service(), key.server(), service.realServers().keySet()).refused();
  }

  private CompletableFuture<Outcome> refused(
      Caller caller, ServerKey key, ServerOrder order, Outcome refusal) {
    orders.refused(caller, key, order, refusal.message());
    return CompletableFuture.completedFuture(refusal);
  }

  /** Of what is not configured, and so has nothing else that could be changed. */
  private CompletableFuture<Outcome> forget(Caller caller, ServerKey key, ServerOrder order) {
    Outcome forgotten =
        Outcome.done(key + " is not configured; what was ordered of it is forgotten", List.of());
    return orders.undo(caller, key, order).thenApply(why -> beside(forgotten, why));
  }

  /** What is to persist, and the disk does not take, is in force until a restart. */
  private static Outcome beside(Outcome outcome, Optional<String> why) {
    if (why.isEmpty()) {
      return outcome;
    }
    List<String> detail = new ArrayList<>(outcome.detail());
    detail.add(why.get());
    detail.add("it is in force, but a restart of directord would not know it");
    return Outcome.refused(outcome.message() + "; but it is not kept for a restart", detail);
  }

  private static String connections(DirectorConfig config, ServerKey key, IpvsSnapshot kernel) {
    long there = Drains.connections(config, List.of(key), kernel).getOrDefault(key, 0L);
    return there + (there == 1 ? " connection there" : " connections there");
  }

  /** What was refused may be about others: whether the kernel has it, the kernel tells. */
  private CompletableFuture<Outcome> conclude(Given given, List<String> refusals) {
    Decision decision = allocations.decisions().get(given.key().service());
    Allotment allotment = decision == null ? null : decision.servers().get(given.key().server());
    if (decision == null || allotment == null) {
      return CompletableFuture.completedFuture(
          Outcome.done(given.key() + ": is configured no more", given.detail()));
    }
    List<String> detail = new ArrayList<>(given.detail());
    warning(given, decision).ifPresent(detail::add);
    String is = given.key() + ": " + allotment.sentence();
    return refusals.isEmpty()
        ? CompletableFuture.completedFuture(Outcome.done(is, detail))
        : ipvs.readIfPossible()
            .thenApplyAsync(
                kernel ->
                    kernel.filter(it -> has(it, given, allotment)).isPresent()
                        ? Outcome.done(is, detail)
                        : notThere(is, detail, refusals),
                loop);
  }

  /** An operator's will is done, but he hears whom it leaves. */
  private static Optional<String> warning(Given given, Decision now) {
    Decision before = given.before();
    String service = given.service().name();
    if (!now.after().served() && (before == null || before.after().served())) {
      return Optional.of("no other server of " + service + " is healthy: nobody serves now");
    }
    boolean lost = now.after().quorumLost() && (before == null || !before.after().quorumLost());
    return lost
        ? Optional.of(
            "%s has lost its quorum: healthy weight %d, and it needs %d%s"
                .formatted(
                    service,
                    now.quorum().healthy(),
                    now.quorum().required(),
                    now.quorum().sorryActive() ? "; the sorry server answers now" : ""))
        : Optional.empty();
  }

  private static boolean has(IpvsSnapshot kernel, Given given, Allotment allotment) {
    return new InKernel(given.service(), kernel).has(given.server(), allotment.weight());
  }

  private static Outcome notThere(String is, List<String> told, List<String> refusals) {
    List<String> detail = new ArrayList<>(told);
    detail.addAll(refusals);
    detail.add("the order stands: each comparison with the kernel tries again");
    return Outcome.refused(is + "; but the kernel does not have it so", detail);
  }
}
