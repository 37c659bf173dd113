// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.Beliefs.Belief;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Check;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.ServerState;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Tracked;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServicePlan;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.Verdict;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.vrrp.InstanceStatus;
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
    IpvsTable.Entry entry = kernel.table().services().get(ServicePlan.idOf(service));
    return new Service(
        service.name(),
        service.virtual().toString(),
        service.protocol().name().toLowerCase(Locale.ROOT),
        service.scheduler().name().toLowerCase(Locale.ROOT),
        service.forwarding().method().toString(),
        service.realServers().values().stream()
            .map(server -> server(service, server, Optional.ofNullable(entry)))
            .toList());
  }

  private Server server(
      ServiceConfig service, RealServerConfig server, Optional<IpvsTable.Entry> entry) {
    RealServer.Id id = ServicePlan.idOf(service, server);
    Optional<RealServer> there = entry.map(e -> e.servers().get(id));
    Optional<ServerCounters> counters =
        there.flatMap(s -> kernel.statistics().server(ServicePlan.idOf(service), id));
    Belief belief = beliefs.get(new ServerKey(service.name(), server.name()));
    if (belief == null) {
      throw new IllegalStateException("no belief of " + service.name() + "/" + server.name());
    }
    return new Server(
        server.name(),
        id.toString(),
        ServerState.valueOf(belief.state().name()),
        server.weight(),
        there.map(RealServer::weight).orElse(null),
        counters.map(ServerCounters::activeConnections).orElse(null),
        counters.map(ServerCounters::inactiveConnections).orElse(null),
        counters.map(ServerCounters::connections).orElse(null),
        counters.map(ServerCounters::inPackets).orElse(null),
        counters.map(ServerCounters::inBytes).orElse(null),
        counters.map(ServerCounters::outPackets).orElse(null),
        counters.map(ServerCounters::outBytes).orElse(null),
        check(Optional.ofNullable(belief.last())),
        belief.since(),
        belief.reason());
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
