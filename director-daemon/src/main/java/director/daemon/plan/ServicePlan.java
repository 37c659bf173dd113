// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.ForwardingConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.RealServer;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The IPVS table that configuration and decisions ask for. */
public final class ServicePlan {
  private ServicePlan() {}

  /**
   * The table as it shall be.
   *
   * @param decisions about each of the services, by its name
   */
  public static IpvsTable desired(
      Collection<ServiceConfig> services, Map<String, Decision> decisions) {
    List<IpvsTable.Entry> entries = new ArrayList<>();
    for (ServiceConfig service : services) {
      Decision decision =
          Objects.requireNonNull(
              decisions.get(service.name()), () -> "no decision about " + service.name());
      for (VirtualService.Id id : service.virtual().ids()) {
        entries.add(
            IpvsTable.Entry.of(virtualService(id, service), servers(id, service, decision)));
      }
    }
    entries.addAll(ForwardingPaths.of(services).entries());
    return IpvsTable.of(entries);
  }

  private static Collection<RealServer> servers(
      VirtualService.Id id, ServiceConfig service, Decision decision) {
    SortedMap<RealServer.Id, RealServer> servers = new TreeMap<>();
    for (RealServerConfig server : service.realServers().values()) {
      Allotment allotment = decision.servers().get(server.name());
      if (allotment != null && allotment.weight().isPresent()) {
        add(realServer(id, server, service, allotment.weight().getAsInt()), servers);
      }
    }
    if (decision.quorum().sorryActive()) {
      service
          .sorryServer()
          .ifPresent(sorry -> add(realServer(id, sorry, service, sorry.weight()), servers));
    }
    return servers.values();
  }

  /** Two DNS names may have an address in common; for the kernel that is one server. */
  private static void add(RealServer server, Map<RealServer.Id, RealServer> servers) {
    servers.merge(server.id(), server, (one, other) -> other.weight() > one.weight() ? other : one);
  }

  /** What the kernel knows the service by; the first when there are several. */
  public static VirtualService.Id idOf(ServiceConfig service) {
    return service.virtual().ids().first();
  }

  /** What the kernel knows all of them by, and the ways of their checks. */
  public static Set<VirtualService.Id> idsOf(Collection<ServiceConfig> services) {
    Stream<VirtualService.Id> own =
        services.stream().flatMap(service -> service.virtual().ids().stream());
    return Stream.concat(own, ForwardingPaths.of(services).ids().stream())
        .collect(Collectors.toSet());
  }

  /**
   * What the kernel knows a real server by, within {@code id} of its service. Only masquerading
   * rewrites the port: otherwise it is the service's, and 0 with a firewall mark, as ipvsadm and
   * keepalived have it.
   */
  public static RealServer.Id idOf(
      VirtualService.Id id, RealServerConfig server, ServiceConfig service) {
    int port = id instanceof VirtualService.Endpoint endpoint ? endpoint.port() : 0;
    boolean rewritten = service.forwarding(server).method() == ForwardingMethod.MASQUERADE;
    return new RealServer.Id(server.address(), rewritten ? server.port().orElse(port) : port);
  }

  /** The first of the entries of {@code service} in {@code table} that has real servers. */
  static Optional<IpvsTable.Entry> entryOf(ServiceConfig service, IpvsTable table) {
    return service.virtual().ids().stream()
        .map(id -> table.services().get(id))
        .filter(Objects::nonNull)
        .filter(entry -> !entry.servers().isEmpty())
        .findFirst();
  }

  private static RealServer realServer(
      VirtualService.Id id, RealServerConfig server, ServiceConfig service, int weight) {
    ForwardingConfig by = service.forwarding(server);
    return new RealServer(
        idOf(id, server, service),
        weight,
        by.method(),
        by.method() == ForwardingMethod.TUNNEL ? by.tunnel() : Tunnel.IPIP,
        server.upperThreshold(),
        server.lowerThreshold());
  }

  private static VirtualService virtualService(VirtualService.Id id, ServiceConfig service) {
    int flags =
        service.schedulerFlags()
            | (service.persistence().isPresent() ? VirtualService.PERSISTENT : 0)
            | (service.onePacket() ? VirtualService.ONE_PACKET : 0);
    return new VirtualService(
        id,
        service.scheduler().kernelName(),
        flags,
        service.persistence().orElseGet(() -> Persistence.none(id.family())));
  }
}
