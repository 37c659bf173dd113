// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.IpvsTable.Entry;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import java.util.Collection;
import java.util.Optional;
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
  private final ServiceConfig service;
  private final Entry entry;
  private final HealthState absent;

  private InitialHealth(ServiceConfig service, Entry entry) {
    this.service = service;
    this.entry = entry;
    this.absent = undecided() || halfFilled() ? HealthState.UNKNOWN : HealthState.DOWN;
  }

  public static SortedMap<ServerKey, HealthState> of(
      Collection<ServiceConfig> services, IpvsTable kernel) {
    SortedMap<ServerKey, HealthState> health = new TreeMap<>();
    services.forEach(service -> health.putAll(of(service, kernel)));
    return health;
  }

  static SortedMap<ServerKey, HealthState> of(ServiceConfig service, IpvsTable kernel) {
    // An empty service tells nothing: it may be one that never saw its first checks.
    Optional<InitialHealth> told =
        ServicePlan.entryOf(service, kernel).map(entry -> new InitialHealth(service, entry));
    SortedMap<ServerKey, HealthState> health = new TreeMap<>();
    for (RealServerConfig server : service.realServers().values()) {
      health.put(
          new ServerKey(service.name(), server.name()),
          told.map(it -> it.state(server)).orElse(HealthState.UNKNOWN));
    }
    return health;
  }

  private HealthState state(RealServerConfig server) {
    RealServer there = there(server);
    if (there != null) {
      // Where failed servers are removed, weight 0 is an operator's or the slow start's.
      boolean failed = quiesces(server) && there.weight() == 0 && server.weight() > 0;
      return failed ? HealthState.DOWN : HealthState.UP;
    }
    return quiesces(server) ? HealthState.UNKNOWN : absent;
  }

  private boolean quiesces(RealServerConfig server) {
    return service
        .checks(server)
        .filter(checks -> checks.onFailure() == OnFailure.QUIESCE)
        .isPresent();
  }

  /** The sorry server would be in if those who are absent were known to be down. */
  private boolean undecided() {
    return service.sorryServer().filter(sorry -> there(sorry) == null).isPresent()
        && Quorum.tooLittle(
            service.quorum(),
            service.realServers().values().stream()
                .filter(server -> there(server) != null)
                .mapToLong(RealServerConfig::weight)
                .sum());
  }

  /** A former life was ended while it filled a new service: the scheduler would have come last. */
  private boolean halfFilled() {
    return entry.service().scheduler().equals(VirtualService.NO_SCHEDULER);
  }

  private @Nullable RealServer there(RealServerConfig server) {
    VirtualService.Id id = entry.service().id();
    return entry.servers().get(ServicePlan.idOf(id, server, service));
  }
}
