// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.DirectorConfig;
import director.daemon.config.NamedServersConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.netlink.text.AddressText;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The configuration with a real server for each address of a DNS name. */
public final class Expansion {
  private static final String SIGN = "@";

  private Expansion() {}

  /** The names that have to be looked up. */
  public static Set<String> names(DirectorConfig config) {
    return config.services().values().stream()
        .flatMap(service -> service.namedServers().values().stream())
        .map(NamedServersConfig::hostName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A server that has a name of its own keeps it: an address that a DNS name has as well comes
   * once.
   *
   * @param addresses of each name; of those that are missing none is known
   */
  public static DirectorConfig of(
      DirectorConfig config, Map<String, SortedSet<InetAddress>> addresses) {
    SortedMap<String, ServiceConfig> services = new TreeMap<>();
    config
        .services()
        .forEach(
            (name, service) ->
                services.put(
                    name,
                    service.namedServers().isEmpty()
                        ? service
                        : service.with(servers(service, addresses))));
    return config.withServices(services);
  }

  private static SortedMap<String, RealServerConfig> servers(
      ServiceConfig service, Map<String, SortedSet<InetAddress>> addresses) {
    SortedMap<String, RealServerConfig> all = new TreeMap<>(service.realServers());
    Set<InetAddress> taken =
        all.values().stream().map(RealServerConfig::address).collect(Collectors.toSet());
    for (NamedServersConfig named : service.namedServers().values()) {
      for (InetAddress address :
          addresses.getOrDefault(named.hostName(), Collections.emptySortedSet())) {
        if (canServe(service, named, address) && taken.add(address)) {
          RealServerConfig server = at(named, address);
          all.put(server.name(), server);
        }
      }
    }
    return all;
  }

  /** IPVS takes a server of the other family by a tunnel only. */
  private static boolean canServe(
      ServiceConfig service, NamedServersConfig named, InetAddress address) {
    return AddressFamily.of(address) == service.virtual().family()
        || service.forwarding(named.each()).method() == ForwardingMethod.TUNNEL;
  }

  /** Whether {@code server} is, or was, one of those that a DNS name of {@code service} has. */
  public static boolean isOfName(ServiceConfig service, String server) {
    int sign = server.indexOf(SIGN);
    return sign >= 0 && service.namedServers().containsKey(server.substring(0, sign));
  }

  /** "pool@10.0.0.11"; names in the configuration have no such sign. */
  private static RealServerConfig at(NamedServersConfig named, InetAddress address) {
    return named.each().at(named.name() + SIGN + AddressText.of(address), address);
  }
}
