// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.NetlinkException;
import director.netlink.linux.Epoll;
import director.netlink.route.Link;
import director.netlink.route.MacAddress;
import director.netlink.route.RouteClient;
import director.vrrp.net.NetworkView;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.TrackedInterface;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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

  private final RouteClient routes;
  private final Epoll epoll;
  private final ElectionListener listener;
  private final Map<SegmentName, LinuxSegment> segments = new LinkedHashMap<>();
  private final Instances instances = new Instances(System.nanoTime());

  /** Each protocol of an interface is heard by itself. */
  private record SegmentName(String interfaceName, boolean ipv6) {}

  private int nextToken;
  private NetworkView view = new NetworkView(List.of(), List.of());
  private long lookAgainAt = Deadlines.NEVER;

  Elections(RouteClient routes, Epoll epoll, int firstToken, ElectionListener listener) {
    this.routes = routes;
    this.epoll = epoll;
    this.listener = listener;
    this.nextToken = firstToken;
  }

  void order(Orders next) {
    next.instances().forEach(order -> segment(order).listen(order.transport()));
    instances.order(next, this::create, System.nanoTime()).forEach(this::removeLeftOver);
    look();
  }

  private VrrpInstance create(InstanceOrders order) {
    LinuxSegment segment = segment(order);
    return new VrrpInstance(order, segment, new LinuxHoldings(segment, routes), listener);
  }

  private LinuxSegment segment(InstanceOrders orders) {
    return segments.computeIfAbsent(
        new SegmentName(orders.interfaceName(), orders.isIpv6()),
        name -> new LinuxSegment(name.interfaceName(), name.ipv6(), nextToken++, epoll));
  }

  private void removeLeftOver(VrrpInstance gone) {
    gone.removeLeftOver(present(gone));
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

  void resign(String reason) {
    instances.resign(reason, System.nanoTime()).forEach(this::removeLeftOver);
  }

  boolean allReleased() {
    return instances.allReleased();
  }

  /** Compares the interfaces with what was known of them, and acts on the differences. */
  void look() {
    long now = System.nanoTime();
    lookAgainAt = now + SOON;
    try {
      view = NetworkView.dump(routes);
    } catch (NetlinkException e) {
      listener.changed(
          new ElectionListener.Change(
              Instant.now(),
              "",
              VrrpState.INIT,
              VrrpState.INIT,
              "cannot look at the interfaces: " + e.getMessage()));
      return;
    }
    Set<InetAddress> virtual = virtualAddresses();
    segments.values().forEach(segment -> segment.update(view, virtual));
    Map<String, Circumstances> around = new LinkedHashMap<>();
    instances.running().forEach(instance -> around.put(instance.name(), around(instance)));
    instances.follow(around, now);
    Duration startsIn = instances.startsIn(now);
    long later = now + (instances.isWell() ? LATER : SOON);
    lookAgainAt = startsIn.isZero() ? later : Math.min(later, now + startsIn.toNanos());
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

  private Circumstances around(VrrpInstance instance) {
    InstanceOrders orders = instance.orders();
    LinuxSegment segment = segment(orders);
    Set<Holding> present = present(instance);
    return new Circumstances(
        fault(segment, orders),
        segment.source(orders.transport()),
        present,
        marked(present, orders),
        view.link(orders.interfaceName()).map(Elections::identity).orElse(""),
        TrackedLinks.adjustment(tracked(orders), this::isUp));
  }

  /** That its link is down is none for who does not track it, once it could open its socket. */
  private String fault(LinuxSegment segment, InstanceOrders orders) {
    boolean disregarded =
        !orders.tracksInterface() && segment.isOpen() && !isUp(orders.interfaceName());
    return disregarded ? "" : segment.fault(orders.transport());
  }

  private static String identity(Link link) {
    return "index " + link.index() + link.mac().map(mac -> " with " + mac).orElse("");
  }

  /** Its own interface is not tracked twice. */
  private static List<TrackedInterface> tracked(InstanceOrders orders) {
    return orders.tracked().stream()
        .filter(link -> !(orders.tracksInterface() && link.name().equals(orders.interfaceName())))
        .toList();
  }

  private boolean isUp(String interfaceName) {
    return view.link(interfaceName).filter(link -> link.up() && link.running()).isPresent();
  }

  private Set<Holding> present(VrrpInstance instance) {
    InstanceOrders orders = instance.orders();
    return new LinuxHoldings(segment(orders), routes).present(orders.holdings(), view);
  }

  /** Those that IFA_PROTO says were added by us; none before Linux 5.18. */
  private Set<Holding> marked(Set<Holding> present, InstanceOrders orders) {
    Optional<Link> link = view.link(orders.interfaceName());
    Set<Holding> marked = new LinkedHashSet<>();
    for (Holding holding : present) {
      if (holding instanceof VirtualAddress virtual
          && view.addresses().stream()
              .filter(has -> link.filter(l -> l.index() == has.interfaceIndex()).isPresent())
              .filter(has -> has.address().equals(virtual.address()))
              .anyMatch(has -> has.protocol() == VrrpAdvertisement.IP_PROTOCOL)) {
        marked.add(holding);
      }
    }
    return marked;
  }

  /**
   * Takes what came on the segment of that token before {@code now}, so that no timer fires for
   * want of a packet that is here already; what comes meanwhile waits, so that a flood delays
   * nobody.
   */
  void receive(int token, long now) {
    LinuxSegment segment = withToken(token);
    if (segment == null) {
      return;
    }
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

  private @Nullable LinuxSegment withToken(int token) {
    for (LinuxSegment segment : segments.values()) {
      if (segment.token() == token) {
        return segment;
      }
    }
    return null;
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
    if (now >= lookAgainAt) {
      look();
    }
  }

  /** {@link Deadlines#NEVER} if nothing waits. */
  long nextDeadline() {
    return Math.min(lookAgainAt, instances.nextDeadline());
  }

  List<InstanceStatus> status() {
    return instances.running().stream().map(this::status).toList();
  }

  private InstanceStatus status(VrrpInstance instance) {
    long now = System.nanoTime();
    String interfaceName = instance.orders().interfaceName();
    return instance.status(
        new Surroundings(
            now,
            instances.startsIn(now),
            present(instance),
            view.link(interfaceName).flatMap(Link::mac).map(MacAddress::toString).orElse(null),
            segment(instance.orders()).unattributed(),
            instances.warnings(instance)));
  }

  @Override
  public void close() {
    segments.values().forEach(LinuxSegment::close);
    routes.close();
  }
}
