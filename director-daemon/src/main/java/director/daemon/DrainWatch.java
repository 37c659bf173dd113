// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.plan.ServerKey;
import director.ipvs.table.ServerCounters;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether anybody is left on servers that are drained. The kernel keeps a connection that has ended
 * for another two minutes (tcp-fin), and with direct routing it cannot tell that from one whose
 * client said its last word and still reads. But who reads acknowledges: where no connection is
 * established and no packet comes, nobody is there.
 */
final class DrainWatch {
  /**
   * Longer than any round trip and several retransmissions, and than the 2 s after which the kernel
   * publishes what it has counted.
   */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** So many packets have come, and none since then. */
  private record Lull(long packets, Duration since) {}

  private SortedMap<ServerKey, Lull> lulls = new TreeMap<>();

  /**
   * How many connections are left of each.
   *
   * @param counted all that are drained
   * @param now by a monotonic clock, later than before
   */
  SortedMap<ServerKey, Long> left(SortedMap<ServerKey, ServerCounters> counted, Duration now) {
    SortedMap<ServerKey, Lull> next = new TreeMap<>();
    SortedMap<ServerKey, Long> left = new TreeMap<>();
    counted.forEach(
        (key, all) -> {
          Lull lull = lull(key, all, now);
          next.put(key, lull);
          boolean quiet = now.minus(lull.since()).compareTo(QUIET) >= 0;
          left.put(key, quiet ? all.activeConnections() : Drains.connections(all));
        });
    lulls = next;
    return left;
  }

  private Lull lull(ServerKey key, ServerCounters all, Duration now) {
    Lull before = lulls.get(key);
    return before != null && before.packets() == all.inPackets()
        ? before
        : new Lull(all.inPackets(), now);
  }
}
