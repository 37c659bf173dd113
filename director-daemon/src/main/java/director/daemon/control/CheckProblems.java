// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Checker;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What is wrong with the health checks themselves, in sentences. */
final class CheckProblems {
  private static final String LATE = "directord itself was late";

  private static final String BUT = ", but ";

  private CheckProblems() {}

  /** That it gets too little CPU, or cannot do all that is asked of it. */
  static List<String> of(Checker checker) {
    List<String> sentences = new ArrayList<>();
    if (checker.starved() != null) {
      sentences.add(
          "directord gets too little CPU: %s: no server is removed until that is over"
              .formatted(checker.starved()));
    }
    Double shortest = checker.shortestIntervalMillis();
    if (shortest != null && checker.lagMillis() > shortest) {
      sentences.add(
          "health checks begin %s too late, though some are asked for every %s: %d wait for their turn;"
                  .formatted(seconds(checker.lagMillis()), seconds(shortest), checker.waiting())
              + " ask less often, or raise checks.max-in-flight");
    }
    return sentences;
  }

  /** What is withheld, what cannot be asked, and what will fail soon: each once for all servers. */
  static List<String> of(List<Service> services) {
    List<String> sentences = new ArrayList<>();
    services.forEach(service -> withheld(service, sentences));
    Grouped unable = new Grouped();
    Grouped warnings = new Grouped();
    for (Service service : services) {
      for (Server server : service.servers()) {
        for (Check check : server.checks()) {
          if (isUnable(check)) {
            unable.add(
                "%s checks say nothing: %s".formatted(check.kind(), check.lastResult()), server);
          }
          check.warnings().forEach(warning -> warnings.add(warning, server));
        }
      }
    }
    unable.forEach((what, servers) -> sentences.add(what + " (" + Problems.names(servers) + ")"));
    warnings.forEach((what, servers) -> sentences.add(what + " (" + Problems.names(servers) + ")"));
    return sentences;
  }

  /** A server that nobody can judge stays as it is for ever, until somebody mends what we lack. */
  private static boolean isUnable(Check check) {
    String seen = check.lastResult();
    return seen != null && check.passed() == null && !seen.startsWith(LATE);
  }

  private static void withheld(Service service, List<String> sentences) {
    Grouped reasons = new Grouped();
    service.servers().stream()
        .filter(server -> server.state() == ServerState.UP)
        .forEach(
            server ->
                server.checks().stream()
                    .map(Check::withheld)
                    .filter(why -> why != null)
                    .findFirst()
                    .ifPresent(why -> reasons.add(doubt(why), server)));
    reasons.forEach(
        (why, servers) ->
            sentences.add(
                "%s: %d of %d servers %s, but %s not removed: %s (%s)"
                    .formatted(
                        service.name(),
                        servers.size(),
                        service.total(),
                        servers.size() == 1 ? "fails" : "fail",
                        servers.size() == 1 ? "is" : "are",
                        why,
                        Problems.names(servers))));
  }

  /** Of "3 of 3 checks in a row failed, but many fail at once" what holds for others as well. */
  private static String doubt(String withheld) {
    int but = withheld.indexOf(BUT);
    return but < 0 ? withheld : withheld.substring(but + BUT.length());
  }

  private static String seconds(double millis) {
    String text = String.format(Locale.ROOT, "%.1f", millis / 1000);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " s";
  }

  /** The names of servers of which the same is to be said. */
  private static final class Grouped {
    private final Map<String, Set<String>> names = new LinkedHashMap<>();

    void add(String what, Server server) {
      names.computeIfAbsent(what, fresh -> new TreeSet<>()).add(server.name());
    }

    void forEach(BiConsumer<String, List<String>> each) {
      names.forEach((what, servers) -> each.accept(what, List.copyOf(servers)));
    }
  }
}
