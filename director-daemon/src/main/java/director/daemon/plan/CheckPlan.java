// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig;
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
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The checks that the configuration asks for. */
public final class CheckPlan {
  private CheckPlan() {}

  /**
   * What a check is known by: "photos/router1 at 10.0.0.11". The address is a part of it, because
   * nothing that was learnt at one address is true of another.
   */
  public static String id(ServiceConfig service, RealServerConfig server) {
    return new ServerKey(service.name(), server.name()) + " at " + server.addressText();
  }

  /**
   * The checks of all servers, by {@link #id}.
   *
   * @param initial what is believed of servers that were not checked yet; UNKNOWN if missing
   */
  public static SortedMap<String, CheckOrder> orders(
      Collection<ServiceConfig> services, Map<ServerKey, HealthState> initial) {
    SortedMap<String, CheckOrder> orders = new TreeMap<>();
    for (ServiceConfig service : services) {
      service
          .check()
          .ifPresent(
              check -> {
                for (RealServerConfig server : service.realServers().values()) {
                  ServerKey key = new ServerKey(service.name(), server.name());
                  orders.put(
                      id(service, server),
                      order(
                          check,
                          port(service, server, check),
                          server,
                          initial.getOrDefault(key, HealthState.UNKNOWN)));
                }
              });
    }
    return orders;
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
