// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.ipvs.table.AddressFamily;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.RealServer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What must hold of the real servers of one virtual service. */
final class ServerRules {
  private final ServiceConfig service;
  private final Predicate<String> trusted;
  private final List<Conflict> found;

  private ServerRules(ServiceConfig service, Predicate<String> trusted, List<Conflict> found) {
    this.service = service;
    this.trusted = trusted;
    this.found = found;
  }

  /** Adds them to {@code found}. Concludes nothing from keys that {@code trusted} denies. */
  static void conflicts(ServiceConfig service, Predicate<String> trusted, List<Conflict> found) {
    ServerRules rules = new ServerRules(service, trusted, found);
    List<ServerAt> withAddress = ServerAt.allOf(service);
    withAddress.forEach(rules::family);
    withAddress.forEach(rules::link);
    withAddress.forEach(rules::port);
    rules.named().forEach(rules::port);
    rules.unique(withAddress);
    rules.uniqueNames();
    rules.weights();
  }

  private List<ServerAt> named() {
    return service.namedServers().values().stream()
        .map(named -> ServerAt.real(service, named.each()))
        .toList();
  }

  private void family(ServerAt server) {
    if (AddressFamily.of(server.address()) == service.virtual().family()
        || server.forwarding().method() == ForwardingMethod.TUNNEL
        || !trusted.test(server.forwardingKey())) {
      return;
    }
    found.add(
        Conflict.at(
                server.key("address"),
                "must be of the family of its service, or reached by a tunnel, but %s is not of that"
                        .formatted(server.config().addressText())
                    + " of "
                    + service.virtual())
            .with(service.virtualKey()));
  }

  /** ip_vs_new_dest() refuses them with EINVAL: a link-local address needs its link. */
  private void link(ServerAt server) {
    if (AddressLiteral.isIpv6(server.address()) && server.address().isLinkLocalAddress()) {
      found.add(
          Conflict.at(
              server.key("address"),
              "must not be link-local: IPVS does not know of which link, and refuses it"));
    }
  }

  private void port(ServerAt server) {
    if (server.config().port().isEmpty()) {
      return;
    }
    if (server.forwarding().method() != ForwardingMethod.MASQUERADE) {
      found.add(
          Conflict.at(
                  server.key("port"),
                  "cannot be chosen: only with forwarding = masquerade a real server may answer at"
                      + " another port than the service's")
              .with(server.forwardingKey()));
    } else if (service.persistence().isPresent() && service.keepsPorts()) {
      // ip_vs_sched_persist() translates the service's port, and these have none.
      found.add(
          Conflict.at(
                  server.key("port"),
                  "has no effect: with persistence, %s keeps the port that the client chose"
                      .formatted(service.virtual()))
              .with(service.virtualKey()));
    }
  }

  /** What answers at the port that the client chose clashes with each port that clients have. */
  private void unique(List<ServerAt> servers) {
    Map<RealServer.Id, ServerAt> taken = new HashMap<>();
    for (ServerAt server : servers) {
      clash(server, taken.putIfAbsent(at(server, server.config().port().orElse(0)), server));
    }
    List<ServerAt> elsewhere =
        servers.stream().filter(server -> server.config().port().isPresent()).toList();
    Set<Integer> ports = elsewhere.isEmpty() ? Set.of() : service.virtual().ports();
    for (ServerAt server : elsewhere) {
      if (ports.contains(server.port())) {
        clash(server, taken.get(at(server, 0)));
      }
    }
  }

  private static RealServer.Id at(ServerAt server, int port) {
    return new RealServer.Id(server.address(), port);
  }

  private void clash(ServerAt server, @Nullable ServerAt first) {
    if (first != null && trusted.test(first.key("port")) && trusted.test(server.key("port"))) {
      String key = first.key("address");
      found.add(
          Conflict.at(
                  server.key("address"),
                  "must be unique in its service, but %s is also %s".formatted(text(server), key))
              .with(key));
    }
  }

  private void uniqueNames() {
    // RFC 4343, section 3: case does not matter; and with a dot behind it the name is the same.
    record Target(String hostName, int port) {}
    Map<Target, String> taken = new HashMap<>();
    for (NamedServersConfig named : service.namedServers().values()) {
      ServerAt at = ServerAt.real(service, named.each());
      String key = at.key("host-name");
      String name = named.hostName().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
      String first = taken.putIfAbsent(new Target(name, at.port()), key);
      if (first != null) {
        found.add(
            Conflict.at(
                    key,
                    "must be unique in its service, but %s is also %s"
                        .formatted(named.hostName(), first))
                .with(first));
      }
    }
  }

  private static String text(ServerAt server) {
    return server.config().port().isPresent()
        ? new Endpoint(server.address(), server.port()).toString()
        : server.config().addressText();
  }

  private void weights() {
    String key = service.key("real-servers");
    List<RealServerConfig> servers = service.everyServer().toList();
    long total = servers.stream().mapToLong(RealServerConfig::weight).sum();
    if (servers.isEmpty()) {
      found.add(Conflict.at(key, "must hold at least one real server"));
    } else if (total == 0) {
      found.add(
          Conflict.at(key, "must have a weight above 0 somewhere, or no connection goes anywhere"));
    } else if (service.namedServers().isEmpty()) {
      quorum(servers, total);
    }
  }

  /** A name may have any number of addresses, so this is known where there are none. */
  private void quorum(List<RealServerConfig> servers, long total) {
    QuorumConfig quorum = service.quorum();
    long needed = quorum.weight() + quorum.hysteresis();
    if (needed > total
        && servers.stream().allMatch(server -> trusted.test(service.key(server, "weight")))) {
      found.add(
          Conflict.at(
                  service.key("quorum"),
                  "must be at most the weight of all real servers together, which is %d: at %s it"
                          .formatted(total, needs(quorum))
                      + " would never be regained")
              .with(service.key("real-servers")));
    }
  }

  private static String needs(QuorumConfig quorum) {
    return quorum.hysteresis() == 0
        ? "" + quorum.weight()
        : quorum.weight() + " and a hysteresis of " + quorum.hysteresis();
  }
}
