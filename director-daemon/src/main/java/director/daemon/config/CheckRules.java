// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.config.CheckConfig.Through;
import director.ipvs.table.ForwardingMethod;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What must hold of checks and the servers they are for. */
final class CheckRules {
  private final ServiceConfig service;
  private final Predicate<String> trusted;
  private final List<Conflict> found;

  private CheckRules(ServiceConfig service, Predicate<String> trusted, List<Conflict> found) {
    this.service = service;
    this.trusted = trusted;
    this.found = found;
  }

  /** Adds them to {@code found}. Concludes nothing from keys that {@code trusted} denies. */
  static void conflicts(ServiceConfig service, Predicate<String> trusted, List<Conflict> found) {
    CheckRules rules = new CheckRules(service, trusted, found);
    for (CheckAt check : CheckAt.allOf(service)) {
      rules.port(check);
      check.config().path().source().ifPresent(source -> rules.source(check, source));
      rules.through(check);
    }
  }

  private void port(CheckAt check) {
    boolean unclear =
        service.virtual().port().isEmpty()
            && check.servers().stream().anyMatch(server -> server.port().isEmpty());
    if (unclear
        && check.config().hasPort()
        && check.config().port().isEmpty()
        && trusted.test(check.key("type"))) {
      found.add(
          Conflict.at(
                  check.key("port"),
                  "is missing: must be 1..65535, because %s has no single port that could be asked"
                      .formatted(service.virtual()))
              .with(service.virtualKey()));
    }
  }

  private void source(CheckAt check, InetAddress source) {
    check.servers().stream()
        .filter(server -> !server.address().equals(AddressLiteral.NOBODY))
        .filter(server -> AddressLiteral.isIpv6(server.address()) != AddressLiteral.isIpv6(source))
        .findFirst()
        .ifPresent(
            server ->
                found.add(
                    Conflict.at(
                            check.key("source"),
                            "must be of the family of the real servers, but %s is not of that of %s"
                                .formatted(AddressLiteral.text(source), server.addressText()))
                        .with(service.key(server, "address"))));
  }

  /** Others than direct routing change the packet on its way, which a probe cannot. */
  private void through(CheckAt check) {
    if (check.config().through() == Through.DIRECT) {
      return;
    }
    Optional<ServerAt> other =
        check.servers().stream()
            .map(server -> ServerAt.real(service, server))
            .filter(server -> server.forwarding().method() != ForwardingMethod.DIRECT_ROUTING)
            .findFirst();
    other.ifPresent(
        server ->
            found.add(
                Conflict.at(
                        check.key("through"),
                        "must be direct but with forwarding = direct-routing, which %s has not"
                            .formatted(server.config().name()))
                    .with(server.forwardingKey())));
    if (check.config().path().mark().isPresent()) {
      found.add(
          Conflict.at(
                  check.key("mark"),
                  "cannot be chosen with through = forwarding-path: a mark is what leads its packets")
              .with(check.key("through")));
    }
    if (service.virtual().isMark()) {
      found.add(
          Conflict.at(
                  check.key("through"),
                  "must be direct with a firewall mark, which is no address that could be asked")
              .with(service.virtualKey()));
    }
  }
}
