// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.CheckOrder;
import director.healthcheck.CheckTiming;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

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
   * The checks of all servers that have any.
   *
   * @param believed what is believed of the servers, which is what a check begins with that is new;
   *     UNKNOWN if missing
   */
  public static CheckPlan of(
      Collection<ServiceConfig> services, Map<ServerKey, HealthState> believed) {
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
                  SortedMap<String, String> ids = new TreeMap<>();
                  checks
                      .each()
                      .forEach(
                          (name, check) -> {
                            CheckOrder order =
                                order(check, port(service, server, check), server, state);
                            ids.put(name, id(order));
                            orders.merge(id(order), order, CheckPlan::shared);
                          });
                  servers.put(key, new Checks(checks.need(), ids));
                });
      }
    }
    return new CheckPlan(orders, servers);
  }

  /** Of two that are the same but for what is believed: who is up stays up. */
  private static CheckOrder shared(CheckOrder one, CheckOrder other) {
    return one.initial() == HealthState.UP ? one : other;
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

  /** The check's own, or the one at which the server serves; the configuration has either. */
  private static int port(ServiceConfig service, RealServerConfig server, CheckConfig check) {
    return Stream.of(check.port(), server.port(), service.virtual().port())
        .flatMapToInt(OptionalInt::stream)
        .findFirst()
        .orElseThrow();
  }

  private static CheckOrder order(
      CheckConfig check, int port, RealServerConfig server, HealthState initial) {
    HttpCheck request =
        HttpCheck.of(
            check.type() == CheckConfig.Type.HTTPS
                ? Optional.of(TlsTerms.asking(check.serverName()))
                : Optional.empty(),
            HttpExchange.get(
                check.path(),
                check.host().orElse(hostOf(server)),
                new ExpectedStatus(check.status())));
    return new CheckOrder(
        new Question(
            request,
            new InetSocketAddress(server.address(), port),
            ProbePath.ROUTED,
            check.timeout()),
        CheckTiming.every(check.interval()),
        DecisionRule.inARow(check.fall(), check.rise()),
        initial);
  }

  /** An address as it stands in a Host header (RFC 3986, section 3.2.2). */
  private static String hostOf(RealServerConfig server) {
    String text = server.addressText();
    return server.address() instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
