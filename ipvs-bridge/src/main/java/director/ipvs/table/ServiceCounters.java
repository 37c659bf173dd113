// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.SortedMap;

/**
 * What the kernel has counted for one virtual service since it was added or its counters set to
 * zero. Servers that have left are still contained in the service's own numbers.
 */
public record ServiceCounters(
    long connections,
    long inPackets,
    long inBytes,
    long outPackets,
    long outBytes,
    Rates rates,
    SortedMap<RealServer.Id, ServerCounters> servers) {

  public ServiceCounters {
    servers = ImmutableSortedMap.copyOf(servers);
  }
}
