// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.linux.Epoll;
import director.vrrp.net.NetworkView;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** All interfaces that are spoken on, each protocol by itself. Confined to the elector's thread. */
final class Segments implements AutoCloseable {
  private record Name(String interfaceName, boolean ipv6) {}

  private final Map<Name, LinuxSegment> all = new LinkedHashMap<>();

  /** Asked for with each packet. */
  private final Map<Integer, LinuxSegment> byToken = new HashMap<>();

  private final IntSupplier tokens;
  private final Epoll epoll;

  /**
   * None yet.
   *
   * @param tokens gives each a token of its own for {@code epoll}
   */
  Segments(IntSupplier tokens, Epoll epoll) {
    this.tokens = tokens;
    this.epoll = epoll;
  }

  LinuxSegment of(String interfaceName, boolean ipv6) {
    return all.computeIfAbsent(new Name(interfaceName, ipv6), this::create);
  }

  private LinuxSegment create(Name name) {
    int token = tokens.getAsInt();
    LinuxSegment segment = new LinuxSegment(name.interfaceName(), name.ipv6(), token, epoll);
    byToken.put(token, segment);
    return segment;
  }

  /** Where a virtual router hears others, and what it needs to take part at all. */
  LinuxSegment base(InstanceOrders orders) {
    return of(orders.interfaceName(), orders.isIpv6());
  }

  /** Where its frames come from. */
  LinuxSegment device(InstanceOrders orders) {
    return of(orders.device(), orders.isIpv6());
  }

  /** The neighbours of an address, which may be on another interface than its virtual router. */
  LinuxSegment home(VirtualAddress address, InstanceOrders orders) {
    return of(address.deviceOr(orders.device()), address.address() instanceof Inet6Address);
  }

  @Nullable LinuxSegment withToken(int token) {
    return byToken.get(token);
  }

  /**
   * Takes note of what is there now.
   *
   * @param virtual addresses that must not be taken for an interface's own
   */
  void update(NetworkView view, Set<InetAddress> virtual) {
    all.values().forEach(segment -> segment.update(view, virtual));
  }

  /** Sends announcements that are due. */
  void announce(long now) {
    all.values().forEach(segment -> segment.announce(now));
  }

  /** When the next announcement is due; {@link Deadlines#NEVER} if none waits. */
  long nextDeadline(long now) {
    long next = Deadlines.NEVER;
    for (LinuxSegment segment : all.values()) {
      next = Math.min(next, segment.nextAnnouncement(now));
    }
    return next;
  }

  @Override
  public void close() {
    all.values().forEach(LinuxSegment::close);
  }
}
