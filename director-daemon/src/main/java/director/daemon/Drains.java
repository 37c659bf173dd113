// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.VirtualService;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is left of servers that are drained. */
final class Drains {
  private Drains() {}

  /**
   * Connections of each of {@code servers}, established or not, of all endpoints of its service.
   */
  static SortedMap<ServerKey, Long> connections(
      DirectorConfig config, Collection<ServerKey> servers, IpvsSnapshot kernel) {
    SortedMap<ServerKey, Long> counted = new TreeMap<>();
    for (ServerKey key : servers) {
      ServiceConfig service = config.services().get(key.service());
      RealServerConfig server = service == null ? null : service.realServers().get(key.server());
      if (service != null && server != null) {
        count(service, server, kernel).ifPresent(all -> counted.put(key, all));
      }
    }
    return counted;
  }

  /**
   * As {@link #connections}, of those that have weight 0 at all endpoints. Of others the count
   * tells nothing: the table may have been read long before it was changed, and clients still came.
   */
  static SortedMap<ServerKey, Long> left(
      DirectorConfig config, Collection<ServerKey> servers, IpvsSnapshot kernel) {
    SortedMap<ServerKey, Long> counted = connections(config, servers, kernel);
    counted
        .keySet()
        .removeIf(
            key -> {
              ServiceConfig service = Objects.requireNonNull(config.services().get(key.service()));
              return serves(
                  service,
                  Objects.requireNonNull(service.realServers().get(key.server())),
                  kernel.table());
            });
    return counted;
  }

  private static boolean serves(ServiceConfig service, RealServerConfig server, IpvsTable table) {
    return service.virtual().ids().stream()
        .flatMap(id -> Stream.ofNullable(table.services().get(id)))
        .flatMap(
            entry ->
                Stream.ofNullable(
                    entry.servers().get(ServicePlan.idOf(entry.service().id(), server, service))))
        .anyMatch(there -> there.weight() > 0);
  }

  private static Optional<Long> count(
      ServiceConfig service, RealServerConfig server, IpvsSnapshot kernel) {
    return service.virtual().ids().stream()
        .flatMap(id -> counters(id, service, server, kernel).stream())
        .map(counters -> counters.activeConnections() + counters.inactiveConnections())
        .reduce(Long::sum);
  }

  private static Optional<ServerCounters> counters(
      VirtualService.Id id, ServiceConfig service, RealServerConfig server, IpvsSnapshot kernel) {
    return kernel.statistics().server(id, ServicePlan.idOf(id, server, service));
  }
}
