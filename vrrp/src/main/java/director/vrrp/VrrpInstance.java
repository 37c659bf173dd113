// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.ElectionListener.Change;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.state.Transition;
import director.vrrp.state.VirtualRouterState;
import director.vrrp.state.VirtualRouterState.Master;
import director.vrrp.state.VrrpEvent;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpEvent.TimerFired;
import director.vrrp.state.VrrpState;
import director.vrrp.state.VrrpStateMachine;
import director.vrrp.state.VrrpTimer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router that runs: the state machine, its timers, its counters, and the effects that
 * perform its actions. Confined to the elector's thread.
 */
final class VrrpInstance {
  /** Later than this is more than a busy machine: somebody stopped us. */
  private static final Duration LEAST_STALL = Duration.ofMillis(50);

  private final ElectionListener listener;
  private final Deadlines deadlines = new Deadlines();
  private final Counters counters = new Counters();
  private final SegmentEffects effects;
  private final Reception reception;
  private final AdvertisementSender sender;

  private InstanceOrders orders;
  private VrrpStateMachine machine;
  private VirtualRouterState state;
  private Set<InetAddress> advertised;

  /** Each reason is told once in a state: whoever floods us does not flood the log. */
  private final Set<Rejection> toldRejections = EnumSet.noneOf(Rejection.class);

  private long lastEventAt = Long.MIN_VALUE;
  private Instant since = Instant.now();
  private String reason = "not started";
  private Adjustment adjustment = Adjustment.NONE;
  private boolean addressesDiffer;

  VrrpInstance(
      InstanceOrders orders, Segment segment, Holdings holdings, ElectionListener listener) {
    this(orders, segment, holdings, listener, InstantSource.system());
  }

  /**
   * With another wall clock than the system's.
   *
   * @param clock for time stamps in what is sent and received, not for timers
   */
  VrrpInstance(
      InstanceOrders orders,
      Segment segment,
      Holdings holdings,
      ElectionListener listener,
      InstantSource clock) {
    this.reception = new Reception(orders, clock);
    this.sender = new AdvertisementSender(orders, segment, clock);
    this.orders = orders;
    this.listener = listener;
    this.machine = new VrrpStateMachine(orders.router());
    this.state = VirtualRouterState.initial(orders.router());
    this.advertised = addressSet(orders);
    this.effects =
        new SegmentEffects(orders, segment, sender, holdings, deadlines, counters, this::tell);
  }

  InstanceOrders orders() {
    return orders;
  }

  VrrpState state() {
    return state.state();
  }

  @Nullable InetAddress primaryAddress() {
    return state.primaryAddress();
  }

  boolean holdsAddresses() {
    return state.holdsAddresses();
  }

  /** Whether the kernel refuses something at present. */
  boolean isRefused() {
    return !effects.refused().isEmpty();
  }

  long nextDeadline() {
    return deadlines.next();
  }

  /**
   * Decides and acts.
   *
   * @param at when it happened; timers that follow count from there
   */
  void handle(VrrpEvent event, long at) {
    if (event instanceof Startup startup) {
      effects.forgetRefusals();
      effects.leaveAddresses(orders.router().isOwner() && startup.addressesFound());
    }
    lastEventAt = Math.max(lastEventAt, at);
    VirtualRouterState before = state;
    Transition transition = machine.on(state, event);
    state = transition.next();
    counters.countChange(before.state(), state.state());
    effects.at(at, state.state(), state.primaryAddress());
    transition.actions().forEach(action -> action.perform(effects));
    if (!transition.reason().isEmpty()) {
      explain(before, transition.reason());
    }
  }

  /** What happens within a state is told, but does not replace the reason why it is so. */
  private void explain(VirtualRouterState before, String why) {
    if (state.state() != before.state()) {
      since = Instant.now();
      toldRejections.clear();
    }
    if (state.state() != before.state() || state.holdsAddresses() != before.holdsAddresses()) {
      reason = why;
    }
    listener.changed(new Change(Instant.now(), orders.name(), before.state(), state.state(), why));
  }

  /** Fires what is due, the oldest first. */
  void runTimers(long now) {
    noticeStall(now);
    for (VrrpTimer due = deadlines.due(now); due != null; due = deadlines.due(now)) {
      long deadline = deadlines.of(due);
      deadlines.stop(due);
      boolean electing = due == VrrpTimer.ADVERTISEMENT || due == VrrpTimer.MASTER_DOWN;
      if (electing && now - deadline > stallBound()) {
        handle(new Stalled(Duration.ofNanos(now - deadline)), now);
      } else {
        handle(new TimerFired(due), instantOf(due, deadline, now));
      }
    }
  }

  /**
   * An advertisement that is late does not move those that follow, but what was missed altogether
   * is not made up for in a burst. Whatever else is late happens now.
   */
  private long instantOf(VrrpTimer due, long deadline, long now) {
    boolean missed = now - deadline >= orders.router().interval().toNanos();
    return due == VrrpTimer.ADVERTISEMENT && !missed ? deadline : now;
  }

  /**
   * Who was away notices it before it reads what came meanwhile and before it announces anything,
   * and so listens before it speaks.
   */
  private void noticeStall(long now) {
    long deadline = deadlines.of(VrrpTimer.ADVERTISEMENT);
    long bound = Math.max(LEAST_STALL.toNanos(), 2 * orders.router().interval().toNanos());
    if (deadline != Deadlines.NEVER && now - deadline > bound) {
      deadlines.stop(VrrpTimer.ADVERTISEMENT);
      handle(new Stalled(Duration.ofNanos(now - deadline)), now);
    }
  }

  private long stallBound() {
    return Math.max(LEAST_STALL.toNanos(), state.masterInterval().toNanos() / 2);
  }

