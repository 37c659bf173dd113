// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.NetlinkException;
import director.netlink.linux.Epoll;
import director.netlink.route.RouteClient;
import director.vrrp.net.NetworkView;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.Rejection;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The virtual routers that run and the segments they run on. Confined to the elector's thread. */
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
  private final Map<String, VrrpInstance> instances = new LinkedHashMap<>();

  /** Resigned, but answering for their addresses until the successor is heard. */
  private final List<VrrpInstance> leaving = new ArrayList<>();

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
    List<InstanceOrders> orders = next.instances();
    Map<String, VrrpInstance> before = new LinkedHashMap<>(instances);
    instances.clear();
    for (InstanceOrders order : orders) {
      LinuxSegment segment = segment(order);
      segment.listen(order.transport());
      VrrpInstance running = before.get(order.name());
      if (running != null && order.continues(running.orders())) {
        before.remove(order.name());
        running.reconfigure(order, System.nanoTime());
        instances.put(order.name(), running);
      } else {
        instances.put(
            order.name(),
            new VrrpInstance(order, segment, new LinuxHoldings(segment, routes), listener));
      }
    }
    before.values().forEach(gone -> retire(gone, "removed from the configuration"));
    look();
  }

  /** Replaces all adjustments of before. */
  void adjust(Map<String, Adjustment> adjustments) {
    instances.forEach(
        (name, instance) ->
            instance.adjust(adjustments.getOrDefault(name, Adjustment.NONE), System.nanoTime()));
  }

  void handOver(String name, String reason, CompletableFuture<HandoverOutcome> outcome) {
    outcome.complete(
        HandoverOutcome.refused(name + " cannot be handed over by this version: " + reason));
  }

  void standby(boolean on, String reason) {
    instances.values().forEach(instance -> instance.standby(on, reason));
  }

  private LinuxSegment segment(InstanceOrders orders) {
    return segments.computeIfAbsent(
        new SegmentName(orders.interfaceName(), orders.isIpv6()),
        name -> new LinuxSegment(name.interfaceName(), name.ipv6(), nextToken++, epoll));
  }

  void resign(String reason) {
    instances.values().forEach(instance -> retire(instance, reason));
    instances.clear();
  }

  private void retire(VrrpInstance instance, String reason) {
    instance.handle(new Shutdown(reason), System.nanoTime());
    instance.removeLeftOver(present(instance));
    if (instance.holdsAddresses()) {
      leaving.add(instance);
    }
  }

  boolean allReleased() {
    leaving.removeIf(instance -> !instance.holdsAddresses());
    return leaving.isEmpty();
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
    boolean well = true;
    for (VrrpInstance instance : List.copyOf(instances.values())) {
      follow(instance, segment(instance.orders()), now);
      well &= instance.state() != VrrpState.FAULT && !instance.isRefused();
    }
    lookAgainAt = now + (well ? LATER : SOON);
  }

  /** The owner's address is the interface's own as well. */
  private Set<InetAddress> virtualAddresses() {
    Set<InetAddress> virtual = new HashSet<>();
    for (VrrpInstance instance : instances.values()) {
      if (!instance.orders().router().isOwner()) {
        instance.orders().allAddresses().forEach(address -> virtual.add(address.address()));
      }
    }
    return virtual;
  }

  private void follow(VrrpInstance instance, LinuxSegment segment, long now) {
    InetAddress primary = segment.source(instance.orders().transport());
    String fault = segment.fault(instance.orders().transport());
    boolean running = instance.state() == VrrpState.BACKUP || instance.state() == VrrpState.MASTER;
    if (!fault.isEmpty() || primary == null) {
      if (instance.state() != VrrpState.FAULT) {
        instance.handle(new Fault(fault), now);
      }
      instance.removeLeftOver(present(instance));
    } else if (!running) {
      instance.handle(new Startup(primary, !present(instance).isEmpty()), now);
    } else {
      if (!primary.equals(instance.primaryAddress())) {
        instance.handle(new PrimaryAddressChanged(primary), now);
      }
      instance.restore(present(instance));
      if (instance.state() == VrrpState.BACKUP) {
        instance.removeLeftOver(present(instance));
      }
    }
  }

  private Set<Holding> present(VrrpInstance instance) {
    InstanceOrders orders = instance.orders();
    return new LinuxHoldings(segment(orders), routes).present(orders.holdings(), view);
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

  private void dispatch(LinuxSegment segment, IpPacket packet, long at, long now) {
    boolean known = give(segment, packet, true, at, now) || give(segment, packet, false, at, now);
    if (!known) {
      int virtualRouterId = VrrpAdvertisement.peekVirtualRouterId(packet.payload());
      segment.countUnattributed(virtualRouterId < 0 ? Rejection.LENGTH : Rejection.UNKNOWN_VRID);
    }
  }

  /**
   * To the virtual routers whose VRID it has.
   *
   * @param listening whether only to those that listen where it was sent to: one VRID may be in use
   *     for multicast and for unicast
   */
  private boolean give(
      LinuxSegment segment, IpPacket packet, boolean listening, long at, long now) {
    boolean given = false;
    for (VrrpInstance instance : instances.values()) {
      given |= give(instance, segment, packet, listening, at, now);
    }
    for (VrrpInstance instance : leaving) {
      given |= give(instance, segment, packet, listening, at, now);
    }
    return given;
  }

  private static boolean give(
      VrrpInstance instance,
      LinuxSegment segment,
      IpPacket packet,
      boolean listening,
      long at,
      long now) {
    InstanceOrders orders = instance.orders();
    boolean meant =
        Reception.concerns(orders, packet)
            && orders.interfaceName().equals(segment.name())
            && (!listening || Reception.isSentTo(orders, packet));
    if (meant) {
      instance.receive(packet, at, now);
    }
    return meant;
  }

  void runTimers(long now) {
    instances.values().forEach(instance -> instance.runTimers(now));
    leaving.forEach(instance -> instance.runTimers(now));
    allReleased();
    if (now >= lookAgainAt) {
      look();
    }
  }

  /** {@link Deadlines#NEVER} if nothing waits. */
  long nextDeadline() {
    long next = lookAgainAt;
    for (VrrpInstance instance : instances.values()) {
      next = Math.min(next, instance.nextDeadline());
    }
    for (VrrpInstance instance : leaving) {
      next = Math.min(next, instance.nextDeadline());
    }
    return next;
  }

  List<InstanceStatus> status() {
    return instances.values().stream()
        .map(
            instance -> {
              LinuxSegment segment = segment(instance.orders());
              return instance.status(
                  new VrrpInstance.Surroundings(
                      present(instance), null, null, segment.unattributed()));
            })
        .toList();
  }

  @Override
  public void close() {
    segments.values().forEach(LinuxSegment::close);
    routes.close();
  }
}
