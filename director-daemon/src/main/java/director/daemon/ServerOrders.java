// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.ServerOrder;
import director.daemon.control.StatusReport;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.orders.MachineClock;
import director.daemon.orders.OrderFile;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrder.Verb;
import director.daemon.orders.state.StandingOrders;
import director.daemon.plan.Allotment;
import director.daemon.plan.Allotment.Cause;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.ServerKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is ordered of servers, and what of it a restart finds again. Those who decide about weights
 * have it as {@link Instruction}s. Confined to the loop.
 */
final class ServerOrders {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private final Allocations allocations;
  private final Supplier<Moment> clock;
  private final OrderEvents events;
  private final KeptOrders kept;
  private StandingOrders orders;

  /** Until the next order that is to persist: then whoever gives them knows. */
  private Optional<String> unreadable;

  /** With a file in that directory. */
  static ServerOrders open(Path stateDirectory, Allocations allocations, EventSink events) {
    return new ServerOrders(
        new OrderFile(stateDirectory.resolve("server-orders.json")),
        KeptOrders.disk(),
        allocations,
        MachineClock.open(),
        new OrderEvents(events));
  }

  /**
   * Takes up what a former run kept, so that the first decision knows it.
   *
   * @param disk may block, and does one thing after the other
   */
  ServerOrders(
      OrderFile file,
      Executor disk,
      Allocations allocations,
      Supplier<Moment> clock,
      OrderEvents events) {
    this.allocations = allocations;
    this.clock = clock;
    this.events = events;
    this.kept = new KeptOrders(file, disk);
    OrderFile.Found found = file.load();
    this.unreadable = found.problem();
    unreadable.ifPresent(LOG::error);
    this.orders = found.orders().only(order -> order.target().kind() == Target.Kind.SERVER);
    orders
        .newestFirst()
        .forEach(
            order -> {
              LOG.info("{} of {} is in force, by {}", order.words(), order.target(), order.by());
              allocations.instruct(key(order), Optional.of(instruction(order)));
            });
  }

  Optional<StandingOrder> of(ServerKey key) {
    return orders.of(target(key));
  }

  boolean takes(ServerKey key) {
    return orders.takes(target(key));
  }

  Outcome full() {
    return Outcome.refused(
        StandingOrders.MOST + " orders are in force already",
        List.of("end some of them (enable), or take the servers out of the configuration"));
  }

  void refused(Caller caller, ServerKey key, ServerOrder order, String why) {
    events.refused(target(key), order.verb().word(), caller.toString(), why);
  }

  /**
   * From the next decision on it is so.
   *
   * @return done when the disk has what is to persist; why it has not, otherwise
   */
  CompletableFuture<Optional<String>> give(
      Caller caller, ServiceConfig service, ServerKey key, ServerOrder order) {
    Verb verb = verb(order.verb());
    if (verb == null) {
      return undo(caller, key, order);
    }
    Duration time = verb == Verb.DRAIN ? order.within().orElseGet(service::drainTimeout) : null;
    StandingOrder standing =
        new StandingOrder(
            target(key),
            verb,
            order.weight().orElse(0),
            time,
            clock.get(),
            caller.toString(),
            order.reason(),
            order.persist(),
            null);
    events.given(standing, of(key));
    allocations.instruct(key, Optional.of(instruction(standing)));
    return change(orders.with(standing));
  }

  /** It is as configured again. */
  CompletableFuture<Optional<String>> undo(Caller caller, ServerKey key, ServerOrder order) {
    of(key).ifPresent(was -> events.undone(was, caller.toString(), order.reason()));
    allocations.instruct(key, Optional.empty());
    return change(orders.without(target(key)));
  }

  private CompletableFuture<Optional<String>> change(StandingOrders next) {
    boolean same = next.persisted().equals(orders.persisted());
    orders = next;
    if (same && kept.problem().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    unreadable = Optional.empty();
    return kept.keep(next.persisted());
  }

  private static @Nullable Verb verb(ServerOrder.Verb verb) {
    return switch (verb) {
      case ENABLE -> null;
      case DISABLE -> Verb.DISABLE;
      case QUIESCE -> Verb.QUIESCE;
      case DRAIN -> Verb.DRAIN;
      case WEIGHT -> Verb.WEIGHT;
    };
  }

  /** After each decision: drains may be over, and what was ordered may be configured no more. */
  void look() {
    StandingOrders next = orders;
    for (StandingOrder order : orders.byTarget().values()) {
      Allotment allotment = allotment(key(order));
      if (!allocations.instructions().containsKey(key(order))) {
        events.ended(order, "it is configured no more");
        next = next.without(order.target());
      } else if (order.fulfilledAfter() == null
          && allotment != null
          && allotment.cause() == Cause.DRAINED) {
        events.fulfilled(order, allotment.sentence());
        next = next.with(order.fulfilled(order.given().ago(clock.get())));
      }
    }
    // With what the disk has refused before: it may take it now.
    if (!next.equals(orders) || kept.problem().isPresent()) {
      var unused = change(next);
    }
  }

  private @Nullable Allotment allotment(ServerKey key) {
    Decision decision = allocations.decisions().get(key.service());
    return decision == null ? null : decision.servers().get(key.server());
  }

  /** With those that the elector keeps, for people. */
  List<StatusReport.Order> report(DirectorConfig config, ElectorView elector) {
    return OrderReport.of(config, orders.newestFirst(), elector, clock.get());
  }

  /** Sentences about what a restart would not know. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    unreadable.ifPresent(problems::add);
    kept.problem().ifPresent(why -> problems.add("orders would not outlive a restart: " + why));
    return problems;
  }

  /** "in place of disable, ordered by uid 1000 (anna) at ...". */
  static String replaced(StandingOrder order) {
    return "in place of %s, ordered by %s at %s"
        .formatted(order.words(), order.by(), order.given().wall());
  }

  /** By the clock that decisions are made by. */
  private Instruction instruction(StandingOrder order) {
    Duration since = Allocations.now().minus(order.given().ago(clock.get()));
    Duration time = order.fulfilledAfter() == null ? order.length() : order.fulfilledAfter();
    return new Instruction(
        Instruction.Verb.valueOf(order.verb().name()),
        order.weight(),
        since,
        Optional.ofNullable(time).map(since::plus),
        order.by(),
        order.reason(),
        order.given().wall(),
        order.persist());
  }

  static ServerKey key(StandingOrder order) {
    String name = order.target().name();
    int slash = name.indexOf('/');
    return new ServerKey(name.substring(0, slash), name.substring(slash + 1));
  }

  private static Target target(ServerKey key) {
    return Target.server(key.service(), key.server());
  }
}
