// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.NetlinkException;
import director.netlink.linux.Epoll;
import director.netlink.route.Link;
import director.netlink.route.MacAddress;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The virtual routers that run, the segments they run on, and the kernel's word on both. Confined
 * to the elector's thread.
 */
final class Elections implements AutoCloseable {
  /** More than can wait on one socket. */
  private static final int MAX_PACKETS = 1024;

  /** Nanoseconds from one look to the next when nothing is heard: where something is amiss. */
  private static final long SOON = 1_000_000_000L;

  /** And where all is well. */
  private static final long LATER = 10_000_000_000L;

  private final Kernel kernel;
  private final ElectionListener listener;
  private final Segments segments;
  private final Vmacs vmacs;
  private final Proofs proofs;
  private final StaticHoldings statics;
  private final Outlook outlook;
  private final Instances instances = new Instances(System.nanoTime());
  private final Map<VrrpInstance, LinuxHoldings> holdings = new LinkedHashMap<>();

  private int nextToken;

  /**
   * What this elector, or a former life of it, may have put into the kernel since left-overs were
   * looked for, and what could not be removed then.
   */
  private Marks ours = Marks.NONE;

  /** Before that nobody knows what may stay. */
  private boolean ordered;

  private boolean looksForLeftOvers;
  private boolean leftSome;
  private long lookAgainAt = Deadlines.NEVER;

  Elections(Kernel kernel, Epoll epoll, int firstToken, ElectionListener listener) {
    this.kernel = kernel;
    this.listener = listener;
    this.nextToken = firstToken;
    this.segments = new Segments(() -> nextToken++, epoll);
    this.vmacs = new Vmacs(kernel, this::tell);
    this.proofs = new Proofs(kernel, segments, () -> nextToken++, epoll);
    this.statics = new StaticHoldings(kernel, this::tell);
    this.outlook = new Outlook(kernel, segments, vmacs);
  }

  void remember(Orders former) {
    ours = ours.and(Marks.of(former.holdings()));
  }

  /** Those that cannot be carried out are told of, and change nothing. */
  void order(Orders next) {
    try {
      Soundness.check(next);
    } catch (IllegalArgumentException e) {
      tell("refuses its orders and goes on with those of before: " + e.getMessage());
      return;
    }
    for (InstanceOrders order : next.instances()) {
      segments.base(order).listen(order.transport());
      segments.device(order).listen(order.transport());
      // Also where only an excluded address lives, so that it can be announced from the first.
      order.allAddresses().forEach(address -> segments.home(address, order));
    }
    // A MASTER announces a new address in this turn already.
    segments.update(kernel.view(), virtualAddresses());
    ours = ours.and(Marks.of(next.holdings()));
    instances.order(next, this::create, System.nanoTime()).forEach(this::removeLeftOver);
    statics.order(next);
    ordered = true;
    looksForLeftOvers = true;
    look();
    proofs.retain(instances.running());
    tidy();
  }

  private VrrpInstance create(InstanceOrders order) {
    LinuxHoldings held = new LinuxHoldings(order, kernel);
    VrrpInstance created =
        new VrrpInstance(order, new InstanceSegment(segments, order), held, listener);
    holdings.put(created, held);
    return created;
  }

  private LinuxHoldings held(VrrpInstance instance) {
    return Objects.requireNonNull(holdings.get(instance), "an instance of ours");
  }

  /** What belongs to virtual routers that are gone for good goes with them. */
  private void tidy() {
    if (holdings.size() > instances.aliveCount()) {
      Set<VrrpInstance> alive = instances.alive();
      holdings.keySet().retainAll(alive);
      vmacs.retain(alive.stream().map(VrrpInstance::orders).toList());
    }
  }

  private void removeLeftOver(VrrpInstance gone) {
    gone.removeLeftOver(present(gone));
  }

  /** What is about none of them. */
  private void tell(String sentence) {
    listener.changed(
        new ElectionListener.Change(Instant.now(), "", VrrpState.INIT, VrrpState.INIT, sentence));
  }

