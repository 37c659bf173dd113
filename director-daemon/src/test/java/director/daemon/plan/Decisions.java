// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The table that a director asks for when it starts. */
final class Decisions {
  private Decisions() {}

  /** Where the kernel has nothing. */
  static IpvsTable desired(Collection<ServiceConfig> services, Map<ServerKey, HealthState> health) {
    return desired(services, health, IpvsTable.EMPTY);
  }

  static IpvsTable desired(
      Collection<ServiceConfig> services, Map<ServerKey, HealthState> health, IpvsTable kernel) {
    Map<String, Decision> decisions = new TreeMap<>();
    for (ServiceConfig service : services) {
      decisions.put(
          service.name(),
          Allotments.decide(
              service,
              ServiceState.initial(service, kernel),
              of(service, health),
              Map.of(),
              Map.of(),
              Duration.ZERO));
    }
    return ServicePlan.desired(services, decisions);
  }

  /** Of the servers of {@code service}, by name. */
  static Map<String, HealthState> of(ServiceConfig service, Map<ServerKey, HealthState> health) {
    Map<String, HealthState> states = new TreeMap<>();
    health.forEach(
        (key, state) -> {
          if (key.service().equals(service.name())) {
            states.put(key.server(), state);
          }
        });
    return states;
  }
}
