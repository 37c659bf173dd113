// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.InKernel.ServerFigures;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.ServerKey;
import director.ipvs.IpvsSnapshot;
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
    return count(config, servers, kernel, (there, server) -> true);
  }

  /**
   * As {@link #connections}, of those that have weight 0 at all endpoints. Of others the count
   * tells nothing: the table may have been read long before it was changed, and clients still came.
   */
  static SortedMap<ServerKey, Long> left(
      DirectorConfig config, Collection<ServerKey> servers, IpvsSnapshot kernel) {
    return count(config, servers, kernel, (there, server) -> !there.serves(server));
  }

  private static SortedMap<ServerKey, Long> count(
      DirectorConfig config,
      Collection<ServerKey> servers,
      IpvsSnapshot kernel,
      BiPredicate<InKernel, RealServerConfig> counts) {
    SortedMap<ServerKey, Long> counted = new TreeMap<>();
    for (ServerKey key : servers) {
      ServiceConfig service = config.services().get(key.service());
      RealServerConfig server = service == null ? null : service.realServers().get(key.server());
      if (service != null && server != null) {
        InKernel there = new InKernel(service, kernel);
        there
            .server(server)
            .filter(figures -> counts.test(there, server))
            .map(ServerFigures::counters)
            .ifPresent(
                all -> counted.put(key, all.activeConnections() + all.inactiveConnections()));
      }
    }
    return counted;
  }
}