  /** Replaces all adjustments of before. */
  void adjust(Map<String, Adjustment> adjustments) {
    instances.adjust(adjustments, System.nanoTime());
    // A fault of tracking begins or ends like one of the interface.
    look();
  }

  void handOver(String name, String reason, CompletableFuture<HandoverOutcome> outcome) {
    instances.handOver(name, reason, outcome, System.nanoTime());
  }

  void standby(boolean on, String reason) {
    instances.standby(on, reason, System.nanoTime());
  }

  void withhold(String name, String reason) {
    instances.withhold(name, reason, System.nanoTime());
  }

  void endStandby(String reason) {
    instances.endStandby(reason, System.nanoTime());
  }

  void resign(String reason) {
    instances.resign(reason, System.nanoTime()).forEach(this::removeLeftOver);
  }

  void expect(List<Farewell> farewells) {
    instances.expect(farewells, System.nanoTime());
  }

  /** Asks for no more time than the addresses stay without us. */
  void leave(Duration promise) {
    long now = System.nanoTime();
    Duration kept = promise;
    for (Map.Entry<VrrpInstance, LinuxHoldings> each : holdings.entrySet()) {
      String refused = each.getValue().renewEarly(now);
      if (!refused.isEmpty()) {
        each.getKey().tell("cannot " + refused);
      }
      kept = each.getValue().endures(kept);
    }
    instances.leave(kept, now);
  }

  boolean isLeaving() {
    return instances.isLeaving();
  }

  boolean hasLeft() {
    return instances.hasLeft(System.nanoTime());
  }

  List<Farewell> farewells() {
    return instances.farewells(System.nanoTime());
  }

  boolean allReleased() {
    return instances.allReleased();
  }

  /** Compares the interfaces with what was known of them, and acts on the differences. */
  void look() {
    lookAgainAt = System.nanoTime() + SOON;
    instances.noticeStalls(System.nanoTime());
    try {
      lookAtKernel();
    } catch (NetlinkException e) {
      tell("cannot look at the interfaces: " + e.getMessage());
      return;
    }
    segments.update(kernel.view(), virtualAddresses());
    statics.restore();
    Map<String, Circumstances> around = new LinkedHashMap<>();
    for (VrrpInstance instance : instances.running()) {
      around.put(instance.name(), outlook.on(instance.orders(), held(instance)));
    }
    // Only now: opening sockets may have taken a while, in which nobody could be heard.
    long now = System.nanoTime();
    instances.follow(around, now);
    Duration startsIn = instances.startsIn(now);
    long later = now + (instances.isWell() ? LATER : SOON);
    lookAgainAt = startsIn.isZero() ? later : Math.min(later, now + startsIn.toNanos());
  }

  private void lookAtKernel() throws NetlinkException {
    List<InstanceOrders> alive = instances.alive().stream().map(VrrpInstance::orders).toList();
    boolean routes =
        looksForLeftOvers
            || Stream.concat(
                    statics.wanted().stream(),
                    alive.stream().flatMap(orders -> orders.holdings().stream()))
                .anyMatch(holding -> !(holding instanceof VirtualAddress));
    kernel.look(routes);
    if (vmacs.ensure(alive)) {
      kernel.look(routes);
    }
    if (looksForLeftOvers) {
      looksForLeftOvers = false;
      removeLeftOvers(alive);
    }
  }

  private void removeLeftOvers(List<InstanceOrders> alive) throws NetlinkException {
    List<Holding> known = new ArrayList<>(statics.wanted());
    alive.forEach(orders -> known.addAll(orders.holdings()));
    Marks needed = Marks.of(known);
    LeftOvers found = LeftOvers.of(kernel.view(), kernel.routingView()).among(ours).except(needed);
    LeftOvers left = found.remove(kernel, this::tell);
    ours = needed.and(Marks.of(left));
    leftSome = !left.isEmpty();
    if (!left.equals(found)) {
      kernel.look(true);
    }
  }

  /**
   * Looks for left-overs once more: of what was given up since then, or could not be removed.
   *
   * @return whether none is left; not before the first orders, since nothing is removed before them
   */
  boolean sweep() {
    if (!ordered) {
      return false;
    }
    looksForLeftOvers = true;
    look();
    return !looksForLeftOvers && !leftSome;
  }

