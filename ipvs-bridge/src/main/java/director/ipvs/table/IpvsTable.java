// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Virtual services and their real servers, in the order of their identities. */
public record IpvsTable(SortedMap<VirtualService.Id, Entry> services) {
  public static final IpvsTable EMPTY = new IpvsTable(new TreeMap<>());

  public IpvsTable {
    services = ImmutableSortedMap.copyOf(services);
  }

  /**
   * Puts entries in order.
   *
   * @throws IllegalArgumentException if two are for the same service
   */
  public static IpvsTable of(Collection<Entry> entries) {
    return new IpvsTable(
        ImmutableSortedMap.of(entries, entry -> entry.service().id(), Function.identity()));
  }

  /** One service with those who answer for it. */
  public record Entry(VirtualService service, SortedMap<RealServer.Id, RealServer> servers) {
    public Entry {
      servers = ImmutableSortedMap.copyOf(servers);
    }

    /**
     * Puts real servers in order.
     *
     * @throws IllegalArgumentException if two have the same address and port
     */
    public static Entry of(VirtualService service, Collection<RealServer> servers) {
      return new Entry(
          service, ImmutableSortedMap.of(servers, RealServer::id, Function.identity()));
    }

    /** "TCP 203.0.113.10:443 scheduler wrr, real servers: 10.0.0.11:443 weight 1". */
    public String describe() {
      String line = service.id() + " " + service.settings();
      return servers.isEmpty()
          ? line + ", no real servers"
          : servers.values().stream()
              .map(server -> server.id() + " " + server.settings())
              .collect(Collectors.joining(", ", line + ", real servers: ", ""));
    }
  }
}
