// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.UnknownName;
import director.daemon.event.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What people mean by what they type. A name goes before an address, and the address of a virtual
 * router before the services that are reached there; within each, all that fit are meant.
 */
final class Naming {
  private final StatusReport report;

  Naming(StatusReport report) {
    this.report = report;
  }

  /** All that may be meant; none if there is no such thing. */
  List<Target> meant(String asked) {
    Optional<Target> written = explicit(asked);
    if (written.isPresent()) {
      return there(written.get()) ? List.of(written.get()) : List.of();
    }
    return Stream.of(named(asked), vipsAt(asked), servicesAt(asked), serversAt(asked))
        .filter(some -> !some.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** That nothing is meant: what was probably. */
  UnknownName unknown(String asked) {
    Optional<Target> written = explicit(asked);
    if (written.isEmpty()) {
      List<String> names = new ArrayList<>(vips());
      names.addAll(services());
      report.services().forEach(service -> names.addAll(servers(service, service.name() + "/")));
      return UnknownName.of("virtual router, service or server", Harmless.text(asked), names);
    }
    String name = Harmless.text(written.get().name());
    if (written.get().kind() == Target.Kind.VIP) {
      return UnknownName.of("virtual router", name, vips());
    }
    if (written.get().kind() == Target.Kind.SERVICE) {
      return UnknownName.of("service", name, services());
    }
    return unknownServer(name);
  }

  private UnknownName unknownServer(String name) {
    int slash = name.indexOf('/');
    String his = slash < 0 ? name : name.substring(0, slash);
    Optional<Service> service = service(his);
    return service
        .map(it -> UnknownName.server(his, name.substring(slash + 1), servers(it, "")))
        .orElseGet(() -> UnknownName.of("service", his, services()));
  }

  /** Of the kinds that can be explained; an IPv6 address has colons, too. */
  private static Optional<Target> explicit(String asked) {
    return Target.of(asked)
        .filter(
            it ->
                !it.name().isEmpty()
                    && (it.kind() == Target.Kind.VIP
                        || it.kind() == Target.Kind.SERVICE
                        || it.kind() == Target.Kind.SERVER));
  }

  private boolean there(Target target) {
    return switch (target.kind()) {
      case VIP -> vips().contains(target.name());
      case SERVICE -> services().contains(target.name());
      case SERVER -> slashed(target.name()).isPresent();
      default -> false;
    };
  }

  private List<Target> named(String asked) {
    List<Target> found = new ArrayList<>();
    vips().stream().filter(asked::equals).map(Target::vip).forEach(found::add);
    services().stream().filter(asked::equals).map(Target::service).forEach(found::add);
    slashed(asked).ifPresent(found::add);
    found.addAll(serversThat(server -> server.name().equals(asked)));
    return found;
  }

  private Optional<Target> slashed(String asked) {
    int slash = asked.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : service(asked.substring(0, slash))
            .filter(service -> servers(service, "").contains(asked.substring(slash + 1)))
            .map(service -> Target.server(service.name(), asked.substring(slash + 1)));
  }

  private List<Target> vipsAt(String asked) {
    String address = Literal.plain(asked);
    return report.vrrp().instances().stream()
        .filter(
            instance ->
                instance.addresses().stream()
                    .anyMatch(it -> Literal.plain(it.address()).equals(address)))
        .map(instance -> Target.vip(instance.name()))
        .toList();
  }

  private List<Target> servicesAt(String asked) {
    String written = Literal.plain(asked);
    return report.services().stream()
        .filter(
            service ->
                Literal.plain(service.virtual()).equals(written)
                    || Literal.host(service.virtual()).equals(written)
                    || service.virtuals().stream()
                        .anyMatch(
                            it -> Literal.plain(it.substring(it.indexOf(' ') + 1)).equals(written)))
        .map(service -> Target.service(service.name()))
        .toList();
  }

  private List<Target> serversAt(String asked) {
    String written = Literal.plain(asked);
    return serversThat(
        server ->
            Literal.plain(server.address()).equals(written)
                || Literal.host(server.address()).equals(written));
  }

  private List<Target> serversThat(Predicate<Server> fits) {
    return report.services().stream()
        .flatMap(
            service ->
                service.servers().stream()
                    .filter(fits)
                    .map(server -> Target.server(service.name(), server.name())))
        .toList();
  }

  private Optional<Service> service(String name) {
    return report.services().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private List<String> vips() {
    return report.vrrp().instances().stream().map(StatusReport.Instance::name).toList();
  }

  private List<String> services() {
    return report.services().stream().map(Service::name).toList();
  }

  private static List<String> servers(Service service, String prefix) {
    return service.servers().stream().map(server -> prefix + server.name()).toList();
  }
}
