// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Drift;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is so around a service: who has its address, what somebody else did to the kernel's table,
 * and what the kernel refused.
 */
record Surroundings(StatusReport report) {
  private static final Duration DRIFT_IS_NEWS = Duration.ofMinutes(10);

  List<String> ofService(Service service) {
    List<String> sentences = new ArrayList<>();
    drift(line -> service.virtuals().stream().anyMatch(id -> isIn(id, line)))
        .ifPresent(sentences::add);
    sentences.addAll(refused(service));
    return sentences;
  }

  List<String> ofServer(Service service, Server server) {
    List<String> sentences = new ArrayList<>();
    Predicate<String> concerns =
        line ->
            isIn(server.address(), line)
                && service.virtuals().stream().anyMatch(id -> isIn(id, line));
    drift(concerns).ifPresent(sentences::add);
    sentences.addAll(refused(service, server));
    if (service.sorry() != null && service.sorry().active()) {
      sentences.add(
          "the sorry server " + service.sorry().address() + " answers for " + service.name());
    }
    return sentences;
  }

  /** Where the clients of a service come in, as far as virtual routers of ours have its address. */
  Optional<String> address(Service service) {
    String host = Literal.host(service.virtual());
    return report.vrrp().instances().stream()
        .filter(
            vip ->
                vip.addresses().stream().anyMatch(it -> Literal.plain(it.address()).equals(host)))
        .findFirst()
        .map(this::whoHasIt);
  }

  private String whoHasIt(Instance vip) {
    if (vip.state() == InstanceState.MASTER) {
      return "its address is here: " + vip.name() + " is MASTER";
    }
    String master = vip.master().address();
    return "its address is not here, so its clients are not: "
        + vip.name()
        + " is "
        + vip.state()
        + (master == null ? "" : ", " + master + " is MASTER");
  }

  private Optional<String> drift(Predicate<String> concerns) {
    Drift drift = report.ipvs().drift();
    Instant seen = drift.lastSeen();
    Times times = new Times(report.director().time());
    List<String> ours = drift.changes().stream().filter(concerns).toList();
    if (seen == null || ours.isEmpty() || times.age(seen).compareTo(DRIFT_IS_NEWS) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        "somebody else changed this in the kernel, it was put right %s: %s"
            .formatted(
                times.at(seen), String.join("; ", ours.subList(0, Math.min(3, ours.size())))));
  }

  /** What the kernel does not take of a service or its servers, as it was told last. */
  List<String> refused(Service service) {
    return refusals(line -> service.virtuals().stream().anyMatch(id -> isIn(id, line)));
  }

  /** The same of one server. */
  List<String> refused(Service service, Server server) {
    return refusals(
        line ->
            isIn(server.address(), line)
                && service.virtuals().stream().anyMatch(id -> isIn(id, line)));
  }

  /** Whether it is known what the kernel has. */
  boolean readable() {
    return !report.problems().contains(StatusReport.UNREADABLE);
  }

  /** What the kernel does not take stands among the problems, each with what it was about. */
  private List<String> refusals(Predicate<String> concerns) {
    return report.problems().stream()
        .filter(line -> line.startsWith("cannot ") && concerns.test(line))
        .map(Harmless::text)
        .toList();
  }

  /** As a word: 10.0.0.1:443 is not in 10.0.0.1:4430. */
  private static boolean isIn(String word, String line) {
    int at = line.indexOf(word);
    while (at >= 0) {
      int end = at + word.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1));
      boolean ends = end == line.length() || !Character.isLetterOrDigit(line.charAt(end));
      if (begins && ends) {
        return true;
      }
      at = line.indexOf(word, at + 1);
    }
    return false;
  }
}
