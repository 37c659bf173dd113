// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VirtualRouterState.Preemption;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.StartTimer;
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
      Duration listen = router.listenInterval(current.masterInterval());
      return Transition.stay(
          current.watching(Watch.LISTEN), new StartTimer(VrrpTimer.MASTER_DOWN, listen));
    }
    if (event instanceof Shutdown shutdown) {
      return moves.leave(current, VrrpState.INIT, shutdown.reason());
    }
    if (event instanceof Fault fault) {
      return moves.leave(current, VrrpState.FAULT, fault.reason());
    }
    return Transition.stay(current);
  }

  private Transition onTimer(VirtualRouterState current, VrrpTimer timer) {
    return switch (timer) {
      case MASTER_DOWN ->
          moves.grouped()
              ? Transition.stay(current.readily())
              : moves.becomeMaster(current, moves.reasons().masterDown(current));
      case PREEMPT_DELAY -> Transition.stay(current.with(Preemption.DUE));
      case ADVERTISEMENT, ANNOUNCE_AGAIN, ANNOUNCE_REFRESH, ASSERTED, RELEASE ->
          Transition.stay(current);
    };
  }

  private Transition hears(VirtualRouterState current, AdvertisementReceived heard) {
    int priority = heard.advertisement().priority();
    VirtualRouterState next = current.heard(Moves.master(heard));
    if (priority == 0) {
      Duration skew = router.skewTime(current.masterInterval());
      return Transition.stay(
          next.watching(Watch.RESIGNED), new StartTimer(VrrpTimer.MASTER_DOWN, skew));
    }
    if (priority >= router.priority()) {
      return moves.follow(next.with(Preemption.NOT_ASKED_FOR), heard.advertisement(), true);
    }
    if (!router.preempts() || current.watch() == Watch.SUCCESSOR) {
      return moves.follow(next, heard.advertisement(), false);
    }
    boolean delays = !router.preemptDelay().isZero() && current.preemption() != Preemption.DUE;
    if (!delays || current.holdsAddresses()) {
      // Discarded: the timer runs on, and when it ends we take over.
      return Transition.stay(next);
    }
    Transition followed = moves.follow(next.with(Preemption.DELAYED), heard.advertisement(), false);
    if (current.preemption() == Preemption.DELAYED) {
      return followed;
    }
    List<VrrpAction> actions = new ArrayList<>(followed.actions());
    actions.add(new StartTimer(VrrpTimer.PREEMPT_DELAY, router.preemptDelay()));
    return new Transition(followed.next(), actions, followed.reason());
  }
}
