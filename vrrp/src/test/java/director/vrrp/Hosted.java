// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.SyncGroup;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.packet.Wire;
import director.vrrp.state.Convergence;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The virtual routers of one host, each on a segment of its own that only writes down. "inside" is
 * on eth1, everything else on eth0. Time is what the test says.
 */
final class Hosted {
  static final VirtualAddress PHOTOS = new VirtualAddress(Wire.ipv4("203.0.113.10"), 24);
  static final VirtualAddress INSIDE = new VirtualAddress(Wire.ipv4("198.51.100.10"), 24);

  /** Longer than a start takes. */
  static final long STARTED = Rig.after(Duration.ofSeconds(10));

  final Instances instances;
  final Map<String, FakeSegment> segments = new LinkedHashMap<>();
  final Map<String, Circumstances> around = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();

  Hosted() {
    this(Rig.START);
  }

  /**
   * @param begin when its elector starts
   */
  Hosted(long begin) {
    instances = new Instances(begin);
  }

  static InstanceOrders photos(int priority) {
    return InstanceOrders.of("photos", "eth0", 51, router(priority), List.of(PHOTOS));
  }

  static InstanceOrders inside(int priority) {
    return InstanceOrders.of("inside", "eth1", 52, router(priority), List.of(INSIDE));
  }

  static VirtualRouter router(int priority) {
    return new VirtualRouter(3, priority, Rig.SECOND, true, Duration.ZERO);
  }

  /** Both are MASTER together or not at all. */
  static Orders both(int priority) {
    return new Orders(
        Duration.ZERO,
        List.of(photos(priority), inside(priority)),
        List.of(new SyncGroup("both", List.of("photos", "inside"))),
        List.of(),
        List.of(),
        List.of());
  }

  /** Ordered, looked at, and after the time in which nobody else spoke. */
  static Hosted master(Orders orders) {
    Hosted hosted = new Hosted();
    hosted.order(orders, Rig.START);
    hosted.look(Rig.START);
    hosted.runTo(STARTED);
    hosted.forget();
    return hosted;
  }

  void order(Orders orders, long now) {
    instances.order(orders, this::create, now);
    around.keySet().retainAll(orders.instances().stream().map(InstanceOrders::name).toList());
    orders.instances().forEach(order -> around.putIfAbsent(order.name(), well(Set.of())));
  }

  private VrrpInstance create(InstanceOrders order) {
    FakeSegment segment =
        segments.computeIfAbsent(order.interfaceName(), name -> new FakeSegment());
    return new VrrpInstance(order, segment, segment, this::tell);
  }

  private void tell(ElectionListener.Change change) {
    told.add(change.instance() + " " + change.from() + " " + change.to() + ": " + change.reason());
  }

  static Circumstances well(Set<Holding> present) {
    return new Circumstances("", Rig.OURS, present, Set.of(), "index 2", Adjustment.NONE);
  }

  /** As well, but with other tracked interfaces. */
  static Circumstances tracking(Adjustment links) {
    return new Circumstances("", Rig.OURS, Set.of(), Set.of(), "index 2", links);
  }

  static Circumstances faulty(String fault) {
    return new Circumstances(fault, null, Set.of(), Set.of(), "", Adjustment.NONE);
  }

  /** With what is on the segments now. */
  void look(long now) {
    Map<String, Circumstances> seen = new LinkedHashMap<>();
    around.forEach((name, one) -> seen.put(name, withPresent(name, one)));
    instances.follow(seen, now);
  }

  private Circumstances withPresent(String name, Circumstances one) {
    Set<Holding> present = new LinkedHashSet<>(of(name).orders().holdings());
    present.retainAll(segment(name).present());
    return new Circumstances(
        one.fault(), one.primaryAddress(), present, one.marked(), one.hardware(), one.links());
  }

  VrrpInstance of(String name) {
    return instances.running().stream()
        .filter(instance -> instance.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  FakeSegment segment(String name) {
    return segments.get(of(name).orders().interfaceName());
  }

  /** Fires every timer in its time. */
  void runTo(long end) {
    for (long next = instances.nextDeadline(); next <= end; next = instances.nextDeadline()) {
      instances.runTimers(next);
    }
  }

  /** The peer speaks for that virtual router. */
  void hear(String name, int priority, long at) {
    InstanceOrders orders = of(name).orders();
    VrrpAdvertisement advertisement =
        new VrrpAdvertisement(
            3,
            orders.virtualRouterId(),
            priority,
            Rig.SECOND,
            orders.addresses().stream().map(VirtualAddress::address).toList());
    IpPacket packet =
        new IpPacket(
            Rig.PEER,
            VrrpAdvertisement.GROUP,
            255,
            advertisement.encode(Rig.PEER, VrrpAdvertisement.GROUP, Checksum.WITH_PSEUDO_HEADER));
    instances
        .concernedBy(orders.interfaceName(), packet)
        .forEach(instance -> instance.receive(packet, at));
    instances.settle(at);
  }

  CompletableFuture<HandoverOutcome> handOver(String name, long now) {
    CompletableFuture<HandoverOutcome> outcome = new CompletableFuture<>();
    instances.handOver(name, "maintenance", outcome, now);
    return outcome;
  }

  /** Of all, in their order. */
  List<VrrpState> states() {
    return instances.running().stream().map(VrrpInstance::state).toList();
  }

  InstanceStatus status(String name, long now) {
    VrrpInstance instance = of(name);
    return instance.status(
        new Surroundings(
            now,
            instances.startsIn(now),
            Set.copyOf(segment(name).present()),
            null,
            Map.of(),
            instances.warnings(instance),
            Convergence.NONE));
  }

  List<String> told() {
    List<String> since = List.copyOf(told);
    told.clear();
    return since;
  }

  void forget() {
    told.clear();
    segments.values().forEach(FakeSegment::done);
  }
}
