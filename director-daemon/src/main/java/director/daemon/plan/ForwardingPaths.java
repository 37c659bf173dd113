// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.CheckConfig;
import director.daemon.config.CheckConfig.Through;
import director.daemon.config.ChecksConfig;
import director.daemon.config.ForwardingConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.ipvs.table.ForwardingMethod;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Persistence;
import director.ipvs.table.RealServer;
import director.ipvs.table.Tunnel;
import director.ipvs.table.VirtualService;
import director.ipvs.table.VirtualService.FirewallMark;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ways by which checks reach a virtual address through one real server, as a client's packet
 * does: for each a service of a firewall mark with that server alone, which stays in the table
 * however the server is. A mark follows from who is asked through whom, so both directors and every
 * reload have the same.
 */
public final class ForwardingPaths {
  /** The first of the marks that are ours. */
  static final long FIRST = 0x5D00_0000L;

  private static final int COUNT = 0x100_0000;
  private static final int WEIGHT = 1;

  private final SortedMap<String, IpvsTable.Entry> entries;

  private ForwardingPaths(SortedMap<String, IpvsTable.Entry> entries) {
    this.entries = entries;
  }

  /** Those that the checks of {@code services} need. */
  public static ForwardingPaths of(Collection<ServiceConfig> services) {
    return of(services, ForwardingPaths::hash);
  }

  /**
   * As above.
   *
   * @param hash of a way, the place where its mark is looked for first; any number
   */
  static ForwardingPaths of(Collection<ServiceConfig> services, ToIntFunction<String> hash) {
    SortedMap<String, RealServer> servers = new TreeMap<>();
    SortedMap<String, ServiceConfig> ofWhom = new TreeMap<>();
    for (ServiceConfig service : services) {
      for (RealServerConfig server : service.realServers().values()) {
        if (needsPath(service, server)) {
          String way = way(service, server);
          servers.put(way, realServer(service, server));
          ofWhom.put(way, service);
        }
      }
    }
    Set<Long> taken = servers.isEmpty() ? Set.of() : marksOf(services);
    return new ForwardingPaths(entries(servers, ofWhom, new HashSet<>(taken), hash));
  }

  private static SortedMap<String, IpvsTable.Entry> entries(
      SortedMap<String, RealServer> servers,
      SortedMap<String, ServiceConfig> ofWhom,
      Set<Long> taken,
      ToIntFunction<String> hash) {
    SortedMap<String, IpvsTable.Entry> entries = new TreeMap<>();
    servers.forEach(
        (way, server) -> {
          ServiceConfig service = Objects.requireNonNull(ofWhom.get(way));
          int place = Math.floorMod(hash.applyAsInt(way), COUNT);
          while (!taken.add(FIRST + place)) {
            place = (place + 1) % COUNT;
          }
          FirewallMark id = new FirewallMark(FIRST + place, ServicePlan.idOf(service).family());
          entries.put(
              way,
              IpvsTable.Entry.of(
                  new VirtualService(
                      id, service.scheduler().kernelName(), 0, Persistence.none(id.family())),
                  List.of(server)));
        });
    return entries;
  }

  private static boolean needsPath(ServiceConfig service, RealServerConfig server) {
    return service.checks(server).stream()
        .flatMap(checks -> checks.each().values().stream())
        .anyMatch(check -> check.through() == Through.FORWARDING_PATH);
  }

  private static String way(ServiceConfig service, RealServerConfig server) {
    return ServicePlan.idOf(service) + " by " + server.address().getHostAddress();
  }

  /** Every port: packets with a mark are forwarded whatever they are. */
  private static RealServer realServer(ServiceConfig service, RealServerConfig server) {
    ForwardingConfig by = service.forwarding(server);
    return new RealServer(
        new RealServer.Id(server.address(), 0),
        WEIGHT,
        by.method(),
        by.method() == ForwardingMethod.TUNNEL ? by.tunnel() : Tunnel.IPIP,
        0,
        0);
  }

  /** The marks that the configuration gives a meaning itself. */
  private static Set<Long> marksOf(Collection<ServiceConfig> services) {
    Stream<Long> ofServices =
        services.stream()
            .flatMap(service -> service.virtual().ids().stream())
            .filter(FirewallMark.class::isInstance)
            .map(id -> ((FirewallMark) id).mark());
    Stream<Long> ofChecks =
        services.stream()
            .flatMap(ForwardingPaths::checks)
            .flatMapToLong(check -> check.path().mark().stream().mapToLong(Integer::toUnsignedLong))
            .boxed();
    return Stream.concat(ofServices, ofChecks).collect(Collectors.toSet());
  }

  private static Stream<CheckConfig> checks(ServiceConfig service) {
    return service.realServers().values().stream()
        .flatMap(server -> service.checks(server).stream())
        .map(ChecksConfig::each)
        .flatMap(each -> each.values().stream());
  }

  private static int hash(String way) {
    return (int)
        UUID.nameUUIDFromBytes(way.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
  }

  /** What IPVS needs for them. */
  public Collection<IpvsTable.Entry> entries() {
    return entries.values();
  }

  /** What the kernel knows them by. */
  public Set<VirtualService.Id> ids() {
    return entries.values().stream()
        .map(entry -> entry.service().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The servers that are reached by them. */
  public Set<InetAddress> servers() {
    return entries.values().stream()
        .flatMap(entry -> entry.servers().keySet().stream())
        .map(RealServer.Id::address)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The mark that leads through {@code server} to the first endpoint of {@code service}, as SO_MARK
   * has it.
   *
   * @throws NullPointerException if no check of it needs one
   */
  int mark(ServiceConfig service, RealServerConfig server) {
    IpvsTable.Entry entry = Objects.requireNonNull(entries.get(way(service, server)));
    return (int) ((FirewallMark) entry.service().id()).mark();
  }
}
