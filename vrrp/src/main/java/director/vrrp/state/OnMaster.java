// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.SendFarewell;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpEvent.AddressLost;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.AnnouncementDue;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.Handover;
import director.vrrp.state.VrrpEvent.Leaving;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** RFC 9568, section 6.4.3. */
final class OnMaster {
  /** From one farewell to the next: what loses one packet does not lose all of them. */
  private static final Duration FAREWELLS = Duration.ofMillis(50);

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
      return moves.outranksUs(current, heard)
          ? stepDown(current, heard)
          : assertRole(current, heard);
    }
    if (event instanceof Stalled stalled) {
      return stalled.late().compareTo(router.harmlessStall()) <= 0
          ? onTimer(current, VrrpTimer.ADVERTISEMENT)
          : moves.listen(
              atOurPace(current),
              "did not run for " + Reasons.spoken(stalled.late()) + " while it held the addresses");
    }
    if (event instanceof AnnouncementDue due) {
      return new Transition(current, moves.announceTwice(), due.reason());
    }
    if (event instanceof Leaving leaving) {
      return current.leaves() ? Transition.stay(current) : leave(current, leaving.promise());
    }
    return onLeaving(current, event);
  }

  private Transition onLeaving(VirtualRouterState current, VrrpEvent event) {
    VirtualRouterState last = atOurPace(current);
    if (event instanceof Shutdown shutdown) {
      return resign(last, shutdown);
    }
    if (event instanceof Handover handover) {
      return handOver(last, handover.reason());
    }
    if (event instanceof AddressLost lost) {
      return giveWay(last, lost.reason());
    }
    if (event instanceof Fault fault) {
      return moves.leave(last, VrrpState.FAULT, fault.reason());
    }
    return Transition.stay(current);
  }

  private Transition onTimer(VirtualRouterState current, VrrpTimer timer) {
    return switch (timer) {
      case ADVERTISEMENT ->
          Transition.stay(
              current,
              speak(current),
              new StartTimer(
                  VrrpTimer.ADVERTISEMENT, current.leaves() ? FAREWELLS : router.interval()));
      case ANNOUNCE_AGAIN, ANNOUNCE_OWED ->
          Transition.stay(current, new Announce(moves.announcements().burst()));
      case ANNOUNCE_REFRESH ->
          Transition.stay(
              current,
              new Announce(1),
              new StartTimer(VrrpTimer.ANNOUNCE_REFRESH, moves.announcements().refresh()));
      case ASSERTED -> Transition.stay(current.asserting(false));
      case MASTER_DOWN, PREEMPT_DELAY, RELEASE -> Transition.stay(current);
    };
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
   * can make us storm or fall silent. But the neighbours may have learnt the other one since we
   * announced ourselves, even if both became MASTER within the same interval: that is made good an
   * interval later.
   */
  private Transition assertRole(VirtualRouterState current, AdvertisementReceived heard) {
    if (current.asserted()) {
      return Transition.stay(current, new StartTimer(VrrpTimer.ANNOUNCE_OWED, router.interval()));
    }
    List<VrrpAction> actions = new ArrayList<>();
    actions.add(speak(current));
    actions.addAll(moves.announceTwice());
    actions.add(new StartTimer(VrrpTimer.ASSERTED, router.interval()));
    return new Transition(
        current.asserting(true),
        actions,
        "heard a second master, "
            + Moves.master(heard)
            + ", of lower rank: announces itself again");
  }

  /** Who does not leave after all speaks as ever. */
  private VirtualRouterState atOurPace(VirtualRouterState current) {
    return current.leaves() ? current.every(router.interval()) : current;
  }

  private VrrpAction speak(VirtualRouterState current) {
    return current.leaves()
        ? new SendFarewell(router.priority(), current.masterInterval())
        : new SendAdvertisement(router.priority());
  }

  /**
   * Says it again and again until the process ends, so that a lost one does no harm. And what the
   * neighbours may be owed does not wait for our return.
   */
  private Transition leave(VirtualRouterState current, Duration promise) {
    Duration farewell = router.farewellInterval(promise);
    return Transition.to(
        current.every(farewell).asserting(false).watching(Watch.RESTART),
        "leaves for a restart: keeps the role, no backup takes over within "
            + Reasons.spoken(router.coveredBy(farewell)),
        List.of(
            new SendFarewell(router.priority(), farewell),
            new StopAllTimers(),
            new StartTimer(VrrpTimer.ADVERTISEMENT, FAREWELLS),
            new Announce(moves.announcements().burst())));
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
