// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kernel's counters, in the order of {@link IpvsTable}. */
public record IpvsStatistics(SortedMap<VirtualService.Id, ServiceCounters> services) {
  public IpvsStatistics {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  public Optional<ServiceCounters> service(VirtualService.Id id) {
    return Optional.ofNullable(services.get(id));
  }

  public Optional<ServerCounters> server(VirtualService.Id service, RealServer.Id server) {
    return service(service).map(counters -> counters.servers().get(server));
  }
}
