// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Checker;
import director.daemon.control.StatusReport.Drift;
import director.daemon.control.StatusReport.Elector;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Ipvs;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sysctl;
import director.daemon.control.StatusReport.Vrrp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong by a report's own figures, in sentences; pure. The one definition of degraded. */
public final class Problems {
  private static final int NAMES_IN_A_SENTENCE = 3;
  private static final Duration DRIFT_IS_NEWS = Duration.ofMinutes(1);

  private Problems() {}

  /** The worst first, then those {@code given} that say something new. */
  static List<String> of(
      Instant now,
      Vrrp vrrp,
      List<Service> services,
      Ipvs ipvs,
      Elector elector,
      Checker checker,
      List<String> given) {
    Set<String> sentences = new LinkedHashSet<>();
    sentences.addAll(CheckProblems.of(checker));
    services.forEach(service -> ServiceProblems.held(service).ifPresent(sentences::add));
    sentences.addAll(of(vrrp, elector));
    services.forEach(service -> sentences.addAll(of(service)));
    sentences.addAll(CheckProblems.of(services));
    sentences.addAll(of(ipvs, now));
    sentences.addAll(given);
    return List.copyOf(sentences);
  }

  /** An elector that is lost while there is something to elect, and those of each instance. */
  public static List<String> of(Vrrp vrrp, Elector elector) {
    List<String> sentences = new ArrayList<>();
    if (!vrrp.instances().isEmpty()) {
      sentences.addAll(of(elector));
    }
    vrrp.instances().forEach(instance -> sentences.addAll(of(instance)));
    return sentences;
  }

  /** That it is not connected. */
  public static List<String> of(Elector elector) {
    return elector.connected()
        ? List.of()
        : List.of("the elector is not connected" + because(elector.reason()));
  }

  /** FAULT, an address that is not where the state says, and its warnings. */
  public static List<String> of(Instance instance) {
    List<String> sentences = new ArrayList<>();
    if (instance.state() == InstanceState.FAULT) {
      sentences.add(instance.name() + " is in FAULT" + because(instance.reason()));
    }
    sentences.addAll(besidesState(instance));
    return sentences;
  }

  /** The same without FAULT, for whoever shows the state anyway. */
  public static List<String> besidesState(Instance instance) {
    List<String> sentences = new ArrayList<>();
    if (instance.state() == InstanceState.MASTER) {
      addresses(instance, false, "is not on").ifPresent(sentences::add);
    }
    if (instance.state() == InstanceState.BACKUP) {
      addresses(instance, true, "is still on").ifPresent(sentences::add);
    }
    instance.warnings().forEach(warning -> sentences.add(instance.name() + ": " + warning));
    return sentences;
  }

  /** Servers that are held in or DOWN, none that is UP, a quorum that is lost. */
  public static List<String> of(Service service) {
    return ServiceProblems.of(service);
  }

  /** Settings that are not as the config wants them, and what others changed a moment ago. */
  public static List<String> of(Ipvs ipvs, Instant now) {
    List<String> sentences = new ArrayList<>();
    ipvs.sysctls().stream()
        .filter(Sysctl::differs)
        .map(Problems::differing)
        .forEach(sentences::add);
    drift(ipvs.drift(), now).ifPresent(sentences::add);
    return sentences;
  }

  private static String differing(Sysctl it) {
    String is =
        "%s is %s, but the configuration wants %s: "
            .formatted(it.name(), it.value() == null ? "not there" : it.value(), it.wanted());
    if (it.refusal() != null) {
      return is + it.refusal();
    }
    return it.value() == null
        ? is + "this kernel does not have it, or not yet loaded ip_vs"
        : is + "sysctl -w %s=\"%s\", or ipvs.sysctl.apply = true".formatted(it.name(), it.wanted());
  }

  private static Optional<String> drift(Drift drift, Instant now) {
    return Optional.ofNullable(drift.lastSeen())
        .map(seen -> Duration.between(seen, now))
        .filter(age -> age.compareTo(DRIFT_IS_NEWS) < 0)
        .map(
            age ->
                "somebody else changed our part of the IPVS table %d s ago; %d %s put it right: %s"
                    .formatted(
                        Math.max(0, age.toSeconds()),
                        drift.count(),
                        drift.count() == 1 ? "change" : "changes",
                        names(drift.changes(), drift.count())));
  }

  private static Optional<String> addresses(Instance instance, boolean present, String where) {
    List<String> wrong =
        instance.addresses().stream()
            .filter(address -> address.present() == present)
            .map(Address::address)
            .toList();
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s is %s, but %s %s %s"
                .formatted(
                    instance.name(),
                    instance.state(),
                    names(wrong),
                    where,
                    instance.networkInterface()));
  }

  /** A few of them, and how many more. */
  static String names(List<String> all) {
    return names(all, all.size());
  }

  private static String names(List<String> first, long count) {
    List<String> named = first.subList(0, Math.min(NAMES_IN_A_SENTENCE, first.size()));
    long more = count - named.size();
    return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
  }

  static String because(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "" : ": " + reason;
  }
}
