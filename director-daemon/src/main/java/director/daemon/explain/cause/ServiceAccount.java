// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sorry;
import director.daemon.event.Target;
import director.daemon.explain.Explanation;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a service is well, and why not. */
record ServiceAccount(StatusReport report, Service service) {
  private static final int MOST_SERVERS = 5;

  Explanation explain() {
    Times times = new Times(report.director().time());
    Draft draft = new Draft(Target.service(service.name()), state(), since(), headline());
    seen(draft, times);
    rules(draft);
    change(draft);
    next(draft, times);
    new Surroundings(report).ofService(service).forEach(draft::also);
    if (report.checker().starved() != null) {
      draft.also("directord itself is short of CPU: " + report.checker().starved());
    }
    return draft.finished();
  }

  /** UP, DEGRADED, SORRY, DOWN, or UNKNOWN before the first verdict. */
  private String state() {
    Sorry sorry = service.sorry();
    if (sorry != null && sorry.active()) {
      return "SORRY";
    }
    if (service.count(ServerState.UP) == 0) {
      boolean unknown =
          service.count(ServerState.UNKNOWN) > 0 && service.count(ServerState.DOWN) == 0;
      return unknown ? "UNKNOWN" : "DOWN";
    }
    boolean well = service.quorum().met() && those(Server::fails).isEmpty();
    return well ? "UP" : "DEGRADED";
  }

  /** When the server turned that made it so; null where nobody knows. */
  private @Nullable Instant since() {
    List<Instant> turned =
        those(it -> state().equals("UP") ? it.state() == ServerState.UP : it.fails()).stream()
            .map(Server::since)
            .sorted()
            .toList();
    if (turned.isEmpty()) {
      return null;
    }
    return state().equals("DEGRADED") ? turned.get(0) : turned.get(turned.size() - 1);
  }

  private String headline() {
    List<String> refused = new Surroundings(report).refused(service);
    return service.name()
        + " ("
        + service.virtual()
        + ") is "
        + state()
        + ": "
        + cause()
        + (refused.isEmpty() ? "" : "; " + refused.get(0));
  }

  private String cause() {
    Quorum quorum = service.quorum();
    Sorry sorry = service.sorry();
    List<Server> down = those(Server::fails);
    String servers =
        down.isEmpty()
            ? counts()
            : down.size()
                + " of "
                + service.servers().size()
                + " servers "
                + (down.size() == 1 ? "is" : "are")
                + " DOWN, "
                + first(down);
    if (service.servers().isEmpty()) {
      return "no real server is configured";
    }
    if (sorry != null && sorry.active()) {
      return "the sorry server %s answers, as healthy weight %d is below the quorum of %d: %s"
          .formatted(sorry.address(), quorum.weight(), quorum.required(), servers);
    }
    List<Server> held = those(Server::held);
    if (!held.isEmpty()) {
      return "%s; the floor of %s holds %s in although DOWN"
          .formatted(servers, Weighing.share(service.floor()), names(held));
    }
    if (!quorum.met() && service.count(ServerState.UP) > 0) {
      return "the quorum is lost, healthy weight %d of %d: %s"
          .formatted(quorum.weight(), quorum.required(), servers);
    }
    return servers;
  }

  /** The one that was first: what follows it is often its consequence. */
  private static String first(List<Server> down) {
    Server first = down.stream().min(Comparator.comparing(Server::since)).orElseThrow();
    return (down.size() == 1 ? "" : "first ") + first.name() + ": " + Harmless.text(first.reason());
  }

  private String counts() {
    int all = service.servers().size();
    if (all > 0 && service.count(ServerState.UP) == all) {
      return all == 1 ? "its one server is UP" : "all " + all + " servers are UP";
    }
    String counts =
        Arrays.stream(ServerState.values())
            .filter(it -> service.count(it) > 0)
            .map(it -> service.count(it) + " " + it)
            .collect(Collectors.joining(", "));
    return counts + " of " + CheckAccount.count(all, "server", "servers");
  }

