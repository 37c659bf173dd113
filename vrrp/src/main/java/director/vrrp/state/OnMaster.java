// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpEvent.AddressLost;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.AnnouncementDue;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Handover;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** RFC 9568, section 6.4.3. */
final class OnMaster {
  private final Moves moves;
  private final VirtualRouter router;

  OnMaster(Moves moves) {
    this.moves = moves;
    this.router = moves.router();
  }

  Transition on(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof TimerFired fired) {
      return onTimer(current, fired.timer());
    }
    if (event instanceof AdvertisementReceived heard) {
      return outranksUs(current, heard) ? stepDown(current, heard) : assertRole(current, heard);
    }
    if (event instanceof Stalled stalled) {
      return stalled.late().compareTo(router.harmlessStall()) <= 0
          ? onTimer(current, VrrpTimer.ADVERTISEMENT)
          : moves.listen(
              current,
              "did not run for " + Reasons.spoken(stalled.late()) + " while it held the addresses");
    }
    if (event instanceof AnnouncementDue due) {
      return new Transition(current, moves.announceTwice(), due.reason());
    }
    return onLeaving(current, event);
  }

  private Transition onLeaving(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof Shutdown shutdown) {
      return resign(current, shutdown);
    }
    if (event instanceof Handover handover) {
      return handOver(current, handover.reason());
    }
    if (event instanceof AddressLost lost) {
      return giveWay(current, lost.reason());
    }
    if (event instanceof Fault fault) {
      return moves.leave(current, VrrpState.FAULT, fault.reason());
    }
    return Transition.stay(current);
  }

  private Transition onTimer(VirtualRouterState current, VrrpTimer timer) {
    return switch (timer) {
      case ADVERTISEMENT ->
          Transition.stay(
              current,
              new SendAdvertisement(router.priority()),
              new StartTimer(VrrpTimer.ADVERTISEMENT, router.interval()));
      case ANNOUNCE_AGAIN -> Transition.stay(current, new Announce(moves.announcements().burst()));
      case ANNOUNCE_REFRESH ->
          Transition.stay(
              current,
              new Announce(1),
              new StartTimer(VrrpTimer.ANNOUNCE_REFRESH, moves.announcements().refresh()));
      case ASSERTED -> Transition.stay(current.asserting(false));
      case MASTER_DOWN, PREEMPT_DELAY, RELEASE -> Transition.stay(current);
    };
  }

  private boolean outranksUs(VirtualRouterState current, AdvertisementReceived heard) {
    int priority = heard.advertisement().priority();
    if (priority != router.priority()) {
      return priority > router.priority();
    }
    InetAddress ours = current.primaryAddress();
    return ours == null
        || Arrays.compareUnsigned(heard.sender().getAddress(), ours.getAddress()) > 0;
  }

  /**
   * The last advertisement of the loser lets the winner know that there were two, so that it
   * announces itself: neighbours may have learnt our hardware address in between.
   */
  private Transition stepDown(VirtualRouterState current, AdvertisementReceived heard) {
    Duration interval =
        router.version() == 2 ? router.interval() : heard.advertisement().interval();
    Master master = Moves.master(heard);
    return Transition.to(
        current
            .in(VrrpState.BACKUP)
            .holding(false)
            .every(interval)
            .heard(master)
            .watching(Watch.MASTER),
        moves.reasons().stepDown(master),
        List.of(
            new SendAdvertisement(router.priority()),
            new RemoveAddresses(),
            new StopAllTimers(),
            new StartTimer(VrrpTimer.MASTER_DOWN, router.masterDownInterval(interval))));
  }

  /**
   * Somebody of lower rank speaks, or resigns. RFC 9568 answers each such packet at once; here it
   * is one answer an interval, and the rhythm of the advertisements does not change, so that nobody
   * can make us storm or fall silent.
   */
  private Transition assertRole(VirtualRouterState current, AdvertisementReceived heard) {
    if (current.asserted()) {
      return Transition.stay(current);
    }
    VirtualRouterState next = current.asserting(true);
    List<VrrpAction> actions = new ArrayList<>();
    actions.add(new SendAdvertisement(router.priority()));
    if (heard.advertisement().priority() > 0) {
      actions.addAll(moves.announceTwice());
    }
    actions.add(new StartTimer(VrrpTimer.ASSERTED, router.interval()));
    return new Transition(
        next,
        actions,
        heard.advertisement().priority() == 0
            ? ""
            : "heard a second master, "
                + Moves.master(heard)
                + ", of lower rank: announces itself again");
  }

  /** Make before break: resigned, but the addresses answer until the successor is there. */
  private Transition resign(VirtualRouterState current, Shutdown shutdown) {
    Duration bound = router.releaseBound();
    boolean longer = shutdown.patience().compareTo(bound) > 0;
    return Transition.to(
        current.in(VrrpState.INIT).heard(null),
        shutdown.reason(),
        List.of(
            new SendAdvertisement(0),
            new StopAllTimers(),
            new StartTimer(VrrpTimer.RELEASE, longer ? shutdown.patience() : bound)));
  }

  /** The same, but who finds no successor takes the role up again. */
  private Transition handOver(VirtualRouterState current, String reason) {
    return Transition.to(
        current.in(VrrpState.BACKUP).heard(null).watching(Watch.SUCCESSOR),
        reason + ": answers for the addresses until the successor is heard",
        List.of(
            new SendAdvertisement(0),
            new StopAllTimers(),
            new StartTimer(VrrpTimer.MASTER_DOWN, router.releaseBound())));
  }

  /** For a skew time everybody else may take over. */
  private Transition giveWay(VirtualRouterState current, String reason) {
    return Transition.to(
        current.in(VrrpState.BACKUP).holding(false).heard(null).watching(Watch.RESIGNED),
        reason,
        List.of(
            new SendAdvertisement(0),
            new RemoveAddresses(),
            new StopAllTimers(),
            new StartTimer(VrrpTimer.MASTER_DOWN, router.skewTime(router.interval()))));
  }
}
