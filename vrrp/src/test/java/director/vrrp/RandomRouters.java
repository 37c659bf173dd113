// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What the directors of one simulation are configured with. All speak the same version; in version
 * 2 all have the same interval, as they would not listen to each other otherwise. Version 3 is over
 * IPv6 at times.
 */
final class RandomRouters {
  /** The longest interval, in intervals of the simulation. */
  static final int SLOWEST = 5;

  private static final List<Duration> INTERVALS =
      List.of(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1));

  private final Random random;
  private final int version;
  private final Duration interval;
  private final boolean ipv6;

  RandomRouters(Random random) {
    this.random = random;
    version = 2 + random.nextInt(2);
    interval = version == 2 ? Duration.ofSeconds(1) : INTERVALS.get(random.nextInt(3));
    ipv6 = version == 3 && random.nextInt(3) == 0;
  }

  /** The shortest of all. */
  Duration interval() {
    return interval;
  }

  /** A primary address on the segment. */
  InetAddress address(int number) {
    return ipv6
        ? Wire.ipv6("fe80::" + Integer.toHexString(number))
        : Wire.ipv4("192.0.2." + number);
  }

  List<VirtualAddress> virtual() {
    return ipv6
        ? List.of(
            new VirtualAddress(Wire.ipv6("fe80::50"), 64),
            new VirtualAddress(Wire.ipv6("2001:db8::10"), 64))
        : List.of(new VirtualAddress(Wire.ipv4("203.0.113.10"), 24));
  }

  VirtualRouter next(boolean owner) {
    int slower = version == 3 && random.nextInt(3) == 0 ? 1 + random.nextInt(SLOWEST) : 1;
    return new VirtualRouter(
        version,
        owner ? VirtualRouter.OWNER : priority(),
        interval.multipliedBy(slower),
        random.nextInt(4) > 0,
        random.nextInt(4) == 0 ? interval.multipliedBy(5) : Duration.ZERO);
  }

  /**
   * After a reload: another priority, and at times all else as well.
   *
   * @param mayOwn whether it may be the owner; two of those are a mistake
   */
  VirtualRouter reloaded(VirtualRouter before, boolean mayOwn) {
    VirtualRouter other = next(mayOwn && random.nextBoolean());
    return random.nextInt(3) == 0
        ? other
        : new VirtualRouter(
            before.version(),
            other.priority(),
            before.interval(),
            before.preempt(),
            before.preemptDelay());
  }

  /** Equal ones are frequent. */
  private int priority() {
    return random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(254);
  }
}
