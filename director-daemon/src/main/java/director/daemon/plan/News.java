// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.Allotment.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a decision changed, in sentences for the log. What stays as it was is no news. */
final class News {
  private final ServiceConfig service;
  private final ServiceState before;
  private final ServiceState after;
  private final List<String> sentences = new ArrayList<>();

  News(ServiceConfig service, ServiceState before, ServiceState after) {
    this.service = service;
    this.before = before;
    this.after = after;
  }

  List<String> of(Quorum quorum, List<Candidate> candidates, SortedMap<String, Allotment> servers) {
    quorum(quorum);
    for (Candidate it : candidates) {
      server(
          it,
          Objects.requireNonNull(after.servers().get(it.name())),
          Objects.requireNonNull(servers.get(it.name())));
    }
    serving(servers);
    return sentences;
  }

  private void quorum(Quorum quorum) {
    if (after.quorumLost() != before.quorumLost()) {
      sentences.add(
          "quorum "
              + (after.quorumLost() ? "lost" : "regained")
              + ": healthy weight "
              + quorum.healthy()
              + ", needed "
              + needed(quorum));
    }
    if (after.sorryActive() != before.sorryActive()) {
      String sorry =
          service.sorryServer().map(RealServerConfig::addressText).map(it -> " " + it).orElse("");
      sentences.add("sorry server" + sorry + (after.sorryActive() ? " answers" : " is out again"));
    }
  }

  private String needed(Quorum quorum) {
    long hysteresis = service.quorum().hysteresis();
    if (hysteresis == 0) {
      return String.valueOf(quorum.required());
    }
    return quorum.required() + (after.quorumLost() ? " - " : " + ") + hysteresis;
  }

  private void server(Candidate it, ServerMemory is, Allotment allotment) {
    ServerMemory was = it.memory();
    String name = it.name();
    if (is.held() && !was.held()) {
      sentences.add(name + ": " + allotment.sentence());
    }
    if (was.held() && !is.held()) {
      sentences.add(name + ": no longer held in: " + allotment.sentence());
    }
    if (is.risingSince().isPresent() && !is.risingSince().equals(was.risingSince())) {
      sentences.add(
          name
              + ": came back with weight "
              + allotment.weight().orElse(0)
              + ", rising to "
              + it.weight());
    }
    if (was.drained().isEmpty()) {
      is.drained().ifPresent(drained -> sentences.add(name + ": " + Wording.drained(drained)));
    }
  }

  private void serving(Map<String, Allotment> servers) {
    // That the sorry server answers is said already.
    if (before.served() != after.served() && !after.sorryActive()) {
      Map<Cause, Long> causes =
          servers.values().stream()
              .collect(
                  Collectors.groupingBy(Allotment::cause, TreeMap::new, Collectors.counting()));
      String head = after.served() ? "served now: " : "nobody serves now: ";
      sentences.add(
          causes.entrySet().stream()
              .map(it -> it.getValue() + " " + it.getKey().words())
              .collect(Collectors.joining(", ", head, "")));
    }
  }
}
