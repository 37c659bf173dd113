// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Instruction;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.event.Target;
import director.daemon.explain.Explanation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a server has the weight it has. */
record ServerAccount(StatusReport report, Service service, Server server) {
  private static final int MOST_CHECKS = 8;

  /** Causes by which a server has a weight in the kernel. */
  private static final Set<String> INSIDE =
      Set.of("HEALTHY", "UNCHECKED", "RISING", "WEIGHTED", "ADVISED", "HELD");

  Explanation explain() {
    Times times = new Times(report.director().time());
    Draft draft =
        new Draft(
            Target.server(service.name(), server.name()),
            server.state().name(),
            server.since(),
            headline());
    seen(draft, times);
    new Weighing(service, server, times).into(draft);
    List<CheckAccount> checks = checks(times);
    checks.forEach(check -> check.rules().forEach(draft::rule));
    checks.forEach(check -> draft.next(check.next()));
    also(draft, times);
    return draft.finished();
  }

  /** What it is, what it gets, and the one reason that log and status tell, too. */
  private String headline() {
    return "%s (%s) of %s is %s and %s: %s"
        .formatted(server.name(), server.address(), service.name(), server.state(), gets(), why());
  }

  private String gets() {
    Integer weight = server.weight();
    if (weight != null) {
      return "in with weight " + weight;
    }
    return new Surroundings(report).readable()
        ? "out of the table"
        : "perhaps in, perhaps out of the table";
  }

  /** What holds now goes before what made it what it is. */
  private String why() {
    String reason = Harmless.text(server.reason());
    String now = now();
    return now.isEmpty() ? reason : now + "; " + server.state() + " by: " + reason;
  }

  private String now() {
    Surroundings around = new Surroundings(report);
    if (server.weight() == null && INSIDE.contains(server.cause()) && around.readable()) {
      return around.refused(service, server).stream()
          .findFirst()
          .orElse(
              "it is to be in, but the kernel does not have it: the next comparison puts it in");
    }
    Optional<Check> withheld =
        server.checks().stream().filter(check -> check.withheld() != null).findFirst();
    if (withheld.isPresent()) {
      return Harmless.text(String.valueOf(withheld.get().withheld()));
    }
    return server.checks().stream()
        .filter(it -> it.state() == ServerState.UP && Boolean.FALSE.equals(it.passed()))
        .findFirst()
        .filter(it -> server.state() == ServerState.UP)
        .map(
            it ->
                "%s fails now (%s)"
                    .formatted(
                        new CheckAccount(new Times(report.director().time()), it, true).word(),
                        Harmless.text(String.valueOf(it.lastResult()))))
        .orElse("");
  }

  private void seen(Draft draft, Times times) {
    Instruction order = server.instruction();
    draft.seen(server.state() + " " + times.since(server.since()));
    boolean told =
        new Ordered(report, times)
            .into(draft, List.of(Target.server(service.name(), server.name())));
    if (order != null && !told) {
      draft.seen(
          "%s ordered %s%s %s%s"
              .formatted(
                  Harmless.text(order.by()),
                  order.verb(),
                  order.weight() == null ? "" : " " + order.weight(),
                  times.at(order.since()),
                  order.reason().isEmpty() ? "" : ": " + Harmless.text(order.reason())));
    }
    checks(times).forEach(check -> check.seen().forEach(draft::seen));
    draft.seen(kernel());
  }

  /** Those that are down first, as they tell most. */
  private List<CheckAccount> checks(Times times) {
    boolean alone = server.checks().size() == 1;
    return server.checks().stream()
        .sorted(Comparator.comparing((Check check) -> check.state() != ServerState.DOWN))
        .limit(MOST_CHECKS)
        .map(check -> new CheckAccount(times, check, alone))
        .toList();
  }

  private String kernel() {
    Integer weight = server.weight();
    if (weight == null) {
      return new Surroundings(report).readable()
          ? "the kernel's table does not have it: it gets no connections"
          : "what the kernel has cannot be read now";
    }
    Long active = server.activeConnections();
    Long inactive = server.inactiveConnections();
    long all =
        service.servers().stream()
            .filter(it -> it.weight() != null)
            .mapToLong(it -> it.weight() == null ? 0 : it.weight())
            .sum();
    return "the kernel has it with weight %d of %d in all, %d active and %d inactive connections"
        .formatted(weight, all, active == null ? 0 : active, inactive == null ? 0 : inactive);
  }

  private void also(Draft draft, Times times) {
    server.checks().stream()
        .filter(check -> check.withheld() != null && check.state() != ServerState.DOWN)
        .findFirst()
        .ifPresent(
            check ->
                draft.rule(
                    "nothing is removed for our own fault: while that doubt holds, no failure takes"
                        + " a server out"));
    if (report.checker().starved() != null) {
      draft.also("directord itself is short of CPU: " + report.checker().starved());
    }
    server.checks().stream()
        .flatMap(check -> check.warnings().stream())
        .forEach(warning -> draft.also(Harmless.text(warning)));
    new Treatment(service, server, times).into(draft);
    Surroundings around = new Surroundings(report);
    around.ofServer(service, server).forEach(draft::also);
  }
}
