// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is believed of the servers before the first check, so that a restart of the daemon changes
 * nothing by itself: a server that the kernel serves is UP until it fails, one that was taken out
 * of a service that the kernel has is DOWN until it passes, and of all others nothing is known.
 */
public final class InitialHealth {
  private InitialHealth() {}

  public static SortedMap<ServerKey, HealthState> of(
      Collection<ServiceConfig> services, IpvsTable kernel) {
    SortedMap<ServerKey, HealthState> health = new TreeMap<>();
    for (ServiceConfig service : services) {
      IpvsTable.Entry entry = kernel.services().get(ServicePlan.idOf(service));
      for (RealServerConfig server : service.realServers().values()) {
        HealthState state = HealthState.UNKNOWN;
        // An empty service tells nothing: it may be one that never saw its first checks.
        if (entry != null && !entry.servers().isEmpty()) {
          RealServer there = entry.servers().get(ServicePlan.idOf(service, server));
          boolean serves = there != null && (there.weight() > 0 || server.weight() == 0);
          state = serves ? HealthState.UP : HealthState.DOWN;
        }
        health.put(new ServerKey(service.name(), server.name()), state);
      }
    }
    return health;
  }
}
