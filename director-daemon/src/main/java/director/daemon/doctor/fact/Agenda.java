// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.fact;

import director.daemon.config.CheckConfig;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.RequestConfig;
import director.daemon.config.ServiceConfig;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.TlsTerms;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import director.vrrp.orders.Transport;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.orders.Vmac;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a configuration makes it worth to find out.
 *
 * @param modules of the kernel that it needs
 * @param needsForwarding whether this host has to be a router, as for masquerade
 * @param routers the virtual routers
 * @param paths connections to ask for, by direct routing
 * @param certificates to look at
 * @param omitted sentences about what is left out, and why
 */
public record Agenda(
    SortedSet<String> modules,
    boolean needsForwarding,
    List<Router> routers,
    List<Path> paths,
    List<Certificate> certificates,
    List<String> omitted) {
  /** Of a configuration that nobody could read. */
  public static final Agenda NOTHING =
      new Agenda(new TreeSet<>(), false, List.of(), List.of(), List.of(), List.of());

  /** Beyond that, of each service only the first virtual address is tried. */
  private static final int MOST_PATHS = 4000;

  public Agenda {
    routers = List.copyOf(routers);
    paths = List.copyOf(paths);
    certificates = List.copyOf(certificates);
    omitted = List.copyOf(omitted);
  }

  /**
   * A virtual router.
   *
   * @param vmac the name of its macvlan; empty without
   * @param group that advertisements come by; empty by unicast
   * @param addresses advertised or excluded
   */
  public record Router(
      String name,
      String interfaceName,
      int virtualRouterId,
      int version,
      Duration interval,
      boolean ipv6,
      Optional<String> vmac,
      Optional<InetAddress> group,
      List<VirtualAddress> addresses) {
    public Router {
      addresses = List.copyOf(addresses);
    }

    /** RFC 9568, section 7.3. */
    public String virtualMac() {
      return "00:00:5e:00:%02x:%02x".formatted(ipv6 ? 2 : 1, virtualRouterId);
    }
  }

  /** A connection to ask a real server for, though it is for another address. */
  public record Path(
      String service, String server, InetAddress address, InetAddress virtual, int port) {}

  /** A certificate to look at, as a check would see it. */
  public record Certificate(
      String service, String server, InetSocketAddress endpoint, TlsTerms terms) {}

  /** Of a configuration that holds. */
  public static Agenda of(DirectorConfig config) {
    SortedSet<String> modules = new TreeSet<>();
    List<Path> paths = new ArrayList<>();
    List<String> omitted = new ArrayList<>();
    boolean masquerades = false;
    for (ServiceConfig service : config.services().values()) {
      modules.add("ip_vs");
      modules.add("ip_vs_" + service.scheduler().kernelName());
      masquerades |=
          servers(service)
              .anyMatch(
                  server -> service.forwarding(server).method() == ForwardingMethod.MASQUERADE);
      paths.addAll(paths(service));
      if (!service.namedServers().isEmpty()) {
        omitted.add(
            "service %s: servers known by DNS names (%s) are not looked at"
                .formatted(service.name(), String.join(", ", service.namedServers().keySet())));
      }
    }
    if (config.ipvs().sync().isPresent()) {
      modules.add("ip_vs");
    }
    if (config.instances().values().stream().anyMatch(each -> each.vmac().isPresent())) {
      modules.add("macvlan");
    }
    return new Agenda(
        modules,
        masquerades,
        config.instances().values().stream().map(Agenda::router).toList(),
        withoutDoubles(paths),
        config.services().values().stream().flatMap(Agenda::certificates).distinct().toList(),
        omitted);
  }

  private static Router router(director.daemon.config.VrrpInstanceConfig instance) {
    return new Router(
        instance.name(),
        instance.interfaceName(),
        instance.virtualRouterId(),
        instance.version(),
        instance.advertisementInterval(),
        instance.isIpv6(),
        instance.vmac().map(Vmac::name),
        instance.transport() instanceof Transport.Multicast multicast
            ? Optional.of(multicast.group())
            : Optional.empty(),
        Stream.concat(instance.virtualAddresses().stream(), instance.excludedAddresses().stream())
            .toList());
  }

  private static Stream<RealServerConfig> servers(ServiceConfig service) {
    return Stream.concat(service.realServers().values().stream(), service.sorryServer().stream());
  }

  /** Of TCP only: nothing else tells whether it has arrived. */
  private static List<Path> paths(ServiceConfig service) {
    List<Path> paths = new ArrayList<>();
    for (VirtualService.Id id : service.virtual().ids()) {
      if (id instanceof VirtualService.Endpoint endpoint
          && endpoint.protocol() == Protocol.TCP
          && endpoint.port() != 0) {
        servers(service)
            .filter(
                server ->
                    service.forwarding(server).method() == ForwardingMethod.DIRECT_ROUTING
                        && isIpv6(server.address()) == isIpv6(endpoint.address()))
            .map(
                server ->
                    new Path(
                        service.name(),
                        server.name(),
                        server.address(),
                        endpoint.address(),
                        endpoint.port()))
            .forEach(paths::add);
      }
    }
    return paths;
  }

  private static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  private record Asked(InetAddress server, InetAddress virtual, int port) {}

  private static List<Path> withoutDoubles(List<Path> all) {
    Set<Asked> asked = new HashSet<>();
    List<Path> once =
        all.stream()
            .filter(path -> asked.add(new Asked(path.address(), path.virtual(), path.port())))
            .toList();
    if (once.size() <= MOST_PATHS) {
      return once;
    }
    Set<String> served = new HashSet<>();
    return once.stream().filter(path -> served.add(path.service() + "/" + path.server())).toList();
  }

  private static Stream<Certificate> certificates(ServiceConfig service) {
    return servers(service)
        .flatMap(
            server ->
                service.checks(server).stream()
                    .flatMap(checks -> checks.each().values().stream())
                    .flatMap(check -> certificate(service, server, check).stream()))
        .distinct();
  }

  private static Optional<Certificate> certificate(
      ServiceConfig service, RealServerConfig server, CheckConfig check) {
    OptionalInt port = check.port();
    if (port.isEmpty()) {
      port = server.port().isPresent() ? server.port() : service.virtual().port();
    }
    if (port.isEmpty()) {
      return Optional.empty();
    }
    InetSocketAddress endpoint = new InetSocketAddress(server.address(), port.getAsInt());
    return terms(check.request())
        .map(terms -> new Certificate(service.name(), server.name(), endpoint, terms));
  }

  private static Optional<TlsTerms> terms(RequestConfig request) {
    if (request instanceof RequestConfig.Http http) {
      return http.tls();
    }
    if (request instanceof RequestConfig.Grpc grpc) {
      return grpc.tls();
    }
    if (request instanceof RequestConfig.Same same) {
      if (same.request() instanceof TcpCheck tcp) {
        return tcp.tls();
      }
      if (same.request() instanceof HttpCheck http) {
        return http.tls();
      }
    }
    return Optional.empty();
  }
}
