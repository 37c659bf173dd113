// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.util.Optional;

/** What becomes of a packet that follows a route (RTN_*, linux/rtnetlink.h). */
public enum RouteType {
  /** It goes to the next hop. */
  UNICAST(1),
  /** It is for this host; such routes are the kernel's. */
  LOCAL(2),
  BROADCAST(3),
  ANYCAST(4),
  MULTICAST(5),
  /** It is dropped without a word. */
  BLACKHOLE(6),
  /** It is answered with "host unreachable". */
  UNREACHABLE(7),
  /** It is answered with "administratively prohibited". */
  PROHIBIT(8),
  /** The next rule decides. */
  THROW(9);

  private final int number;

  RouteType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Whether such a route has no next hop. */
  public boolean isDeadEnd() {
    return number >= BLACKHOLE.number;
  }

  static Optional<RouteType> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }
}
