// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Authentication;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Transport;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.Witnesses;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpEvent.TimerFired;
import director.vrrp.state.VrrpTimer;
import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One virtual router of 192.0.2.5 on a segment that only writes down. Time is what the test says,
 * in nanoseconds; {@link #START} is when the virtual router starts.
 */
final class Rig {
  static final long START = Duration.ofDays(1).toNanos();
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Inet4Address OURS = Wire.ipv4("192.0.2.5");
  static final Inet4Address PEER = Wire.ipv4("192.0.2.200");
  static final VirtualAddress FIRST = new VirtualAddress(Wire.ipv4("203.0.113.10"), 24);
  static final VirtualAddress SECOND_ADDRESS = new VirtualAddress(Wire.ipv4("203.0.113.11"), 24);

  final FakeSegment segment = new FakeSegment();
  final VrrpInstance instance;
  private List<String> told = new ArrayList<>();

  Rig(InstanceOrders orders) {
    this(orders, InstantSource.system());
  }

  Rig(InstanceOrders orders, InstantSource clock) {
    instance = new VrrpInstance(orders, segment, segment, this::tell, clock);
  }

  private void tell(ElectionListener.Change change) {
    told.add(change.from() + " " + change.to() + ": " + change.reason());
  }

  /** What the listener was told since the last call. */
  List<String> told() {
    List<String> since = told;
    told = new ArrayList<>();
    return since;
  }

  /** Version 3, an interval of one second, VRID 51. */
  static InstanceOrders orders(int priority) {
    return orders(new VirtualRouter(3, priority, SECOND, true, Duration.ZERO), FIRST);
  }

  static InstanceOrders orders(VirtualRouter router, VirtualAddress... addresses) {
    return InstanceOrders.of("photos", "eth0", 51, router, List.of(addresses));
  }

  /** The same orders with another way to speak. */
  static InstanceOrders speaking(
      InstanceOrders orders, Transport transport, Authentication authentication) {
    return new InstanceOrders(
        orders.name(),
        orders.interfaceName(),
        orders.virtualRouterId(),
        orders.router(),
        orders.checksum(),
        transport,
        authentication,
        orders.addresses(),
        orders.excluded(),
        orders.routes(),
        orders.rules(),
        orders.vmac(),
        orders.announcing(),
        orders.witnesses(),
        orders.onAddressLoss(),
        orders.lease(),
        orders.tracked(),
        orders.tracksInterface());
  }

  /** The same orders with further addresses that are not advertised. */
  static InstanceOrders excluding(InstanceOrders orders, List<VirtualAddress> excluded) {
    return with(orders, excluded, orders.witnesses());
  }

  /** The same orders with somebody to ask. */
  static InstanceOrders witnessed(InstanceOrders orders, Witnesses witnesses) {
    return with(orders, orders.excluded(), witnesses);
  }

  private static InstanceOrders with(
      InstanceOrders orders, List<VirtualAddress> excluded, Witnesses witnesses) {
    return new InstanceOrders(
        orders.name(),
        orders.interfaceName(),
        orders.virtualRouterId(),
        orders.router(),
        orders.checksum(),
        orders.transport(),
        orders.authentication(),
        orders.addresses(),
        excluded,
        orders.routes(),
        orders.rules(),
        orders.vmac(),
        orders.announcing(),
        witnesses,
        orders.onAddressLoss(),
        orders.lease(),
        orders.tracked(),
        orders.tracksInterface());
  }

  /** Started at {@link #START}, and BACKUP since. */
  static Rig backup(InstanceOrders orders) {
    return backup(orders, InstantSource.system());
  }

  static Rig backup(InstanceOrders orders, InstantSource clock) {
    Rig rig = new Rig(orders, clock);
    rig.instance.handle(new Startup(OURS, false), START);
    rig.forget();
    return rig;
  }

  /** MASTER since {@link #START}. */
  static Rig master(InstanceOrders orders) {
    return master(orders, InstantSource.system());
  }

  static Rig master(InstanceOrders orders, InstantSource clock) {
    Rig rig = backup(orders, clock);
    rig.instance.handle(new TimerFired(VrrpTimer.MASTER_DOWN), START);
    rig.forget();
    return rig;
  }

  /** Started at {@link #START} with the addresses in place: BACKUP, and listening. */
  static Rig listening(InstanceOrders orders) {
    return listening(orders, InstantSource.system());
  }

  static Rig listening(InstanceOrders orders, InstantSource clock) {
    Rig rig = new Rig(orders, clock);
    orders.addresses().forEach(rig::found);
    rig.instance.handle(new Startup(OURS, true), START);
    rig.forget();
    return rig;
  }

  private void found(VirtualAddress address) {
    try {
      segment.add(address);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void forget() {
    segment.done();
    told();
  }

  /** A valid version 3 advertisement of the peer, with the first address. */
  void hear(int priority, long at) {
    hear(priority, SECOND, at);
  }

  void hear(int priority, Duration interval, long at) {
    hear(new VrrpAdvertisement(3, 51, priority, interval, List.of(FIRST.address())), at);
  }

  void hear(VrrpAdvertisement advertisement, long at) {
    instance.receive(
        new IpPacket(
            PEER,
            VrrpAdvertisement.GROUP,
            255,
            advertisement.encode(PEER, VrrpAdvertisement.GROUP, Checksum.WITH_PSEUDO_HEADER)),
        at);
  }

  InstanceStatus status() {
    return instance.status(
        new Surroundings(
            START,
            Duration.ZERO,
            Set.of(),
            null,
            Map.of(),
            List.of(),
            director.vrrp.state.Convergence.NONE));
  }

  Map<Rejection, Long> rejected() {
    return status().statistics().rejected();
  }

  static long after(Duration duration) {
    return START + duration.toNanos();
  }

  static long afterMillis(long millis) {
    return after(Duration.ofMillis(millis));
  }
}
