// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Adjustment;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.SyncGroup;
import director.vrrp.packet.IpPacket;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All virtual routers of this host, and what concerns more than one of them. Knows neither sockets
 * nor interfaces. Confined to the elector's thread.
 */
final class Instances {
  private final Map<String, VrrpInstance> running = new LinkedHashMap<>();

  /** Resigned, but answering for their addresses until the successor is heard. */
  private final List<VrrpInstance> leaving = new ArrayList<>();

  private final SyncGroups groups = new SyncGroups(running);
  private final Handovers handovers = new Handovers();
  private final Returns returns = new Returns();
  private final Course course = new Course(groups, returns);
  private @Nullable Departure departure;
  private final long begin;
  private long startsAt;
  private Map<String, Adjustment> tracked = Map.of();
  private final Map<String, Adjustment> links = new LinkedHashMap<>();
  private String standby = "";

  /** Why, by the name of whoever gave the role away and has not got it back by itself. */
  private final Map<String, String> handedOver = new LinkedHashMap<>();

  /**
   * @param begin when the elector started, on the scale of System.nanoTime
   */
  Instances(long begin) {
    this.begin = begin;
    this.startsAt = begin;
  }

  /**
   * Makes these the virtual routers that run.
   *
   * @param create makes one that did not run before
   * @return those that do not run any more
   */
  Collection<VrrpInstance> order(
      Orders next, Function<InstanceOrders, VrrpInstance> create, long now) {
    startsAt = begin + next.startDelay().toNanos();
    Map<String, VrrpInstance> before = new LinkedHashMap<>(running);
    running.clear();
    List<VrrpInstance> heirs = new ArrayList<>();
    for (InstanceOrders order : next.instances()) {
      VrrpInstance same = before.get(order.name());
      if (same != null && order.continues(same.orders())) {
        before.remove(order.name());
        same.reconfigure(order, now);
        running.put(order.name(), same);
      } else {
        VrrpInstance created = create.apply(order);
        heirs.add(created);
        running.put(order.name(), created);
      }
    }
    groups.order(next.groups());
    for (VrrpInstance instance : running.values()) {
      instance.join(groups.of(instance.name()).map(SyncGroup::name).orElse(null), now);
    }
    if (!standby.isEmpty()) {
      heirs.forEach(instance -> instance.standBy(standby, now));
    }
    heirs.forEach(instance -> withhold(instance, now));
    links.keySet().retainAll(running.keySet());
    weigh(now);
    before.values().forEach(gone -> bequeath(gone, heirs, now));
    return before.values();
  }

  /**
   * Where another one takes over the same addresses on the same device, it decides what becomes of
   * them; where it does on another device, they stay until it may have them.
   */
  private void bequeath(VrrpInstance gone, List<VrrpInstance> heirs, long now) {
    Duration patience = Duration.ZERO;
    for (VrrpInstance heir : heirs) {
      if (heir.orders().holdings().stream().anyMatch(gone.orders().holdings()::contains)) {
        if (gone.orders().device().equals(heir.orders().device())) {
          gone.leave(Set.copyOf(heir.orders().holdings()));
        } else {
          Duration interval = heir.orders().router().interval();
          patience = heir.orders().router().masterDownInterval(interval).plus(interval);
        }
      }
    }
    retire(gone, new Shutdown("removed from the configuration", patience), now);
  }

  private void retire(VrrpInstance instance, Shutdown shutdown, long now) {
    instance.handle(shutdown, now);
    leaving.add(instance);
  }

  /**
   * All of them, for good.
   *
   * @return those that ran
   */
  Collection<VrrpInstance> resign(String reason, long now) {
    Collection<VrrpInstance> gone = List.copyOf(running.values());
    running.values().forEach(instance -> retire(instance, new Shutdown(reason), now));
    running.clear();
    groups.order(List.of());
    handovers.settle(running);
    departure = null;
    return gone;
  }

  /** What a former life asked the others to wait for; before the orders. */
  void expect(List<Farewell> farewells, long now) {
    returns.expect(farewells, now);
  }

  /**
   * Begins to leave for a restart.
   *
   * @param promise as of {@link Departure}
   */
  void leave(Duration promise, long now) {
    if (departure == null) {
      departure = new Departure(running.values(), groups::with, promise, now);
      settle(now);
    }
  }

  boolean isLeaving() {
    return departure != null;
  }

  /** Whether all have left, so that the process may end. */
  boolean hasLeft(long now) {
    return departure != null && departure.isOver(now);
  }

  /** Of those that are MASTER still. */
  List<Farewell> farewells(long now) {
    return running.values().stream()
        .filter(instance -> !instance.covered(now).isZero())
        .map(instance -> Farewell.of(instance.orders(), instance.covered(now)))
        .toList();
  }

  /** Forgets those that answer for nothing any more; whether none is left. */
  boolean allReleased() {
    leaving.removeIf(instance -> !instance.holdsAddresses());
    return leaving.isEmpty();
  }

  /** Replaces all that the director's tracking said before. */
  void adjust(Map<String, Adjustment> adjustments, long now) {
    tracked = adjustments;
    weigh(now);
  }

