// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.RequestConfig.Grpc;
import director.daemon.config.RequestConfig.Http;
import director.daemon.config.RequestConfig.Same;
import director.daemon.config.RequestConfig.Script;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.TlsTerms;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What all checks together cost, as it was measured: {@code docs/configuration.md} has the numbers.
 *
 * @param checks in a second; equal ones of one address are one
 * @param micros of processor time in a second
 * @param scripts that start in a second
 */
record CheckLoad(double checks, double micros, double scripts) {
  private static final double TLS = 800;
  private static final double RESUMED_TLS = 450;
  private static final double PLAIN = 120;
  private static final double SCRIPT = 1400;
  private static final double MOST_MICROS = 700_000;
  private static final double MOST_SCRIPTS = 100;

  /**
   * What is asked once, however many need it.
   *
   * @param asker of whom it depends; empty where it does not
   */
  private record Asked(CheckConfig check, InetAddress address, OptionalInt port, String asker) {}

  /** A server that is known by a DNS name counts as one: nobody knows yet how many it is. */
  static CheckLoad of(Collection<ServiceConfig> services) {
    Set<Asked> all = new HashSet<>();
    double checks = 0;
    double micros = 0;
    double scripts = 0;
    for (ServiceConfig service : services) {
      for (CheckAt check : CheckAt.allOf(service)) {
        double perSecond = 1e9 / check.config().timing().interval().toNanos();
        double cost = cost(check.config());
        boolean script = check.config().request() instanceof Script;
        for (RealServerConfig server : check.servers()) {
          if (all.add(asked(service, server, check, script))) {
            checks += perSecond;
            micros += perSecond * cost;
            scripts += script ? perSecond : 0;
          }
        }
      }
    }
    return new CheckLoad(checks, micros, scripts);
  }

  private static Asked asked(
      ServiceConfig service, RealServerConfig server, CheckAt check, boolean script) {
    boolean alone = script || server.address().equals(AddressLiteral.NOBODY);
    CheckConfig config = check.config();
    OptionalInt port =
        config.port().isPresent() || !config.hasPort()
            ? OptionalInt.empty()
            : server.port().isPresent() ? server.port() : service.virtual().port();
    return new Asked(
        config, server.address(), port, alone ? service.key(server) + " " + check.path() : "");
  }

  private static double cost(CheckConfig check) {
    RequestConfig request = check.request();
    if (request instanceof Script) {
      return SCRIPT;
    }
    if (request instanceof Http http) {
      return http.exchanges().size() * cost(http.tls());
    }
    if (request instanceof Grpc grpc) {
      return cost(grpc.tls());
    }
    return request instanceof Same same && same.request() instanceof TcpCheck tcp
        ? cost(tcp.tls())
        : PLAIN;
  }

  private static double cost(Optional<TlsTerms> tls) {
    return tls.map(TlsTerms::fullEvery)
        .map(every -> (TLS + (every - 1) * RESUMED_TLS) / every)
        .orElse(PLAIN);
  }

  /** Adds what is too much of it. */
  void warnings(List<Conflict> doubts) {
    if (micros > MOST_MICROS) {
      doubts.add(
          Conflict.at(
              "services",
              "ask for %d checks a second, which take about %d %% of one processor, and more than 70 %%"
                      .formatted(Math.round(checks), Math.round(micros / 10_000))
                  + " leaves little for failures, which are checked again sooner: longer intervals or"
                  + " tls.full-every help"));
    }
    if (scripts > MOST_SCRIPTS) {
      doubts.add(
          Conflict.at(
              "services",
              "start %d scripts a second, and above 100 their start alone is much: longer intervals or"
                      .formatted(Math.round(scripts))
                  + " another type of check help"));
    }
  }
}