  private void seen(Draft draft, Times times) {
    if (service.servers().isEmpty()) {
      draft.seen("no real server is configured");
      return;
    }
    draft.seen(counts());
    List<Server> amiss = those(it -> it.state() != ServerState.UP || it.held());
    amiss.stream()
        .sorted(Comparator.comparing(Server::since))
        .limit(MOST_SERVERS)
        .forEach(
            it ->
                draft.seen(
                    "%s is %s %s: %s"
                        .formatted(
                            it.name(),
                            it.state(),
                            times.since(it.since()),
                            Harmless.text(it.reason()))));
    if (amiss.size() > MOST_SERVERS) {
      draft.seen("and " + (amiss.size() - MOST_SERVERS) + " more that are not UP");
    }
    long in = service.servers().stream().filter(it -> it.weight() != null).count();
    long weight =
        service.servers().stream()
            .map(Server::weight)
            .filter(Objects::nonNull)
            .mapToLong(it -> it)
            .sum();
    draft.seen(
        new Surroundings(report).readable()
            ? "the kernel has %d of %d servers in the table, with weight %d in all"
                .formatted(in, service.servers().size(), weight)
            : "what the kernel has cannot be read now");
    new Surroundings(report).address(service).ifPresent(draft::seen);
  }

  private void rules(Draft draft) {
    Quorum quorum = service.quorum();
    draft.rule(
        "healthy weight is %d; the quorum of %d is %s%s"
            .formatted(
                quorum.weight(),
                quorum.required(),
                quorum.met() ? "met" : "not met",
                quorum.hysteresis() == 0
                    ? ""
                    : ", lost below %d and regained from %d on (hysteresis)"
                        .formatted(
                            quorum.required() - quorum.hysteresis(),
                            quorum.required() + quorum.hysteresis())));
    Sorry sorry = service.sorry();
    if (sorry != null) {
      draft.rule(
          "while the quorum is lost, the sorry server " + sorry.address() + " answers alone");
    }
    if (service.floor() > 0) {
      draft.rule(
          "checks never take the weight that is in below %s of the whole (floor): beyond that who is"
                  .formatted(Weighing.share(service.floor()))
              + " DOWN stays in");
    }
    new Scheduling(service).sentences().forEach(draft::rule);
  }

  private void change(Draft draft) {
    Quorum quorum = service.quorum();
    if (!quorum.met() && !service.servers().isEmpty()) {
      draft.change(
          "healthy weight %d is needed, %d more than now"
              .formatted(
                  quorum.required() + quorum.hysteresis(),
                  Math.max(0, quorum.required() + quorum.hysteresis() - quorum.weight())));
    }
    those(Server::fails).stream()
        .limit(MOST_SERVERS)
        .forEach(
            it ->
                draft.change(
                    "directorctl explain "
                        + service.name()
                        + "/"
                        + it.name()
                        + " tells what brings it back"));
    List<Server> ordered = those(it -> it.instruction() != null);
    ordered.stream()
        .limit(MOST_SERVERS)
        .forEach(
            it ->
                draft.change(
                    "directorctl server enable %s %s ends an operator's order"
                        .formatted(service.name(), it.name())));
  }

  private void next(Draft draft, Times times) {
    those(it -> it.state() != ServerState.UP).stream()
        .limit(MOST_SERVERS)
        .forEach(
            server ->
                server.checks().stream()
                    .map(Check::next)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .ifPresent(
                        next -> draft.next(server.name() + " is asked again " + times.in(next))));
  }

  private List<Server> those(Predicate<Server> which) {
    return service.servers().stream().filter(which).toList();
  }

  private static String names(List<Server> servers) {
    String first = servers.stream().limit(3).map(Server::name).collect(Collectors.joining(", "));
    return servers.size() > 3 ? first + " and " + (servers.size() - 3) + " more" : first;
  }
}
