// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of the servers before the first check, so that a restart of the daemon changes
 * nothing by itself: a server that the kernel serves is UP until it fails, one that was taken out
 * of a service that the kernel has is DOWN until it passes, and of all others nothing is known. Out
 * is who would be out after a failure: with "quiesce" that is who has weight 0, not who is absent.
 */
public final class InitialHealth {
  private InitialHealth() {}

  public static SortedMap<ServerKey, HealthState> of(
      Collection<ServiceConfig> services, IpvsTable kernel) {
    SortedMap<ServerKey, HealthState> health = new TreeMap<>();
    for (ServiceConfig service : services) {
      IpvsTable.Entry entry = kernel.services().get(ServicePlan.idOf(service));
      Map<RealServer.Id, RealServer> there = entry == null ? Map.of() : entry.servers();
      for (RealServerConfig server : service.realServers().values()) {
        // An empty service tells nothing: it may be one that never saw its first checks.
        health.put(
            new ServerKey(service.name(), server.name()),
            there.isEmpty()
                ? HealthState.UNKNOWN
                : state(service, server, there.get(ServicePlan.idOf(service, server))));
      }
    }
    return health;
  }

  private static HealthState state(
      ServiceConfig service, RealServerConfig server, @Nullable RealServer there) {
    if (there != null) {
      return there.weight() > 0 || server.weight() == 0 ? HealthState.UP : HealthState.DOWN;
    }
    boolean quiesces =
        service.check().filter(check -> check.onFailure() == OnFailure.QUIESCE).isPresent();
    return quiesces ? HealthState.UNKNOWN : HealthState.DOWN;
  }
}
