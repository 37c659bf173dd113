// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.ServicePlan;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.VirtualService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections that the kernel has, and which of them live on. For the kernel a service is an
 * endpoint and a server an address: what only gets another name keeps its connections.
 */
final class LiveConnections {
  /**
   * Connections of one thing.
   *
   * @param all of them; null when the kernel could not be read
   * @param lost those that do not live on
   */
  record Count(@Nullable Long all, long lost) {}

  private final @Nullable IpvsSnapshot kernel;
  private final Map<VirtualService.Id, ServiceConfig> next = new HashMap<>();
  private final Map<VirtualService.Id, Set<RealServer.Id>> servers = new HashMap<>();

  LiveConnections(Optional<IpvsSnapshot> kernel, DirectorConfig after) {
    this.kernel = kernel.orElse(null);
    after
        .services()
        .values()
        .forEach(service -> service.virtual().ids().forEach(id -> next.put(id, service)));
  }

  boolean areKnown() {
    return kernel != null;
  }

  /** Whether any service has that endpoint afterwards. */
  boolean stays(VirtualService.Id id) {
    return next.containsKey(id);
  }

  /** Of a server, at all endpoints of its service. */
  Count of(ServiceConfig service, RealServerConfig server) {
    return count(service, server, true);
  }

  /** As {@link #of(ServiceConfig, RealServerConfig)}, without endpoints that leave as a whole. */
  Count ofStaying(ServiceConfig service, RealServerConfig server) {
    return count(service, server, false);
  }

  private Count count(ServiceConfig service, RealServerConfig server, boolean leaving) {
    long all = 0;
    long lost = 0;
    for (VirtualService.Id id : service.virtual().ids()) {
      if (leaving || stays(id)) {
        RealServer.Id there = ServicePlan.idOf(id, server, service);
        long here = at(id, there);
        all += here;
        lost += servesThen(id, there) ? 0 : here;
      }
    }
    return kernel == null ? new Count(null, 0) : new Count(all, lost);
  }

  /** Of all servers of one endpoint, whoever they are: the sorry server too. */
  Count at(VirtualService.Id id) {
    ServiceCounters counters = counters(id);
    if (counters == null) {
      return new Count(kernel == null ? null : 0L, 0);
    }
    long all = 0;
    long lost = 0;
    for (Map.Entry<RealServer.Id, ServerCounters> server : counters.servers().entrySet()) {
      long here = connections(server.getValue());
      all += here;
      lost += servesThen(id, server.getKey()) ? 0 : here;
    }
    return new Count(all, lost);
  }

  private boolean servesThen(VirtualService.Id id, RealServer.Id server) {
    ServiceConfig service = next.get(id);
    return service != null
        && servers.computeIfAbsent(id, at -> serversOf(at, service)).contains(server);
  }

  private static Set<RealServer.Id> serversOf(VirtualService.Id id, ServiceConfig service) {
    Set<RealServer.Id> all = new HashSet<>();
    service.realServers().values().forEach(one -> all.add(ServicePlan.idOf(id, one, service)));
    service.sorryServer().ifPresent(one -> all.add(ServicePlan.idOf(id, one, service)));
    return all;
  }

  private long at(VirtualService.Id id, RealServer.Id server) {
    ServiceCounters counters = counters(id);
    ServerCounters there = counters == null ? null : counters.servers().get(server);
    return there == null ? 0 : connections(there);
  }

  private @Nullable ServiceCounters counters(VirtualService.Id id) {
    return kernel == null ? null : kernel.statistics().services().get(id);
  }

  private static long connections(ServerCounters counters) {
    return counters.activeConnections() + counters.inactiveConnections();
  }
}
