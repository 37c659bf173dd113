// SPDX-License-Identifier: Apache-2.0
package director.vrrp.state;

import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VirtualRouterState.Preemption;
import director.vrrp.state.VrrpAction.AddAddresses;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpAction.RemoveAddresses;
import director.vrrp.state.VrrpAction.SendAdvertisement;
import director.vrrp.state.VrrpAction.StartTimer;
import director.vrrp.state.VrrpAction.StopAllTimers;
import director.vrrp.state.VrrpAction.StopTimer;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpEvent.TimerFired;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The election of RFC 9568, section 6.4, and of RFC 3768, section 6.4, for one virtual router.
 *
 * <p>Two things go beyond them. Who finds the addresses in place when it starts, or wakes from a
 * pause, listens for one interval and takes the role up only if nobody else has it. And who stops
 * as MASTER resigns first and answers for the addresses until the successor is heard.
 */
public final class VrrpStateMachine {
  private static final int BURST = 5;
  private static final Duration SECOND_BURST = Duration.ofSeconds(5);
  private static final Duration REFRESH = Duration.ofSeconds(60);

  private final VirtualRouter router;
  private final Reasons reasons;

  public VrrpStateMachine(VirtualRouter router) {
    this.router = router;
    this.reasons = new Reasons(router);
  }

  public VirtualRouter router() {
    return router;
  }

  /**
   * A state that was reached under other orders for the same virtual router. What a master taught
   * us stays; where nobody did, the interval is our own one as it is now.
   */
  public VirtualRouterState adopt(VirtualRouterState current) {
    boolean learned =
        router.version() == 3 && current.state() == VrrpState.BACKUP && current.master() != null;
    return learned ? current : current.every(router.interval());
  }

