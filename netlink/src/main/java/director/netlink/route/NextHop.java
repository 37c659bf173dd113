// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a route leads (struct rtnexthop, linux/rtnetlink.h).
 *
 * @param gateway empty when the destination is on the link itself; for an IPv4 route it may be an
 *     IPv6 address
 * @param interfaceIndex of the {@link Link}; 0 in a request lets the kernel find it by the gateway
 * @param weight 1..256, share of the traffic among several next hops
 * @param onLink the gateway is on the link even if no address there says so
 */
public record NextHop(
    Optional<InetAddress> gateway, int interfaceIndex, int weight, boolean onLink) {

  public NextHop {
    if (gateway.isEmpty() && interfaceIndex == 0) {
      throw new IllegalArgumentException("a next hop has neither gateway nor interface");
    }
    if (weight < 1 || weight > 256) {
      throw new IllegalArgumentException("a next hop of weight " + weight + ", not in 1..256");
    }
  }

  /** By a gateway, with weight 1. */
  public static NextHop via(InetAddress gateway, int interfaceIndex) {
    return new NextHop(Optional.of(gateway), interfaceIndex, 1, false);
  }

  /** The link itself, with weight 1. */
  public static NextHop on(int interfaceIndex) {
    return new NextHop(Optional.empty(), interfaceIndex, 1, false);
  }

  public NextHop withWeight(int share) {
    return new NextHop(gateway, interfaceIndex, share, onLink);
  }

  public NextHop withOnLink() {
    return new NextHop(gateway, interfaceIndex, weight, true);
  }

  /** The same but for the interface, where this one leaves it to the kernel. */
  boolean isFulfilledBy(NextHop actual) {
    return gateway.equals(actual.gateway)
        && (interfaceIndex == 0 || interfaceIndex == actual.interfaceIndex)
        && weight == actual.weight
        && onLink == actual.onLink;
  }
}