  /** The owner's address is the interface's own as well. */
  private Set<InetAddress> virtualAddresses() {
    Set<InetAddress> virtual = new HashSet<>();
    for (VrrpInstance instance : instances.running()) {
      if (!instance.orders().router().isOwner()) {
        instance.orders().allAddresses().forEach(address -> virtual.add(address.address()));
      }
    }
    return virtual;
  }

  private Set<Holding> present(VrrpInstance instance) {
    return held(instance).present(instance.orders().holdings());
  }

  /**
   * Takes what came on the segment of that token before {@code now}, so that no timer fires for
   * want of a packet that is here already; what comes meanwhile waits, so that a flood delays
   * nobody.
   */
  void receive(int token, long now) {
    LinuxSegment segment = segments.withToken(token);
    if (segment == null) {
      proofs.receive(token);
    } else {
      receive(segment, now);
    }
  }

  private void receive(LinuxSegment segment, long now) {
    long at = now;
    for (int i = 0; i < MAX_PACKETS && at <= now && segment.receive(); i++) {
      at = segment.receivedAt();
      try {
        dispatch(segment, segment.packet(), at, now);
      } catch (MalformedPacketException e) {
        segment.countUnattributed(e.rejection());
      }
    }
    instances.settle(now);
    if (!segment.isOpen()) {
      look();
    }
  }

  /**
   * To the virtual routers whose VRID it has, and of them to those that listen where it was sent
   * to: one VRID may be in use for multicast and for unicast.
   */
  private void dispatch(LinuxSegment segment, IpPacket packet, long at, long now) {
    List<VrrpInstance> concerned = instances.concernedBy(segment.name(), packet);
    List<VrrpInstance> meant =
        concerned.stream().filter(one -> Reception.isSentTo(one.orders(), packet)).toList();
    (meant.isEmpty() ? concerned : meant).forEach(one -> one.receive(packet, at, now));
    if (concerned.isEmpty()) {
      int virtualRouterId = VrrpAdvertisement.peekVirtualRouterId(packet.payload());
      segment.countUnattributed(virtualRouterId < 0 ? Rejection.LENGTH : Rejection.UNKNOWN_VRID);
    }
  }

  void runTimers(long now) {
    instances.runTimers(now);
    tidy();
    proofs.follow(instances.running(), now);
    proofs.run(now);
    segments.announce(now);
    holdings.forEach(
        (instance, held) -> {
          String refused = held.renewLeases(now);
          if (!refused.isEmpty()) {
            instance.tell("cannot " + refused);
          }
        });
    if (now >= lookAgainAt) {
      look();
    }
  }

  /** {@link Deadlines#NEVER} if nothing waits. */
  long nextDeadline() {
    long next = Math.min(lookAgainAt, instances.nextDeadline());
    next = Math.min(next, proofs.nextDeadline());
    next = Math.min(next, segments.nextDeadline(System.nanoTime()));
    for (LinuxHoldings held : holdings.values()) {
      next = Math.min(next, held.nextDeadline());
    }
    return next;
  }

  List<InstanceStatus> status() {
    return instances.running().stream().map(this::status).toList();
  }

  private InstanceStatus status(VrrpInstance instance) {
    long now = System.nanoTime();
    InstanceOrders orders = instance.orders();
    return instance.status(
        new Surroundings(
            now,
            instances.startsIn(now),
            present(instance),
            kernel
                .view()
                .link(orders.device())
                .flatMap(Link::mac)
                .map(MacAddress::toString)
                .orElse(null),
            segments.base(orders).unattributed(),
            instances.warnings(instance),
            proofs.convergence(instance)));
  }

  /**
   * At the end of an orderly stop: leaves nothing that is there for us alone.
   *
   * @return as {@link #sweep}
   */
  boolean clean() {
    statics.remove();
    vmacs.retain(List.of());
    return sweep();
  }

  /** What is in the kernel stays there, for whoever starts next. */
  @Override
  public void close() {
    proofs.close();
    segments.close();
    kernel.close();
  }
}
