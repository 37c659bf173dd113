// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VirtualRouterState.Preemption;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopTimer;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.Denied;
import director.vrrp.state.VrrpEvent.Elected;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** RFC 9568, section 6.4.2. */
final class OnBackup {
  private final Moves moves;
  private final VirtualRouter router;

  OnBackup(Moves moves) {
    this.moves = moves;
    this.router = moves.router();
  }

  Transition on(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof AdvertisementReceived heard) {
      return hears(current, heard);
    }
    if (event instanceof TimerFired fired) {
      return onTimer(current, fired.timer());
    }
    if (event instanceof Elected elected && current.ready()) {
      return moves.becomeMaster(current, moves.reasons().elected(current, elected.group()));
    }
    if (event instanceof Denied denied && current.ready() && current.holdsAddresses()) {
      return Transition.to(current.holding(false), denied.reason(), List.of(new RemoveAddresses()));
    }
    if (event instanceof Stalled) {
      return onStalled(current);
    }
    if (event instanceof Shutdown shutdown) {
      return moves.leave(current, VrrpState.INIT, shutdown.reason());
    }
    if (event instanceof Fault fault) {
      return moves.leave(current, VrrpState.FAULT, fault.reason());
    }
    return Transition.stay(current);
  }

  private static Transition becomeReady(VirtualRouterState current) {
    return current.watch() == Watch.SETTLING
        ? Transition.stay(
            current.watching(Watch.MASTER).readily(), new StopTimer(VrrpTimer.RELEASE))
        : Transition.stay(current.readily());
  }

  private Transition onStalled(VirtualRouterState current) {
    Duration listen = router.listenInterval(current.masterInterval());
    StartTimer again = new StartTimer(VrrpTimer.MASTER_DOWN, listen);
    if (current.watch() != Watch.SETTLING) {
      return Transition.stay(current.watching(Watch.LISTEN), again);
    }
    return Transition.to(
        current.holding(false).watching(Watch.LISTEN),
        "handed over to " + current.master(),
        List.of(new RemoveAddresses(), new StopTimer(VrrpTimer.RELEASE), again));
  }

  private Transition onTimer(VirtualRouterState current, VrrpTimer timer) {
    return switch (timer) {
      case MASTER_DOWN ->
          moves.grouped()
              ? becomeReady(current)
              : moves.becomeMaster(current, moves.reasons().masterDown(current));
      case PREEMPT_DELAY -> Transition.stay(current.with(Preemption.DUE));
      case RELEASE -> onSettled(current);
      case ADVERTISEMENT, ANNOUNCE_AGAIN, ANNOUNCE_OWED, ANNOUNCE_REFRESH, ASSERTED ->
          Transition.stay(current);
    };
  }

  private static Transition onSettled(VirtualRouterState current) {
    if (current.watch() != Watch.SETTLING || !current.holdsAddresses()) {
      return Transition.stay(current);
    }
    return Transition.to(
        current.holding(false).watching(Watch.MASTER),
        "handed over to " + current.master(),
        List.of(new RemoveAddresses()));
  }

  private Transition hears(VirtualRouterState current, AdvertisementReceived heard) {
    int priority = heard.advertisement().priority();
    VirtualRouterState next = current.heard(Moves.master(heard));
    if (priority == 0) {
      Duration skew = router.skewTime(current.masterInterval());
      List<VrrpAction> wait = new ArrayList<>();
      wait.add(new StartTimer(VrrpTimer.MASTER_DOWN, skew));
      if (current.watch() == Watch.SETTLING) {
        wait.add(new StopTimer(VrrpTimer.RELEASE));
      }
      return new Transition(next.watching(Watch.RESIGNED), wait, "");
    }
    if (priority >= router.priority()) {
      return moves.follow(next.with(Preemption.NOT_ASKED_FOR), heard, true);
    }
    if (!router.preempts() || current.watch() == Watch.SUCCESSOR) {
      return moves.follow(next, heard, false);
    }
    boolean delays = !router.preemptDelay().isZero() && current.preemption() != Preemption.DUE;
    if (!delays || current.holdsAddresses()) {
      // Discarded: the timer runs on, and when it ends we take over.
      return Transition.stay(next);
    }
    Transition followed = moves.follow(next.with(Preemption.DELAYED), heard, false);
    if (current.preemption() == Preemption.DELAYED) {
      return followed;
    }
    List<VrrpAction> actions = new ArrayList<>(followed.actions());
    actions.add(new StartTimer(VrrpTimer.PREEMPT_DELAY, router.preemptDelay()));
    return new Transition(followed.next(), actions, followed.reason());
  }
}
