// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A route (struct rtmsg, linux/rtnetlink.h).
 *
 * <p>What else the kernel can keep with a route, such as a type of service or an encapsulation, is
 * not asked for and not shown.
 *
 * @param destination of packets
 * @param type what becomes of them
 * @param nextHops one, or several that share the traffic; none for a dead end
 * @param source of packets that have none yet
 * @param table 1..0xffffffff, 254 is main
 * @param metric the smallest one of several routes is used, 0..0xffffffff
 * @param scope for IPv4; for IPv6 always {@link Scope#UNIVERSE}
 * @param protocol who made it, 0..255 (RTPROT_*)
 * @param mtu in bytes, 0 for the link's
 * @param advertisedMss of TCP in bytes, 0 for what the MTU allows
 */
public record Route(
    IpPrefix destination,
    RouteType type,
    List<NextHop> nextHops,
    Optional<InetAddress> source,
    long table,
    long metric,
    Scope scope,
    int protocol,
    int mtu,
    int advertisedMss) {
  /**
   * How our routes, rules and addresses are marked: the IP protocol number of VRRP. Nobody has
   * registered it in rtnetlink.h or rt_protos; keepalived's is 18.
   */
  public static final int DIRECTORD = 112;

  /** RT_TABLE_MAIN. */
  public static final long MAIN_TABLE = 254;

  private static final long DEFAULT_IPV6_METRIC = 1024;

  public Route {
    nextHops = List.copyOf(nextHops);
    require(type.isDeadEnd() == nextHops.isEmpty(), destination, nextHops.size() + " next hops");
    require(isUnsigned32(table) && table != 0, destination, "table " + table);
    require(isUnsigned32(metric), destination, "metric " + metric);
    require(protocol >= 0 && protocol <= 255, destination, "protocol " + protocol);
    require(mtu >= 0 && advertisedMss >= 0, destination, "mtu " + mtu + ", mss " + advertisedMss);
    boolean ipv6 = destination.isIpv6();
    require(
        source.isEmpty() || source.get() instanceof Inet4Address != ipv6,
        destination,
        "a source of the other family");
    for (NextHop hop : nextHops) {
      boolean fits = !ipv6 || !(hop.gateway().orElse(null) instanceof Inet4Address);
      require(fits, destination, "an IPv4 gateway");
    }
    if (ipv6) {
      scope = Scope.UNIVERSE;
    }
  }

  private static void require(boolean condition, IpPrefix destination, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException("a route to " + destination + " with " + otherwise);
    }
  }

  static boolean isUnsigned32(long value) {
    return value >>> 32 == 0;
  }

  private static Route of(IpPrefix destination, RouteType type, List<NextHop> hops, Scope scope) {
    return new Route(
        destination,
        type,
        hops,
        Optional.empty(),
        MAIN_TABLE,
        destination.isIpv6() ? DEFAULT_IPV6_METRIC : 0,
        scope,
        DIRECTORD,
        0,
        0);
  }

  /**
   * In the main table, marked as ours. IPv4 next hops without any gateway make its scope "link".
   */
  public static Route to(IpPrefix destination, NextHop... hops) {
    List<NextHop> list = List.of(hops);
    boolean gateway = list.stream().anyMatch(hop -> hop.gateway().isPresent());
    return of(destination, RouteType.UNICAST, list, gateway ? Scope.UNIVERSE : Scope.LINK);
  }

  /** In the main table, marked as ours, with a type that has no next hop. */
  public static Route deadEnd(RouteType type, IpPrefix destination) {
    return of(destination, type, List.of(), Scope.UNIVERSE);
  }

  public Route withSource(InetAddress preferred) {
    return new Route(
        destination,
        type,
        nextHops,
        Optional.of(preferred),
        table,
        metric,
        scope,
        protocol,
        mtu,
        advertisedMss);
  }

  public Route withTable(long number) {
    return new Route(
        destination, type, nextHops, source, number, metric, scope, protocol, mtu, advertisedMss);
  }

  /**
   * With another metric.
   *
   * @param distance for IPv6 0 is 1024, as the kernel reads it
   */
  public Route withMetric(long distance) {
    return new Route(
        destination,
        type,
        nextHops,
        source,
        table,
        distance == 0 && destination.isIpv6() ? DEFAULT_IPV6_METRIC : distance,
        scope,
        protocol,
        mtu,
        advertisedMss);
  }

  public Route withScope(Scope reach) {
    return new Route(
        destination, type, nextHops, source, table, metric, reach, protocol, mtu, advertisedMss);
  }

  public Route withProtocol(int mark) {
    return new Route(
        destination, type, nextHops, source, table, metric, scope, mark, mtu, advertisedMss);
  }

  public Route withMtu(int bytes) {
    return new Route(
        destination, type, nextHops, source, table, metric, scope, protocol, bytes, advertisedMss);
  }

  public Route withAdvertisedMss(int bytes) {
    return new Route(
        destination, type, nextHops, source, table, metric, scope, protocol, mtu, bytes);
  }

  /** The same destination, table and metric: what the kernel tells routes by. */
  public boolean isSameAs(Route other) {
    return destination.equals(other.destination) && table == other.table && metric == other.metric;
  }

  /** Whether a route that was read is this one, where this leaves interfaces to the kernel. */
  public boolean isFulfilledBy(Route actual) {
    if (!isSameAs(actual) || nextHops.size() != actual.nextHops.size()) {
      return false;
    }
    for (int i = 0; i < nextHops.size(); i++) {
      if (!nextHops.get(i).isFulfilledBy(actual.nextHops.get(i))) {
        return false;
      }
    }
    return type == actual.type
        && source.equals(actual.source)
        && scope.equals(actual.scope)
        && protocol == actual.protocol
        && mtu == actual.mtu
        && advertisedMss == actual.advertisedMss;
  }

  /** "192.0.2.0/24 in table 254, metric 0". */
  public String describe() {
    return destination + " in table " + table + ", metric " + metric;
  }
}