  void receive(IpPacket packet, long at) {
    receive(packet, at, at);
  }

  /**
   * A packet for our VRID, from our segment; whatever is wrong with it only counts.
   *
   * @param arrived when the kernel got it; what we did since was before it all the same
   * @param now when it is read
   */
  void receive(IpPacket packet, long arrived, long now) {
    noticeStall(now);
    long at = Math.max(arrived, lastEventAt);
    try {
      VrrpAdvertisement advertisement = reception.check(packet, state.primaryAddress());
      addressesDiffer = !advertised.equals(new HashSet<>(advertisement.addresses()));
      counters.countReceived(
          advertisement.priority(),
          !addressesDiffer,
          advertisement.interval().equals(orders.router().interval()));
      handle(new AdvertisementReceived(packet.source(), advertisement), at);
    } catch (MalformedPacketException e) {
      counters.countRejected(e.rejection());
      if (toldRejections.add(e.rejection())) {
        tell("drops what " + packet.source().getHostAddress() + " sends: " + e.getMessage());
      }
    }
  }

  /**
   * Goes on with other orders, in the same state: a BACKUP's deadline moves by as much as its
   * master-down interval does, or begins anew with another interval; a MASTER speaks no later than
   * its interval from now, and its addresses are made the new ones. Who only listens adds and
   * announces nothing yet.
   */
  void reconfigure(InstanceOrders next, long now) {
    InstanceOrders before = orders;
    orders = next;
    effects.follow(next);
    sender.follow(next);
    reception.follow(next);
    if (!next.router().isOwner()) {
      effects.leaveAddresses(false);
    }
    advertised = addressSet(next);
    machine = new VrrpStateMachine(next.router());
    Duration intervalBefore = state.masterInterval();
    state = machine.adopt(state);
    moveDeadlines(before.router().masterDownInterval(intervalBefore), intervalBefore, now);
    if (state.holdsAddresses() && !next.holdings().equals(before.holdings())) {
      effects.at(now, state.state(), state.primaryAddress());
      before.holdings().stream()
          .filter(holding -> !next.holdings().contains(holding))
          .forEach(effects::remove);
      if (state.state() == VrrpState.MASTER) {
        effects.addAddresses();
        effects.announce(1);
      }
    }
  }

  void adjust(Adjustment next, long now) {
    adjustment = next;
  }

  void standby(boolean on, String why) {
    tell((on ? "standby: " : "resumes: ") + why);
  }

  private void moveDeadlines(Duration downBefore, Duration intervalBefore, long now) {
    Duration interval = state.masterInterval();
    long down = deadlines.of(VrrpTimer.MASTER_DOWN);
    if (down != Deadlines.NEVER) {
      Duration downNow = orders.router().masterDownInterval(interval);
      boolean sameRhythm = interval.equals(intervalBefore);
      long moved =
          sameRhythm ? down + downNow.minus(downBefore).toNanos() : now + downNow.toNanos();
      deadlines.start(VrrpTimer.MASTER_DOWN, Math.max(now, moved));
    }
    long advertisement = deadlines.of(VrrpTimer.ADVERTISEMENT);
    if (advertisement != Deadlines.NEVER) {
      long soon = now + orders.router().interval().toNanos();
      deadlines.start(VrrpTimer.ADVERTISEMENT, Math.min(advertisement, soon));
    }
  }

  /** Puts back what somebody else removed while it was ours. */
  void restore(Set<Holding> present) {
    if (state.state() == VrrpState.MASTER) {
      effects.restore(present);
    }
  }

  /** Takes off, at the end, what a former life left here and this one never came to hold. */
  void removeLeftOver(Set<Holding> present) {
    if (!state.holdsAddresses()) {
      orders.holdings().stream().filter(present::contains).forEach(effects::remove);
    }
  }

  private void tell(String sentence) {
    listener.changed(
        new Change(Instant.now(), orders.name(), state.state(), state.state(), sentence));
  }

  /** What the surroundings of a virtual router are like, beside what it knows itself. */
  record Surroundings(
      Set<Holding> present,
      @Nullable String hardwareAddress,
      @Nullable String syncGroup,
      Map<Rejection, Long> unattributed) {}

  /** How it stands. */
  InstanceStatus status(Surroundings around) {
    boolean weSpeak = state.state() == VrrpState.MASTER;
    Master heard = state.master();
    InetAddress own = state.primaryAddress();
    Master master = weSpeak && own != null ? new Master(own, machine.router().priority()) : heard;
    return new InstanceStatus(
        orders.name(),
        orders.interfaceName(),
        orders.virtualRouterId(),
        orders.router().version(),
        state.state(),
        machine.router().priority(),
        orders.router().priority(),
        master == null ? null : master.address().getHostAddress(),
        master == null ? null : master.priority(),
        orders.allAddresses().stream()
            .map(a -> new InstanceStatus.Address(a.toString(), around.present().contains(a)))
            .toList(),
        since,
        reason,
        orders.router().interval(),
        state.masterInterval(),
        machine.router().masterDownInterval(state.masterInterval()),
        OrdersText.of(orders.transport()),
        OrdersText.of(orders.authentication()),
        around.syncGroup(),
        adjustment,
        "",
        addressesDiffer,
        reception.warnings(),
        InstanceStatus.Convergence.OFF,
        OrdersText.hardwareAddress(orders, around.hardwareAddress()),
        counters.statistics(around.unattributed()),
        effects.refused());
  }

  private static Set<InetAddress> addressSet(InstanceOrders orders) {
    Set<InetAddress> addresses = new HashSet<>();
    orders.addresses().forEach(address -> addresses.add(address.address()));
    return addresses;
  }
}
