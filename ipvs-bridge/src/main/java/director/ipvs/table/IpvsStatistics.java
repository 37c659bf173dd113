// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Optional;
import java.util.SortedMap;

/** The kernel's counters, in the order of {@link IpvsTable}. */
public record IpvsStatistics(SortedMap<VirtualService.Id, ServiceCounters> services) {
  public IpvsStatistics {
    services = ImmutableSortedMap.copyOf(services);
  }

  public Optional<ServiceCounters> service(VirtualService.Id id) {
    return Optional.ofNullable(services.get(id));
  }

  public Optional<ServerCounters> server(VirtualService.Id service, RealServer.Id server) {
    return service(service).map(counters -> counters.servers().get(server));
  }
}
