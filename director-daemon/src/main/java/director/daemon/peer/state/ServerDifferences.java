// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import director.daemon.peer.packet.Account.Server;
import director.daemon.peer.packet.Account.Service;
import director.daemon.peer.state.Comparison.Pair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Servers that one director sees otherwise than the other. Only those that both tell of: each tells
 * of what is not well on the other side, too, unless it does not have that server.
 */
final class ServerDifferences {
  /** Of a service; more of them are one difference. */
  private static final int MOST_NAMED = 5;

  private ServerDifferences() {}

  static List<Difference> of(Standing ours, Standing theirs) {
    Map<String, Server> there = new HashMap<>();
    theirs.account().servers().forEach(server -> there.put(server.path(), server));
    Map<String, List<Difference>> byService = new LinkedHashMap<>();
    for (Server here : ours.account().servers()) {
      Optional.ofNullable(there.get(here.path()))
          .flatMap(other -> compare(here, other, theirs.name()))
          .ifPresent(
              it -> byService.computeIfAbsent(here.service(), fresh -> new ArrayList<>()).add(it));
    }
    List<Difference> all = new ArrayList<>();
    byService.forEach((service, differences) -> all.addAll(bounded(service, differences, theirs)));
    all.addAll(counts(ours, theirs, byService));
    return all;
  }

  private static List<Difference> bounded(
      String service, List<Difference> differences, Standing theirs) {
    if (differences.size() <= MOST_NAMED) {
      return differences;
    }
    List<Difference> some = new ArrayList<>(differences.subList(0, MOST_NAMED));
    List<Difference> rest = differences.subList(MOST_NAMED, differences.size());
    some.add(
        new Difference(
            "servers",
            "service:" + service,
            "%d more servers of %s are otherwise on %s"
                .formatted(rest.size(), service, theirs.name()),
            rest.stream().anyMatch(Difference::problem)));
    return some;
  }

  private static Optional<Difference> compare(Server here, Server there, String other) {
    if (here.state().equals("UNKNOWN") || there.state().equals("UNKNOWN")) {
      return Optional.empty();
    }
    if (!here.state().equals(there.state())) {
      boolean ordered = !here.order().isEmpty() || !there.order().isEmpty();
      return Optional.of(difference(here, states(here, there, other), !ordered));
    }
    return here.order().isEmpty() == there.order().isEmpty()
        ? Optional.empty()
        : Optional.of(difference(here, orders(here, there, other), false));
  }

  private static Difference difference(Server server, String sentence, boolean problem) {
    return new Difference("server", "server:" + server.path(), sentence, problem);
  }

  /** Who is not well comes first. */
  private static String states(Server here, Server there, String other) {
    String ours = state(here, "here");
    String theirs = state(there, "on " + other);
    return here.state().equals("UP")
        ? "%s is %s and %s".formatted(here.path(), theirs, ours)
        : "%s is %s and %s".formatted(here.path(), ours, theirs);
  }

  private static String state(Server server, String where) {
    String since = "%s %s since %s".formatted(server.state(), where, seconds(server.since()));
    boolean explains = !server.state().equals("UP") && !server.reason().isEmpty();
    return explains ? since + " (" + server.reason() + ")" : since;
  }

  private static Instant seconds(Instant at) {
    return Instant.ofEpochSecond(at.getEpochSecond());
  }

  private static String orders(Server here, Server there, String other) {
    return here.order().isEmpty()
        ? "%s is under an order on %s (%s) and not here"
            .formatted(here.path(), other, there.order())
        : "%s is under an order here (%s) and not on %s"
            .formatted(here.path(), here.order(), other);
  }

  /** Where there are too many to tell of each, their number tells. */
  private static List<Difference> counts(
      Standing ours, Standing theirs, Map<String, List<Difference>> named) {
    List<Difference> all = new ArrayList<>();
    for (Pair<Service> pair :
        Comparison.pairs(Comparison.services(ours), Comparison.services(theirs))) {
      Service here = pair.ours();
      Service there = pair.theirs();
      boolean unexplained = !(here.listed() && there.listed()) && !named.containsKey(here.name());
      if (unexplained && here.healthy() != there.healthy()) {
        all.add(
            new Difference(
                "servers",
                "service:" + here.name(),
                "%s has %d of %d servers UP here and %d of %d on %s"
                    .formatted(
                        here.name(),
                        here.healthy(),
                        here.total(),
                        there.healthy(),
                        there.total(),
                        theirs.name()),
                true));
      }
    }
    return all;
  }
}