  /** The weights of a sync group count for each of its members. */
  private void weigh(long now) {
    for (VrrpInstance instance : running.values()) {
      Adjustment together =
          TrackedLinks.sum(groups.with(instance).stream().map(this::own).toList());
      instance.adjust(
          new Adjustment(together.weight(), own(instance).fault(), together.reasons()), now);
    }
  }

  private Adjustment own(VrrpInstance instance) {
    return TrackedLinks.sum(
        List.of(
            tracked.getOrDefault(instance.name(), Adjustment.NONE),
            links.getOrDefault(instance.name(), Adjustment.NONE)));
  }

  /** What was seen of this host, by virtual router. */
  void follow(Map<String, Circumstances> around, long now) {
    around.forEach((name, seen) -> links.put(name, seen.links()));
    weigh(now);
    course.follow(running, around, now < startsAt, now);
    settle(now);
  }

  void handOver(String name, String reason, CompletableFuture<HandoverOutcome> outcome, long now) {
    VrrpInstance instance = running.get(name);
    if (instance == null || departure != null || instance.state() != VrrpState.MASTER) {
      String why = instance == null ? "there is no such virtual router" : whyNot(instance);
      outcome.complete(HandoverOutcome.refused(name + " cannot be handed over: " + why));
      return;
    }
    groups.with(instance).forEach(member -> member.handOver(spoken(reason), now));
    handedOver.put(name, spoken(reason));
    handovers.await(name, outcome);
    settle(now);
  }

  /** What was handed over in a former life stays there. */
  void withhold(String name, String reason, long now) {
    handedOver.put(name, spoken(reason));
    running.values().forEach(instance -> withhold(instance, now));
    settle(now);
  }

  private void withhold(VrrpInstance instance, long now) {
    for (VrrpInstance member : groups.with(instance)) {
      String reason = handedOver.get(member.name());
      if (reason != null) {
        instance.withhold(reason, now);
      }
    }
  }

  /** An empty one means that there is nothing to give a reason for. */
  private static String spoken(String reason) {
    return reason.isBlank() ? "no reason given" : reason;
  }

  private String whyNot(VrrpInstance instance) {
    if (departure != null) {
      return "the elector is just being started anew, ask again";
    }
    return "it is " + instance.state() + ", only a MASTER can hand over";
  }

  void standby(boolean on, String reason, long now) {
    standby = on ? spoken(reason) : "";
    if (!on) {
      handedOver.clear();
    }
    for (VrrpInstance instance : running.values()) {
      if (on) {
        instance.standBy(standby, now);
      } else {
        instance.resume(reason, now);
      }
    }
    settle(now);
  }

  /** Whoever was handed over by itself stays so. */
  void endStandby(String reason, long now) {
    standby = "";
    running.values().forEach(instance -> instance.endStandby(reason, now));
    settle(now);
  }

  /** After each event, and once for those that happen together. */
  void settle(long now) {
    groups.settle(now);
    handovers.settle(running);
    if (!handedOver.isEmpty()) {
      handedOver.keySet().removeIf(this::isMaster);
    }
  }

  private boolean isMaster(String name) {
    VrrpInstance instance = running.get(name);
    return instance != null && instance.state() == VrrpState.MASTER;
  }

  void runTimers(long now) {
    running.values().forEach(instance -> instance.runTimers(now));
    leaving.forEach(instance -> instance.runTimers(now));
    settle(now);
    boolean released = allReleased();
    if (departure != null) {
      departure.advance(running.values(), released, now);
    }
  }

  /** {@link Deadlines#NEVER} if nothing waits. */
  long nextDeadline() {
    long next = departure == null ? Deadlines.NEVER : departure.nextDeadline();
    for (VrrpInstance instance : running.values()) {
      next = Math.min(next, instance.nextDeadline());
    }
    for (VrrpInstance instance : leaving) {
      next = Math.min(next, instance.nextDeadline());
    }
    return next;
  }

  /** In the order of their orders. */
  Collection<VrrpInstance> running() {
    return Collections.unmodifiableCollection(running.values());
  }

  /** How many {@link #alive} has. */
  int aliveCount() {
    return running.size() + leaving.size();
  }

  /** With those that only answer for their addresses still. */
  Set<VrrpInstance> alive() {
    Set<VrrpInstance> alive = new LinkedHashSet<>();
    alive.addAll(running.values());
    alive.addAll(leaving);
    return alive;
  }

  /** Who was away listens before it acts on anything that it sees. */
  void noticeStalls(long now) {
    running.values().forEach(instance -> instance.noticeStall(now));
  }

  /** With those that only answer for their addresses still. */
  List<VrrpInstance> concernedBy(String interfaceName, IpPacket packet) {
    return Stream.concat(running.values().stream(), leaving.stream())
        .filter(instance -> instance.orders().hearsOn(interfaceName))
        .filter(instance -> Reception.concerns(instance.orders(), packet))
        .toList();
  }

  /** What is left of the start delay. */
  Duration startsIn(long now) {
    return now < startsAt ? Duration.ofNanos(startsAt - now) : Duration.ZERO;
  }

  List<String> warnings(VrrpInstance instance) {
    return groups.warnings(instance.name());
  }

  /** Whether something is amiss that may mend itself. */
  boolean isWell() {
    return running.values().stream()
        .noneMatch(instance -> instance.state() == VrrpState.FAULT || instance.isRefused());
  }
}
