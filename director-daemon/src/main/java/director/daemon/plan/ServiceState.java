// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a service remembers from one decision to the next. It outlives a reload: servers are known
 * again by their names, and by their addresses if they have other names now.
 *
 * @param quorumLost until it is regained
 * @param sorryActive the sorry server answers
 * @param served somebody gets new connections
 * @param servers by name
 */
public record ServiceState(
    boolean quorumLost,
    boolean sorryActive,
    boolean served,
    SortedMap<String, ServerMemory> servers) {

  public ServiceState {
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
  }

  /**
   * What the kernel's table tells, for the first decision about a service. Where the sorry server
   * is in, the quorum counts as lost.
   */
  public static ServiceState initial(ServiceConfig service, IpvsTable kernel) {
    Map<ServerKey, HealthState> health = InitialHealth.of(service, kernel);
    Optional<IpvsTable.Entry> entry = ServicePlan.entryOf(service, kernel);
    SortedMap<String, ServerMemory> servers = new TreeMap<>();
    for (RealServerConfig server : service.realServers().values()) {
      servers.put(
          server.name(),
          ServerMemory.first(
              server,
              health.getOrDefault(
                  new ServerKey(service.name(), server.name()), HealthState.UNKNOWN),
              found(service, server, entry)));
    }
    boolean sorry =
        service.sorryServer().flatMap(server -> there(service, server, entry)).isPresent();
    boolean served =
        entry.stream()
            .flatMap(e -> e.servers().values().stream())
            .anyMatch(server -> server.weight() > 0);
    return new ServiceState(sorry, sorry, served, servers);
  }

  private static OptionalInt found(
      ServiceConfig service, RealServerConfig server, Optional<IpvsTable.Entry> entry) {
    return there(service, server, entry)
        .map(found -> OptionalInt.of(found.weight()))
        .orElse(OptionalInt.empty());
  }

  private static Optional<RealServer> there(
      ServiceConfig service, RealServerConfig server, Optional<IpvsTable.Entry> entry) {
    return entry.flatMap(
        e ->
            Optional.ofNullable(
                e.servers().get(ServicePlan.idOf(e.service().id(), server, service))));
  }

  /** What is remembered of each of {@code wanted}, by its name. */
  SortedMap<String, ServerMemory> of(Collection<RealServerConfig> wanted) {
    Map<ServerMemory.Place, ServerMemory> byPlace = new HashMap<>();
    servers.values().forEach(memory -> byPlace.putIfAbsent(memory.place(), memory));
    SortedMap<String, ServerMemory> found = new TreeMap<>();
    for (RealServerConfig server : wanted) {
      ServerMemory.Place place = ServerMemory.Place.of(server);
      ServerMemory sameName = servers.get(server.name());
      ServerMemory known =
          sameName != null && sameName.place().equals(place) ? sameName : byPlace.get(place);
      found.put(
          server.name(),
          known != null
              ? known
              : ServerMemory.first(server, HealthState.UNKNOWN, OptionalInt.empty()));
    }
    return found;
  }
}
