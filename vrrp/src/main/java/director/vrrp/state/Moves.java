// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VrrpAction.AddAddresses;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpAction.StopTimer;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.Startup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ways from one state to another that begin in more than one. */
record Moves(VirtualRouter router, Announcements announcements, boolean grouped, Reasons reasons) {
  Moves(VirtualRouter router, Announcements announcements, boolean grouped) {
    this(router, announcements, grouped, new Reasons(router));
  }

  static Master master(AdvertisementReceived heard) {
    return new Master(heard.sender(), heard.advertisement().priority());
  }

  Transition start(VirtualRouterState current, Startup startup) {
    VirtualRouterState fresh =
        current
            .in(VrrpState.BACKUP)
            .from(startup.primaryAddress())
            .every(router.interval())
            .heard(null);
    boolean found = startup.addressesFound() || current.holdsAddresses();
    if (router.isOwner()) {
      return grouped
          ? Transition.to(
              fresh.holding(found).readily(),
              reasons.owner() + " with its sync group",
              List.of(new StopAllTimers()))
          : becomeMaster(fresh, reasons.owner());
    }
    if (found) {
      return listen(fresh.holding(true), "the addresses are on the interface already");
    }
    Duration down = router.masterDownInterval(router.interval());
    return Transition.to(
        fresh,
        reasons.start(down),
        List.of(new StopAllTimers(), new StartTimer(VrrpTimer.MASTER_DOWN, down)));
  }

  /** Nobody else can have taken over yet, unless it heard nothing of our farewell. */
  Transition comeBack(VirtualRouterState current, InetAddress primaryAddress) {
    VirtualRouterState fresh =
        current
            .in(VrrpState.BACKUP)
            .from(primaryAddress)
            .every(router.interval())
            .heard(null)
            .holding(true)
            .watching(Watch.RESTART);
    return grouped
        ? Transition.to(
            fresh.readily(),
            reasons.restarted() + ", if its sync group is",
            List.of(new StopAllTimers()))
        : becomeMaster(fresh, reasons.restarted());
  }

  /** Addresses stay where they are until it is known whether somebody else has the role. */
  Transition listen(VirtualRouterState current, String because) {
    Duration listen = router.listenInterval(current.masterInterval());
    return Transition.to(
        current.in(VrrpState.BACKUP).heard(null).watching(Watch.LISTEN),
        because + ": keeps them and listens for " + Reasons.spoken(listen) + " before it speaks",
        List.of(new StopAllTimers(), new StartTimer(VrrpTimer.MASTER_DOWN, listen)));
  }

  boolean outranksUs(VirtualRouterState current, AdvertisementReceived heard) {
    int priority = heard.advertisement().priority();
    if (priority != router.priority()) {
      return priority > router.priority();
    }
    InetAddress ours = current.primaryAddress();
    return ours == null
        || Arrays.compareUnsigned(heard.sender().getAddress(), ours.getAddress()) > 0;
  }

  /**
   * Accepts the advertisement: this one is the master, and its interval counts. As long as we held
   * the addresses we answered for them, so it has to announce itself: we say a last word as who
   * steps down does, unless that would make it yield to us.
   */
  Transition follow(VirtualRouterState current, AdvertisementReceived heard, boolean stopDelay) {
    Duration interval =
        router.version() == 2 ? router.interval() : heard.advertisement().interval();
    List<VrrpAction> actions = new ArrayList<>();
    boolean handsOver = current.watch() == Watch.SUCCESSOR;
    boolean settles = current.holdsAddresses() && (handsOver || current.watch() == Watch.SETTLING);
    if (current.holdsAddresses() && !settles) {
      if (outranksUs(current, heard)) {
        actions.add(new SendAdvertisement(router.priority()));
      }
      actions.add(new RemoveAddresses());
    }
    actions.add(new StartTimer(VrrpTimer.MASTER_DOWN, router.masterDownInterval(interval)));
    if (stopDelay) {
      actions.add(new StopTimer(VrrpTimer.PREEMPT_DELAY));
    }
    if (settles && handsOver) {
      actions.add(new StartTimer(VrrpTimer.RELEASE, router.settleTime()));
    }
    String reason =
        current.holdsAddresses() && !settles
            ? "gives the addresses up: " + current.master() + " is MASTER"
            : "";
    Watch watch = settles ? Watch.SETTLING : Watch.MASTER;
    return new Transition(
        current.holding(settles).every(interval).watching(watch), actions, reason);
  }

  /**
   * The advertisement comes first: nothing must delay it. It is all that the loser's last word
   * could ask for at once, so that counts as answered.
   */
  Transition becomeMaster(VirtualRouterState current, String reason) {
    List<VrrpAction> actions = new ArrayList<>();
    actions.add(new SendAdvertisement(router.priority()));
    actions.add(new StopAllTimers());
    actions.add(new AddAddresses());
    actions.add(new Announce(announcements.burst()));
    actions.add(new StartTimer(VrrpTimer.ADVERTISEMENT, router.interval()));
    actions.add(new StartTimer(VrrpTimer.ASSERTED, router.interval()));
    actions.addAll(announceLater());
    return Transition.to(
        current
            .in(VrrpState.MASTER)
            .holding(true)
            .every(router.interval())
            .heard(null)
            .asserting(true),
        reason,
        actions);
  }

  private List<VrrpAction> announceLater() {
    List<VrrpAction> actions = new ArrayList<>();
    if (!announcements.again().isZero()) {
      actions.add(new StartTimer(VrrpTimer.ANNOUNCE_AGAIN, announcements.again()));
    }
    if (!announcements.refresh().isZero()) {
      actions.add(
          new StartTimer(
              VrrpTimer.ANNOUNCE_REFRESH, announcements.again().plus(announcements.refresh())));
    }
    return actions;
  }

  /** The neighbours may have been told otherwise, and may miss one of two. */
  List<VrrpAction> announceTwice() {
    List<VrrpAction> actions = new ArrayList<>();
    actions.add(new Announce(announcements.burst()));
    if (!announcements.again().isZero()) {
      actions.add(new StartTimer(VrrpTimer.ANNOUNCE_AGAIN, announcements.again()));
    }
    return actions;
  }

  Transition release(VirtualRouterState current, String reason) {
    return Transition.to(
        current.holding(false).heard(null),
        reason,
        List.of(new RemoveAddresses(), new StopAllTimers()));
  }

  Transition leave(VirtualRouterState current, VrrpState to, String reason) {
    List<VrrpAction> actions = new ArrayList<>();
    if (current.state() == VrrpState.MASTER) {
      actions.add(new SendAdvertisement(0));
    }
    if (current.holdsAddresses()) {
      actions.add(new RemoveAddresses());
    }
    actions.add(new StopAllTimers());
    return Transition.to(current.in(to).holding(false).heard(null), reason, actions);
  }
}
