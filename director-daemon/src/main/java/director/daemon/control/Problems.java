// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.StatusReport.Address;
import director.daemon.control.StatusReport.Elector;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Vrrp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong by a report's own figures, in sentences; pure. The one definition of degraded. */
public final class Problems {
  private static final int NAMES_IN_A_SENTENCE = 3;

  private Problems() {}

  /** The worst first, then those {@code given} that say something new. */
  static List<String> of(Vrrp vrrp, List<Service> services, Elector elector, List<String> given) {
    Set<String> sentences = new LinkedHashSet<>(of(vrrp, elector));
    services.forEach(service -> sentences.addAll(of(service)));
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

  /** A server that is DOWN, or none that is UP. */
  public static List<String> of(Service service) {
    List<Server> down =
        service.servers().stream().filter(server -> server.state() == ServerState.DOWN).toList();
    if (service.count(ServerState.UP) == 0) {
      return List.of(service.name() + " has no healthy server: " + counts(service));
    }
    if (down.isEmpty()) {
      return List.of();
    }
    if (down.size() == 1) {
      Server server = down.get(0);
      return List.of(service.name() + ": " + server.name() + " is DOWN" + because(server.reason()));
    }
    return List.of(
        "%s: %d of %d servers are DOWN: %s"
            .formatted(
                service.name(),
                down.size(),
                service.servers().size(),
                names(down.stream().map(Server::name).toList())));
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

  private static String counts(Service service) {
    if (service.servers().isEmpty()) {
      return "none is configured";
    }
    return Arrays.stream(ServerState.values())
        .filter(state -> service.count(state) > 0)
        .map(state -> service.count(state) + " " + state)
        .collect(Collectors.joining(", "));
  }

  private static String names(List<String> all) {
    if (all.size() <= NAMES_IN_A_SENTENCE) {
      return String.join(", ", all);
    }
    return String.join(", ", all.subList(0, NAMES_IN_A_SENTENCE))
        + " and "
        + (all.size() - NAMES_IN_A_SENTENCE)
        + " more";
  }

  private static String because(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "" : ": " + reason;
  }
}
