// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.text.AddressText;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Announcing;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.state.Announcements;
import director.vrrp.state.Candidate;
import director.vrrp.state.Transition;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VirtualRouterState;
import director.vrrp.state.VirtualRouterState.Preemption;
import director.vrrp.state.VrrpAction.Announce;
import director.vrrp.state.VrrpEvent;
import director.vrrp.state.VrrpEvent.AdvertisementReceived;
import director.vrrp.state.VrrpEvent.Elected;
import director.vrrp.state.VrrpEvent.Handover;
import director.vrrp.state.VrrpEvent.Leaving;
import director.vrrp.state.VrrpEvent.Stalled;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpEvent.TimerFired;
import director.vrrp.state.VrrpState;
import director.vrrp.state.VrrpStateMachine;
import director.vrrp.state.VrrpTimer;
import director.vrrp.state.Watch;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router that runs: the state machine, its timers, its counters, and the effects that
 * perform its actions. Confined to the elector's thread.
 */
final class VrrpInstance {
  private final Deadlines deadlines = new Deadlines();
  private final Counters counters = new Counters();
  private final Warnings warnings = new Warnings();
  private final Chronicle chronicle;
  private final SegmentEffects effects;
  private final Reception reception;
  private final AdvertisementSender sender;

  private InstanceOrders orders;
  private Candidate candidate;
  private Adjustment adjustment = Adjustment.NONE;
  private @Nullable String group;
  private VrrpStateMachine machine;
  private VirtualRouterState state;
  private Set<InetAddress> advertised;
  private boolean addressesDiffer;
  private int contradictions;
  private long lastEventAt = Long.MIN_VALUE;
  private long leftAt = Deadlines.NEVER;

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
    this.candidate = Candidate.of(orders.router());
    this.machine = machine(orders, candidate, null);
    this.state = VirtualRouterState.initial(machine.router());
    this.advertised = addressSet(orders);
    this.chronicle = new Chronicle(orders.name(), listener);
    this.effects =
        new SegmentEffects(orders, segment, sender, holdings, deadlines, counters, this::tell);
  }

  private static VrrpStateMachine machine(
      InstanceOrders orders, Candidate candidate, @Nullable String group) {
    Announcing announcing = orders.announcing();
    return new VrrpStateMachine(
        candidate.effective(),
        new Announcements(announcing.burst(), announcing.again(), announcing.refresh()),
        group != null);
  }

  String name() {
    return orders.name();
  }

  InstanceOrders orders() {
    return orders;
  }

  VrrpState state() {
    return state.state();
  }

  VirtualRouterState standing() {
    return state;
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

  /** Of the last change. */
  String reason() {
    return chronicle.reason();
  }

  /** How often a MASTER heard a second one of lower rank, and announced itself again. */
  int contradictions() {
    return contradictions;
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
    if (event instanceof Startup) {
      effects.forgetRefusals();
    }
    lastEventAt = Math.max(lastEventAt, at);
    VirtualRouterState before = state;
    Transition transition = machine.on(state, event);
    state = transition.next();
    counters.countChange(before.state(), state.state());
    effects.at(at, state.state(), state.primaryAddress());
    transition.actions().forEach(action -> action.perform(effects));
    if (!transition.reason().isEmpty()) {
      chronicle.explain(before, state, transition.reason());
    }
    boolean master = state.state() == VrrpState.MASTER;
    if (master && before.state() != VrrpState.MASTER) {
      hasBecomeMaster(before, at);
    } else if (master
        && event instanceof AdvertisementReceived
        && transition.actions().stream().anyMatch(Announce.class::isInstance)) {
      contradictions++;
    }
  }

  /** Whoever it was handed over to is gone, or never came. */
  private void hasBecomeMaster(VirtualRouterState before, long now) {
    if (before.watch() == Watch.SUCCESSOR && !candidate.withheld().isEmpty()) {
      warnings.raise(
          Warnings.Kind.NO_SUCCESSOR,
          candidate.withheld() + ": nobody else took the role over, so it is MASTER still",
          now);
    }
    if (!candidate.handedOver().isEmpty()) {
      reconsider(candidate.handingOver(""), now);
    }
  }

  /** Fires what is due, the oldest first. */
  void runTimers(long now) {
    noticeStall(now);
    for (VrrpTimer due = deadlines.due(now); due != null; due = deadlines.due(now)) {
      long deadline = deadlines.of(due);
      deadlines.stop(due);
      boolean electing = due == VrrpTimer.ADVERTISEMENT || due == VrrpTimer.MASTER_DOWN;
      if (electing && now - deadline > Stalls.bound(state.masterInterval())) {
        handle(new Stalled(Duration.ofNanos(now - deadline)), now);
      } else {
        // Farewells are made up for by none: they come faster than the advertisements.
        Duration rhythm = state.leaves() ? Duration.ZERO : orders.router().interval();
        handle(new TimerFired(due), Stalls.instantOf(due, deadline, rhythm, now));
      }
    }
  }

  /**
   * Who was away notices it before it reads what came meanwhile and before it announces anything,
   * and so listens before it speaks.
   */
  void noticeStall(long now) {
    long deadline = deadlines.of(VrrpTimer.ADVERTISEMENT);
    if (deadline != Deadlines.NEVER
        && now - deadline > Stalls.boundBeforeReading(orders.router().interval())) {
      deadlines.stop(VrrpTimer.ADVERTISEMENT);
      handle(new Stalled(Duration.ofNanos(now - deadline)), now);
    }
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
      hear(packet.source(), reception.check(packet, state.primaryAddress()), at);
    } catch (MalformedPacketException e) {
      counters.countRejected(e.rejection());
      String dropped = "drops what " + AddressText.of(packet.source()) + " sends: ";
      if (chronicle.isNew(e.rejection())) {
        tell(dropped + e.getMessage());
      }
      warnings.dropped(e.rejection(), dropped + e.getMessage(), at);
    }
  }

  private void hear(InetAddress sender, VrrpAdvertisement advertisement, long at) {
    addressesDiffer = !advertised.equals(new HashSet<>(advertisement.addresses()));
    counters.countReceived(
        advertisement.priority(),
        !addressesDiffer,
        advertisement.interval().equals(orders.router().interval()));
    if (orders.router().isOwner()) {
      warnings.heardByOwner(sender, advertisement.priority(), at).ifPresent(this::tell);
    }
    handle(new AdvertisementReceived(sender, advertisement), at);
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
      effects.leave(Set.of());
    }
    advertised = addressSet(next);
    reconsider(candidate.configured(next.router()), now);
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

  /** Goes on in the same state, but with other chances. */
  private void reconsider(Candidate next, long now) {
    VirtualRouter before = machine.router();
    Duration intervalBefore = state.masterInterval();
    candidate = next;
    machine = machine(orders, next, group);
    state = machine.adopt(state);
    deadlines.move(before, intervalBefore, machine.router(), state, now);
    if (group == null && state.ready()) {
      handle(new Elected(""), now);
    }
  }

  /** Makes it a member of the sync group of that name; null to stand alone. */
  void join(@Nullable String syncGroup, long now) {
    group = syncGroup;
    reconsider(candidate, now);
  }

  /** Takes over what tracking makes of its priority. */
  void adjust(Adjustment next, long now) {
    if (next.equals(adjustment)) {
      return;
    }
    adjustment = next;
    int before = machine.router().priority();
    reconsider(candidate.weighing(next.weight()), now);
    int after = machine.router().priority();
    if (before != after) {
      tell("priority " + after + ", was " + before + ": " + String.join(", ", next.reasons()));
    }
  }

  Adjustment adjustment() {
    return adjustment;
  }

  /** As MASTER gives the role away, and leaves it there until it becomes MASTER by itself. */
  void handOver(String why, long now) {
    reconsider(candidate.handingOver(why), now);
    handle(new Handover(candidate.withheld()), now);
  }

  /** Leaves the role where it was given to in a former life; not one that has it. */
  void withhold(String why, long now) {
    if (state.state() != VrrpState.MASTER) {
      reconsider(candidate.handingOver(why), now);
    }
  }

  /**
   * Asks the others to wait for a restart of this process, if it is MASTER; a second time is fine.
   *
   * @param promise as of {@link Leaving}
   */
  void leave(Duration promise, long now) {
    if (state.state() == VrrpState.MASTER && !state.leaves()) {
      leftAt = now;
      handle(new Leaving(promise), now);
    }
  }

  /** How long nobody takes over from who {@link #leave left}; zero of all others. */
  Duration covered(long now) {
    if (!state.leaves()) {
      return Duration.ZERO;
    }
    Duration rest = machine.router().coveredBy(state.masterInterval()).minusNanos(now - leftAt);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /** Whether a restart need not cost it the role. */
  boolean outlastsRestart(Duration promise) {
    return machine.router().outlastsRestart(promise);
  }

  /** Stays behind all others from now on. */
  void standBy(String why, long now) {
    reconsider(candidate.standingBy(why), now);
    handle(new Handover(candidate.withheld()), now);
  }

  /** Takes part again, unless it was handed over by itself. */
  void endStandby(String why, long now) {
    if (!candidate.standby().isEmpty()) {
      tell("resumes (standby: " + candidate.standby() + "): " + why);
      reconsider(candidate.standingBy(""), now);
    }
  }

  /** Takes part as it is configured. */
  void resume(String why, long now) {
    if (!candidate.withheld().isEmpty()) {
      tell("resumes (" + candidate.withheld() + "): " + why);
      reconsider(candidate.standingBy("").handingOver(""), now);
    }
  }

  /** Leaves these in the kernel when it loses them: they are somebody else's. */
  void leave(Set<Holding> foreign) {
    effects.leave(foreign);
  }

  /** What somebody else removed while it was ours. */
  Set<Holding> missing(Set<Holding> present) {
    return state.state() == VrrpState.MASTER ? effects.missing(present) : Set.of();
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

  void tell(String sentence) {
    chronicle.tell(state.state(), sentence);
  }

  /** How it stands. */
  InstanceStatus status(Surroundings around) {
    return new Standing(
            orders,
            machine.router(),
            candidate,
            state,
            group,
            adjustment,
            addressesDiffer,
            preemptsIn(around.now()))
        .status(
            around,
            chronicle,
            Stream.concat(warnings.at(around.now()).stream(), reception.warnings().stream())
                .toList(),
            counters.statistics(around.unattributed()),
            effects.refused());
  }

  private Duration preemptsIn(long now) {
    long due = deadlines.of(VrrpTimer.PREEMPT_DELAY);
    boolean waits = state.preemption() == Preemption.DELAYED && due != Deadlines.NEVER && due > now;
    return waits ? Duration.ofNanos(due - now) : Duration.ZERO;
  }

  private static Set<InetAddress> addressSet(InstanceOrders orders) {
    Set<InetAddress> addresses = new HashSet<>();
    orders.addresses().forEach(address -> addresses.add(address.address()));
    return addresses;
  }
}
