// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sorry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is wrong with one service, in sentences; what an operator ordered is not wrong. */
final class ServiceProblems {
  private ServiceProblems() {}

  /** The worst first. */
  static List<String> of(Service service) {
    List<String> sentences = new ArrayList<>();
    held(service).ifPresent(sentences::add);
    quorum(service).ifPresent(sentences::add);
    health(service).ifPresent(sentences::add);
    return sentences;
  }

  /** Clients are sent to servers that are known not to answer: nothing is worse. */
  static Optional<String> held(Service service) {
    List<String> held = names(service, Server::held);
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: %d of %d servers %s held in although DOWN: floor %s (%s)"
                .formatted(
                    service.name(),
                    held.size(),
                    service.total(),
                    held.size() == 1 ? "is" : "are",
                    share(service.floor()),
                    Problems.names(held)));
  }

  private static Optional<String> quorum(Service service) {
    Quorum quorum = service.quorum();
    Sorry sorry = service.sorry();
    if (sorry != null && sorry.active()) {
      return Optional.of(
          "%s: the sorry server %s answers: healthy weight %d, the quorum is %d"
              .formatted(service.name(), sorry.address(), quorum.weight(), quorum.required()));
    }
    // That nobody is healthy is said anyway, and a quorum of 1 is lost with the last.
    return quorum.met() || service.count(ServerState.UP) == 0
        ? Optional.empty()
        : Optional.of(
            "%s: the quorum is not met: healthy weight %d, needed is %d"
                .formatted(
                    service.name(), quorum.weight(), quorum.required() + quorum.hysteresis()));
  }

  /** No server that is UP, or some that fail and were not told of as held. */
  private static Optional<String> health(Service service) {
    if (service.count(ServerState.UP) == 0) {
      return Optional.of(service.name() + " has no healthy server: " + counts(service));
    }
    Predicate<Server> isOut = server -> server.fails() && !server.held();
    List<String> down = names(service, isOut);
    if (down.isEmpty()) {
      return Optional.empty();
    }
    if (down.size() == 1) {
      Server server = service.servers().stream().filter(isOut).findFirst().orElseThrow();
      return Optional.of(
          service.name() + ": " + server.name() + " is DOWN" + Problems.because(server.reason()));
    }
    return Optional.of(
        "%s: %d of %d servers are DOWN: %s"
            .formatted(service.name(), down.size(), service.total(), Problems.names(down)));
  }

  private static List<String> names(Service service, Predicate<Server> which) {
    return service.servers().stream().filter(which).map(Server::name).toList();
  }

  private static String counts(Service service) {
    if (service.total() == 0) {
      return "none is configured";
    }
    return Arrays.stream(ServerState.values())
        .filter(state -> service.count(state) > 0)
        .map(state -> service.count(state) + " " + state)
        .collect(Collectors.joining(", "));
  }

  /** "0.5" of 0.5, "0.333" of a third. */
  private static String share(double share) {
    String text = String.format(Locale.ROOT, "%.3f", share);
    return text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
  }
}
