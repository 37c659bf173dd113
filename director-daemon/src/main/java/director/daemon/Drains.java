// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.InKernel.ServerFigures;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.ServerKey;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.ServerCounters;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** What is left of servers that are drained. */
final class Drains {
  private Drains() {}

  /**
   * Connections of each of {@code servers}, established or not, of all endpoints of its service.
   */
  static SortedMap<ServerKey, Long> connections(
      DirectorConfig config, Collection<ServerKey> servers, IpvsSnapshot kernel) {
    SortedMap<ServerKey, Long> connections = new TreeMap<>();
    counters(config, servers, kernel, (there, server) -> true)
        .forEach((key, all) -> connections.put(key, connections(all)));
    return connections;
  }

  static long connections(ServerCounters all) {
    return all.activeConnections() + all.inactiveConnections();
  }

  /**
   * What is counted of those that have weight 0 at all endpoints. Of others it tells nothing: the
   * table may have been read long before it was changed, and clients still came.
   */
  static SortedMap<ServerKey, ServerCounters> left(
      DirectorConfig config, Collection<ServerKey> servers, IpvsSnapshot kernel) {
    return counters(config, servers, kernel, (there, server) -> !there.serves(server));
  }

  private static SortedMap<ServerKey, ServerCounters> counters(
      DirectorConfig config,
      Collection<ServerKey> servers,
      IpvsSnapshot kernel,
      BiPredicate<InKernel, RealServerConfig> counts) {
    SortedMap<ServerKey, ServerCounters> counted = new TreeMap<>();
    for (ServerKey key : servers) {
      ServiceConfig service = config.services().get(key.service());
      RealServerConfig server = service == null ? null : service.realServers().get(key.server());
      if (service != null && server != null) {
        InKernel there = new InKernel(service, kernel);
        there
            .server(server)
            .filter(figures -> counts.test(there, server))
            .map(ServerFigures::counters)
            .ifPresent(all -> counted.put(key, all));
      }
    }
    return counted;
  }
}
