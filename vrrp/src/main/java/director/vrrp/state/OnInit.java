// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Postponed;
import director.vrrp.state.VrrpEvent.Returned;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.util.List;

/**
 * RFC 9568, section 6.4.1: who takes no part. And the wait of a former MASTER for its successor.
 */
final class OnInit {
  private final Moves moves;

  OnInit(Moves moves) {
    this.moves = moves;
  }

  Transition on(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof Startup startup) {
      return moves.start(current, startup);
    }
    if (event instanceof Returned returned) {
      return moves.comeBack(current, returned.primaryAddress());
    }
    if (event instanceof Postponed postponed) {
      return Transition.stay(
          current.holding(current.holdsAddresses() || postponed.addressesFound()));
    }
    if (event instanceof Fault fault) {
      return moves.leave(current, VrrpState.FAULT, fault.reason());
    }
    if (current.holdsAddresses()) {
      return onHolding(current, event);
    }
    return Transition.stay(current);
  }

  private Transition onHolding(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof AdvertisementReceived heard && heard.advertisement().priority() > 0) {
      VirtualRouterState next = current.heard(Moves.master(heard));
      return current.master() != null
          ? Transition.stay(next)
          : Transition.stay(next, new StartTimer(VrrpTimer.RELEASE, moves.router().settleTime()));
    }
    if (event instanceof TimerFired fired && fired.timer() == VrrpTimer.RELEASE) {
      return moves.release(
          current,
          current.master() != null
              ? "released to " + current.master()
              : "released: no successor spoke within "
                  + Reasons.spoken(moves.router().releaseBound()));
    }
    return Transition.stay(current);
  }

  Transition onFault(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof Startup startup) {
      return moves.start(current, startup);
    }
    if (event instanceof Returned returned) {
      return moves.comeBack(current, returned.primaryAddress());
    }
    if (event instanceof Postponed) {
      return Transition.to(
          current.in(VrrpState.INIT), "the fault is over: waits for its time", List.of());
    }
    if (event instanceof Fault fault) {
      return Transition.to(current, fault.reason(), List.of());
    }
    if (event instanceof Shutdown shutdown) {
      return moves.leave(current, VrrpState.INIT, shutdown.reason());
    }
    return Transition.stay(current);
  }
}
