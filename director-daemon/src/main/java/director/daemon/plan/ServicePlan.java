// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig;
import director.daemon.config.CheckConfig.OnFailure;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import director.ipvs.table.VirtualService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The IPVS table that configuration and health ask for. */
public final class ServicePlan {
  private ServicePlan() {}

  /**
   * The table as it shall be.
   *
   * @param health of each server that is checked; one that is missing counts as UNKNOWN
   */
  public static IpvsTable desired(
      Collection<ServiceConfig> services, Map<ServerKey, HealthState> health) {
    List<IpvsTable.Entry> entries = new ArrayList<>();
    for (ServiceConfig service : services) {
      List<RealServer> servers = new ArrayList<>();
      for (RealServerConfig server : service.realServers().values()) {
        ServerKey key = new ServerKey(service.name(), server.name());
        weight(service, server, health.getOrDefault(key, HealthState.UNKNOWN))
            .ifPresent(weight -> servers.add(new RealServer(idOf(service, server), weight)));
      }
      service
          .virtual()
          .ids()
          .forEach(id -> entries.add(IpvsTable.Entry.of(virtualService(id, service), servers)));
    }
    return IpvsTable.of(entries);
  }

  /** What the kernel knows the service by; the first when there are several. */
  public static VirtualService.Id idOf(ServiceConfig service) {
    return service.virtual().ids().first();
  }

  /** With direct routing the port is the service's. */
  public static RealServer.Id idOf(ServiceConfig service, RealServerConfig server) {
    return new RealServer.Id(server.address(), service.virtual().port().orElse(0));
  }

  /** The weight in the kernel; empty when the server is not to be in the table. */
  private static Optional<Integer> weight(
      ServiceConfig service, RealServerConfig server, HealthState health) {
    Optional<CheckConfig> check = service.check();
    if (check.isEmpty() || health == HealthState.UP) {
      return Optional.of(server.weight());
    }
    boolean quiesced = health == HealthState.DOWN && check.get().onFailure() == OnFailure.QUIESCE;
    return quiesced ? Optional.of(0) : Optional.empty();
  }

  private static VirtualService virtualService(VirtualService.Id id, ServiceConfig service) {
    return new VirtualService(id, service.scheduler().name().toLowerCase(Locale.ROOT));
  }
}
