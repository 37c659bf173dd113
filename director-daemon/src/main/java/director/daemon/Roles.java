// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.StandbyOrder;
import director.daemon.elector.ElectorLink;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import director.daemon.orders.state.Moment;
import director.daemon.orders.state.StandingOrder;
import director.daemon.orders.state.StandingOrder.Verb;
import director.vrrp.HandoverOutcome;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Standby and handovers, from whoever orders them to the elector, which keeps them and ends them.
 * What it says is in force is in force. Confined to the loop, but for those who ask.
 */
final class Roles {
  private final Loop loop;
  private final ElectorLink link;
  private final Supplier<ElectorView> view;
  private final Supplier<Moment> clock;
  private final OrderEvents events;

  /** Of what is told by those who ended it, or told already. */
  private final Set<StandingOrder> toldOf = new HashSet<>();

  Roles(
      Loop loop,
      ElectorLink link,
      Supplier<ElectorView> view,
      Supplier<Moment> clock,
      OrderEvents events) {
    this.loop = loop;
    this.link = link;
    this.view = view;
    this.clock = clock;
    this.events = events;
  }

  CompletionStage<Outcome> handOver(
      Caller caller, String instance, boolean persist, String reason) {
    return onLoop(
        () -> {
          StandingOrder order =
              order(Target.vip(instance), Verb.HANDOVER, caller, persist, reason, null);
          return give(order, link.handOver(order));
        });
  }

  CompletionStage<Outcome> standby(Caller caller, StandbyOrder wish) {
    return onLoop(
        () -> {
          StandingOrder order =
              order(
                  Target.NODE,
                  Verb.STANDBY,
                  caller,
                  wish.persist(),
                  wish.reason(),
                  wish.within().orElse(null));
          return give(order, link.standby(order));
        });
  }

  private StandingOrder order(
      Target target,
      Verb verb,
      Caller caller,
      boolean persist,
      String reason,
      @Nullable Duration length) {
    return new StandingOrder(
        target, verb, 0, length, clock.get(), caller.toString(), reason, persist, null);
  }

  private CompletionStage<Outcome> onLoop(Supplier<CompletionStage<Outcome>> task) {
    return CompletableFuture.supplyAsync(task, loop).thenCompose(asked -> asked);
  }

  private CompletionStage<Outcome> give(
      StandingOrder order, CompletionStage<HandoverOutcome> asked) {
    Optional<StandingOrder> before = of(order.target());
    return asked.thenApplyAsync(
        outcome -> {
          if (outcome.result() != HandoverOutcome.Result.DONE) {
            events.refused(order.target(), order.words(), order.by(), outcome.sentence());
            return Outcome.refused(outcome.sentence(), List.of());
          }
          events.given(order, before);
          return Outcome.done(outcome.sentence(), detail(order, before));
        },
        loop);
  }

  private List<String> detail(StandingOrder order, Optional<StandingOrder> before) {
    List<String> detail = new ArrayList<>();
    before.ifPresent(
        it ->
            detail.add(
                "in place of %s, ordered by %s at %s"
                    .formatted(it.words(), it.by(), it.given().wall())));
    order.until(clock.get()).ifPresent(until -> detail.add("it ends by itself at " + until));
    return detail;
  }

  private Optional<StandingOrder> of(Target target) {
    return view.get().orders().stream().filter(it -> it.target().equals(target)).findFirst();
  }

  CompletionStage<Outcome> resume(Caller caller, String reason) {
    return onLoop(
        () -> {
          List<StandingOrder> undone = view.get().orders();
          toldOf.addAll(undone);
          String by = caller.toString();
          String because = reason.isBlank() ? "by " + by : reason + " (by " + by + ")";
          return link.resume(because)
              .thenApplyAsync(outcome -> resumed(outcome, undone, by, reason), loop);
        });
  }

  private Outcome resumed(
      HandoverOutcome outcome, List<StandingOrder> undone, String by, String reason) {
    if (outcome.result() != HandoverOutcome.Result.DONE) {
      undone.forEach(toldOf::remove);
      events.refused(Target.NODE, "resume", by, outcome.sentence());
      return Outcome.refused(outcome.sentence(), List.of());
    }
    undone.forEach(order -> events.undone(order, by, reason));
    return Outcome.done(
        outcome.sentence(),
        undone.isEmpty()
            ? List.of("neither standby nor a handover was in force")
            : undone.stream().map(Roles::ended).toList());
  }

  private static String ended(StandingOrder order) {
    String of = order.target().equals(Target.NODE) ? "" : " of " + order.target().name();
    return "ended: %s%s, ordered by %s at %s"
        .formatted(order.words(), of, order.by(), order.given().wall());
  }

  /** What was in force and is no more came to its end. */
  void told(ElectorView before, ElectorView now) {
    for (StandingOrder order : before.orders()) {
      boolean gone =
          now.orders().stream().noneMatch(other -> other.target().equals(order.target()));
      if (gone && !toldOf.contains(order)) {
        events.ended(order, why(order, now));
      }
    }
    toldOf.retainAll(now.orders());
  }

  private String why(StandingOrder order, ElectorView now) {
    if (order.isOver(clock.get())) {
      return "its time is over";
    }
    boolean master =
        order.verb() == Verb.HANDOVER
            && now.state(order.target().name()).equals(Optional.of(VrrpState.MASTER));
    return master
        ? "it became MASTER by itself, as nobody else spoke"
        : "the elector has it no more: it was started anew";
  }
}