  /** What follows from {@code event}; the same for the same arguments, always. */
  public Transition on(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof PrimaryAddressChanged changed) {
      return Transition.stay(current.from(changed.primaryAddress()));
    }
    return switch (current.state()) {
      case INIT -> onInit(current, event);
      case BACKUP -> onBackup(current, event);
      case MASTER -> onMaster(current, event);
      case FAULT -> onFault(current, event);
    };
  }

  /** RFC 9568, section 6.4.1; and the wait of a former MASTER for its successor. */
  private Transition onInit(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof Startup startup) {
      return start(current, startup);
    }
    if (event instanceof Fault fault) {
      return leave(current, VrrpState.FAULT, fault.reason());
    }
    if (current.holdsAddresses()) {
      if (event instanceof AdvertisementReceived heard && heard.advertisement().priority() > 0) {
        return release(current, "released to " + master(heard));
      }
      if (event instanceof TimerFired fired && fired.timer() == VrrpTimer.RELEASE) {
        return release(
            current,
            "released: no successor spoke within " + Reasons.spoken(router.releaseBound()));
      }
    }
    return Transition.stay(current);
  }

  private Transition onFault(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof Startup startup) {
      return start(current, startup);
    }
    if (event instanceof Shutdown shutdown) {
      return leave(current, VrrpState.INIT, shutdown.reason());
    }
    return Transition.stay(current);
  }

  private Transition start(VirtualRouterState current, Startup startup) {
    VirtualRouterState fresh =
        current
            .in(VrrpState.BACKUP)
            .from(startup.primaryAddress())
            .every(router.interval())
            .heard(null);
    if (router.isOwner()) {
      return becomeMaster(fresh, "owner of the addresses (priority 255) starts");
    }
    if (startup.addressesFound() || current.holdsAddresses()) {
      return listen(fresh.holding(true), "the addresses are on the interface already");
    }
    Duration down = router.masterDownInterval(router.interval());
    return Transition.to(
        fresh,
        reasons.start(down),
        List.of(new StopAllTimers(), new StartTimer(VrrpTimer.MASTER_DOWN, down)));
  }

  /** Addresses stay where they are until it is known whether somebody else has the role. */
  private Transition listen(VirtualRouterState current, String because) {
    Duration listen = router.listenInterval(current.masterInterval());
    return Transition.to(
        current.in(VrrpState.BACKUP).heard(null),
        because + ": keeps them and listens for " + Reasons.spoken(listen) + " before it speaks",
        List.of(new StopAllTimers(), new StartTimer(VrrpTimer.MASTER_DOWN, listen)));
  }

  /** RFC 9568, section 6.4.2. */
  private Transition onBackup(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof AdvertisementReceived heard) {
      return onBackupHears(current, heard);
    }
    if (event instanceof TimerFired fired && fired.timer() == VrrpTimer.MASTER_DOWN) {
      return becomeMaster(current, reasons.masterDown(current));
    }
    if (event instanceof TimerFired fired && fired.timer() == VrrpTimer.PREEMPT_DELAY) {
      return Transition.stay(current.with(Preemption.DUE));
    }
    if (event instanceof Stalled) {
      Duration listen = router.listenInterval(current.masterInterval());
      return Transition.stay(current, new StartTimer(VrrpTimer.MASTER_DOWN, listen));
    }
    if (event instanceof Shutdown shutdown) {
      return leave(current, VrrpState.INIT, shutdown.reason());
    }
    if (event instanceof Fault fault) {
      return leave(current, VrrpState.FAULT, fault.reason());
    }
    return Transition.stay(current);
  }

  private Transition onBackupHears(VirtualRouterState current, AdvertisementReceived heard) {
    int priority = heard.advertisement().priority();
    VirtualRouterState next = current.heard(master(heard));
    if (priority == 0) {
      Duration skew = router.skewTime(current.masterInterval());
      return Transition.stay(next, new StartTimer(VrrpTimer.MASTER_DOWN, skew));
    }
    if (priority >= router.priority()) {
      return follow(next.with(Preemption.NOT_ASKED_FOR), heard, true);
    }
    boolean delays = !router.preemptDelay().isZero() && current.preemption() != Preemption.DUE;
    if (!router.preempts()) {
      return follow(next, heard, false);
    }
    if (!delays || current.holdsAddresses()) {
      // Discarded: the timer runs on, and when it ends we take over.
      return Transition.stay(next);
    }
    Transition followed = follow(next.with(Preemption.DELAYED), heard, false);
    if (current.preemption() == Preemption.DELAYED) {
      return followed;
    }
    List<VrrpAction> actions = new ArrayList<>(followed.actions());
    actions.add(new StartTimer(VrrpTimer.PREEMPT_DELAY, router.preemptDelay()));
    return new Transition(followed.next(), actions, followed.reason());
  }

  /**
   * Accepts the advertisement: this one is the master, and its interval counts. As long as we held
   * the addresses we answered for them, so it has to announce itself: we say a last word as in
   * {@link #stepDown}, unless that would make it yield to us.
   */
  private Transition follow(
      VirtualRouterState current, AdvertisementReceived heard, boolean stopDelay) {
    Duration interval =
        router.version() == 2 ? router.interval() : heard.advertisement().interval();
    List<VrrpAction> actions = new ArrayList<>();
    if (current.holdsAddresses()) {
      if (outranksUs(current, heard)) {
        actions.add(new SendAdvertisement(router.priority()));
      }
      actions.add(new RemoveAddresses());
    }
    actions.add(new StartTimer(VrrpTimer.MASTER_DOWN, router.masterDownInterval(interval)));
    if (stopDelay) {
      actions.add(new StopTimer(VrrpTimer.PREEMPT_DELAY));
    }
    String reason =
        current.holdsAddresses()
            ? "gives the addresses up: " + current.master() + " is MASTER"
            : "";
    return new Transition(current.holding(false).every(interval), actions, reason);
  }

  /** RFC 9568, section 6.4.3. */
  private Transition onMaster(VirtualRouterState current, VrrpEvent event) {
    if (event instanceof TimerFired fired) {
      return onMasterTimer(current, fired.timer());
    }
    if (event instanceof AdvertisementReceived heard) {
      return outranksUs(current, heard) ? stepDown(current, heard) : assertRole(current, heard);
    }
    if (event instanceof Stalled stalled) {
      return stalled.late().compareTo(router.harmlessStall()) <= 0
          ? onMasterTimer(current, VrrpTimer.ADVERTISEMENT)
          : listen(
              current,
              "did not run for " + Reasons.spoken(stalled.late()) + " while it held the addresses");
    }
    if (event instanceof Shutdown shutdown) {
      return resign(current, shutdown.reason());
    }
    if (event instanceof Fault fault) {
      return leave(current, VrrpState.FAULT, fault.reason());
    }
    return Transition.stay(current);
  }

  private Transition onMasterTimer(VirtualRouterState current, VrrpTimer timer) {
    return switch (timer) {
      case ADVERTISEMENT ->
          Transition.stay(
              current,
              new SendAdvertisement(router.priority()),
              new StartTimer(VrrpTimer.ADVERTISEMENT, router.interval()));
      case ANNOUNCE_AGAIN, ANNOUNCE_OWED -> Transition.stay(current, new Announce(BURST));
      case ANNOUNCE_REFRESH ->
          Transition.stay(
              current, new Announce(1), new StartTimer(VrrpTimer.ANNOUNCE_REFRESH, REFRESH));
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
    Master master = master(heard);
    return Transition.to(
        current.in(VrrpState.BACKUP).holding(false).every(interval).heard(master),
        reasons.stepDown(master),
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
    VirtualRouterState next = current.asserting(true);
    StartTimer again = new StartTimer(VrrpTimer.ASSERTED, router.interval());
    return new Transition(
        next,
        List.of(
            new SendAdvertisement(router.priority()),
            new Announce(BURST),
            new StartTimer(VrrpTimer.ANNOUNCE_AGAIN, SECOND_BURST),
            again),
        "heard a second master, " + master(heard) + ", of lower rank: announces itself again");
  }

  /**
   * The advertisement comes first: nothing must delay it. It is all that the loser's last word
   * could ask for at once, so that counts as answered.
   */
  private Transition becomeMaster(VirtualRouterState current, String reason) {
    return Transition.to(
        current
            .in(VrrpState.MASTER)
            .holding(true)
            .every(router.interval())
            .heard(null)
            .asserting(true),
        reason,
        List.of(
            new SendAdvertisement(router.priority()),
            new StopAllTimers(),
            new AddAddresses(),
            new Announce(BURST),
            new StartTimer(VrrpTimer.ADVERTISEMENT, router.interval()),
            new StartTimer(VrrpTimer.ASSERTED, router.interval()),
            new StartTimer(VrrpTimer.ANNOUNCE_AGAIN, SECOND_BURST),
            new StartTimer(VrrpTimer.ANNOUNCE_REFRESH, SECOND_BURST.plus(REFRESH))));
  }

  /** Make before break: resigned, but the addresses answer until the successor is there. */
  private Transition resign(VirtualRouterState current, String reason) {
    return Transition.to(
        current.in(VrrpState.INIT).heard(null),
        reason,
        List.of(
            new SendAdvertisement(0),
            new StopAllTimers(),
            new StartTimer(VrrpTimer.RELEASE, router.releaseBound())));
  }

  private static Transition release(VirtualRouterState current, String reason) {
    return Transition.to(
        current.holding(false), reason, List.of(new RemoveAddresses(), new StopAllTimers()));
  }

  private static Transition leave(VirtualRouterState current, VrrpState to, String reason) {
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

  private static Master master(AdvertisementReceived heard) {
    return new Master(heard.sender(), heard.advertisement().priority());
  }
}
