// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.Beliefs.Belief;
import director.daemon.InKernel.ServerFigures;
import director.daemon.config.DirectorConfig;
import director.daemon.config.QuorumConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sorry;
import director.daemon.control.StatusReport.Tracked;
import director.daemon.plan.ServerKey;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.Verdict;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.Persistence;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.VirtualService;
import director.vrrp.InstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what operators are told: the configuration, beside it what is so. */
final class StatusComposer {
  private static final double NANOS_PER_MILLI = 1e6;

  private final DirectorConfig config;
  private final SortedMap<ServerKey, Belief> beliefs;
  private final IpvsSnapshot kernel;
  private final ElectorView elector;
  private final List<Tracked> tracked;

  StatusComposer(
      DirectorConfig config,
      SortedMap<ServerKey, Belief> beliefs,
      IpvsSnapshot kernel,
      ElectorView elector,
      List<Tracked> tracked) {
    this.config = config;
    this.beliefs = beliefs;
    this.kernel = kernel;
    this.elector = elector;
    this.tracked = tracked;
  }

  StatusReport compose(
      StatusReport.Director director, StatusReport.Ipvs ipvs, List<String> problems) {
    return new StatusReport(
        director,
        new StatusReport.Vrrp(instances(), tracked),
        config.services().values().stream().map(this::service).toList(),
        ipvs,
        new StatusReport.Elector(
            elector.connected(),
            elector.pid(),
            elector.since(),
            elector.reason().isEmpty() ? null : elector.reason()),
        problems);
  }

  private List<Instance> instances() {
    Map<String, InstanceStatus> standing = new TreeMap<>();
    elector.instances().forEach(instance -> standing.put(instance.name(), instance));
    return config.instances().values().stream()
        .map(
            wanted ->
                Optional.ofNullable(standing.get(wanted.name()))
                    .map(is -> InstanceReport.of(is, elector.connected()))
                    .orElseGet(() -> InstanceReport.unknown(wanted, elector.since())))
        .toList();
  }

  private Service service(ServiceConfig service) {
    InKernel there = new InKernel(service, kernel);
    List<Server> servers =
        service.realServers().values().stream()
            .map(server -> server(service, server, there.server(server)))
            .toList();
    return new Service(
        service.name(),
        service.virtual().toString(),
        service.virtual().ids().stream().map(VirtualService.Id::toString).toList(),
        service.protocol().name().toLowerCase(Locale.ROOT),
        service.scheduler().kernelName(),
        SchedulerFlags.words(service.scheduler(), service.schedulerFlags()),
        service.forwarding().method().toString(),
        service.persistence().map(it -> persistence(it, service)).orElse(null),
        service.onePacket(),
        quorum(service, servers),
        service.sorryServer().map(sorry -> sorry(service, sorry, there)).orElse(null),
        service.floor(),
        seconds(service.slowStart()),
        seconds(service.drainTimeout()),
        servers);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static StatusReport.Persistence persistence(Persistence of, ServiceConfig service) {
    return new StatusReport.Persistence(
        of.timeout().toSeconds(),
        service.virtual().family() == AddressFamily.IPV4
            ? netmask(of.netmask())
            : "/" + of.netmask(),
        of.engine().isEmpty() ? null : of.engine());
  }

  /** "255.255.255.0" */
  private static String netmask(int bits) {
    return "%d.%d.%d.%d".formatted(bits >>> 24, bits >>> 16 & 0xff, bits >>> 8 & 0xff, bits & 0xff);
  }

  private static Quorum quorum(ServiceConfig service, List<Server> servers) {
    long healthy =
        servers.stream()
            .filter(server -> server.state() == ServerState.UP)
            .mapToLong(Server::configuredWeight)
            .sum();
    QuorumConfig quorum = service.quorum();
    return new Quorum(quorum.weight(), quorum.hysteresis(), healthy, healthy >= quorum.weight());
  }

  private static Sorry sorry(ServiceConfig service, RealServerConfig sorry, InKernel there) {
    return new Sorry(ServerAddress.of(service, sorry), there.server(sorry).isPresent());
  }

  private Server server(
      ServiceConfig service, RealServerConfig server, Optional<ServerFigures> there) {
    Optional<ServerCounters> counters = there.map(ServerFigures::counters);
    Belief belief = beliefs.get(new ServerKey(service.name(), server.name()));
    if (belief == null) {
      throw new IllegalStateException("no belief of " + service.name() + "/" + server.name());
    }
    return new Server(
        server.name(),
        ServerAddress.of(service, server),
        ServerState.valueOf(belief.state().name()),
        server.weight(),
        there.map(ServerFigures::weight).orElse(null),
        counters.map(ServerCounters::activeConnections).orElse(null),
        counters.map(ServerCounters::inactiveConnections).orElse(null),
        counters.map(ServerCounters::connections).orElse(null),
        counters.map(ServerCounters::inPackets).orElse(null),
        counters.map(ServerCounters::inBytes).orElse(null),
        counters.map(ServerCounters::outPackets).orElse(null),
        counters.map(ServerCounters::outBytes).orElse(null),
        check(Optional.ofNullable(belief.last())),
        belief.since(),
        belief.reason(),
        "",
        false,
        null);
  }

  private static Check check(Optional<TargetHealth> last) {
    return last.map(
            health ->
                new Check(
                    health.lastResult().seen(),
                    health.lastResult().verdict() == Verdict.PASSED,
                    health.lastChecked(),
                    health.latency().toNanos() / NANOS_PER_MILLI))
        .orElse(Check.NEVER);
  }
}
