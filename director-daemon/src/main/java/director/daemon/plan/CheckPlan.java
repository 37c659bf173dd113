// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.ChecksConfig;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.CheckOrder;
import director.healthcheck.state.HealthState;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The checks that the configuration asks for.
 *
 * @param orders by an id that follows from what is asked of whom, how often, and by which rule:
 *     equal orders are one, whoever needs them, and one that does not change is known again after a
 *     reload, whatever else has other names now
 * @param servers who needs which of them
 */
public record CheckPlan(
    SortedMap<String, CheckOrder> orders, SortedMap<ServerKey, Checks> servers) {

  /**
   * The checks of one server.
   *
   * @param need how many of them must be up
   * @param ids in {@link #orders}, by the operator's name for the check
   */
  public record Checks(Need need, SortedMap<String, String> ids) {
    public Checks {
      ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
    }
  }

  public CheckPlan {
    orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
  }

  /**
   * The checks of all servers that have any, as if no source of a {@link ForwardingPaths} was
   * known.
   */
  public static CheckPlan of(
      Collection<ServiceConfig> services, Map<ServerKey, HealthState> believed) {
    return of(services, believed, Map.of());
  }

  /**
   * The checks of all servers that have any.
   *
   * @param believed what is believed of the servers, which is what a check begins with that is new;
   *     UNKNOWN if missing
   * @param sources from which address of this host, that is no virtual one, a real server is asked
   *     through the forwarding path
   */
  public static CheckPlan of(
      Collection<ServiceConfig> services,
      Map<ServerKey, HealthState> believed,
      Map<InetAddress, InetAddress> sources) {
    ForwardingPaths paths = ForwardingPaths.of(services);
    SortedMap<String, CheckOrder> orders = new TreeMap<>();
    SortedMap<ServerKey, Checks> servers = new TreeMap<>();
    for (ServiceConfig service : services) {
      for (RealServerConfig server : service.realServers().values()) {
        ServerKey key = new ServerKey(service.name(), server.name());
        HealthState state = believed.getOrDefault(key, HealthState.UNKNOWN);
        service
            .checks(server)
            .ifPresent(
                checks -> {
                  SortedMap<String, CheckOrder> his =
                      orders(service, server, checks, state, paths, sources);
                  his.values().forEach(order -> orders.merge(id(order), order, CheckPlan::shared));
                  servers.put(key, new Checks(checks.need(), ids(his)));
                });
      }
    }
    return new CheckPlan(orders, servers);
  }

  /** By the operator's name for the check. */
  private static SortedMap<String, CheckOrder> orders(
      ServiceConfig service,
      RealServerConfig server,
      ChecksConfig checks,
      HealthState initial,
      ForwardingPaths paths,
      Map<InetAddress, InetAddress> sources) {
    SortedMap<String, CheckOrder> all = new TreeMap<>();
    checks
        .each()
        .forEach(
            (name, check) ->
                all.put(
                    name,
                    new CheckOrder(
                        new Asking(service, server, name, check).question(paths, sources),
                        check.timing(),
                        check.rule(),
                        initial)));
    return all;
  }

  private static SortedMap<String, String> ids(SortedMap<String, CheckOrder> orders) {
    SortedMap<String, String> all = new TreeMap<>();
    orders.forEach((name, order) -> all.put(name, id(order)));
    return all;
  }

  /**
   * Of two that are the same but for what is believed: who is up stays up, and who is down has to
   * pass as often as the rule wants, though it shares its check with one that nobody knows.
   */
  private static CheckOrder shared(CheckOrder one, CheckOrder other) {
    return rank(one) <= rank(other) ? one : other;
  }

  private static int rank(CheckOrder order) {
    return switch (order.initial()) {
      case UP -> 0;
      case DOWN -> 1;
      case UNKNOWN -> 2;
    };
  }

  /** "https 10.0.0.11:443 9f86d081": the last word stands for all the rest. */
  private static String id(CheckOrder order) {
    String all = List.of(order.question(), order.timing(), order.rule()).toString();
    String digest =
        UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    return order.question().request().kind()
        + " "
        + order.question().target().toString().substring(1)
        + " "
        + digest;
  }
}
