// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a daemon has to do on its host, whichever daemon it is.
 *
 * @param priority 1..254
 * @param routers the virtual routers it takes part in, one address each
 */
record Role(int priority, Duration interval, List<Router> routers) {
  static final int MASTER = 150;
  static final int BACKUP = 100;

  /** The number of the virtual router that the client probes. */
  static final int ID = 51;

  /** One virtual router. */
  record Router(int id, String address, int prefixLength) {}

  Role {
    routers = List.copyOf(routers);
  }

  /** The one virtual router that the client probes. */
  static Role of(int priority, Duration interval) {
    return new Role(priority, interval, List.of(new Router(ID, BenchLab.VIP, 24)));
  }

  /** So many virtual routers; their addresses are 10.0.0.1 and the following. */
  static Role of(int priority, Duration interval, int count) {
    return new Role(
        priority,
        interval,
        IntStream.rangeClosed(1, count).mapToObj(i -> new Router(i, "10.0.0." + i, 32)).toList());
  }

  /** (256 - priority) / 256 of the interval. */
  Duration skew() {
    return interval.multipliedBy(256 - priority).dividedBy(256);
  }

  /** From the last advertisement of a master to the first one of this backup: the limit. */
  Duration masterDown() {
    return interval.multipliedBy(3).plus(skew());
  }
}
