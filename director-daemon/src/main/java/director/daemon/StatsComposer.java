// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.InKernel.ServerFigures;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatsReport;
import director.daemon.control.StatsReport.Counters;
import director.daemon.control.StatsReport.Rates;
import director.daemon.control.StatsReport.Server;
import director.daemon.control.StatsReport.Service;
import director.daemon.plan.ServicePlan;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.VirtualService;
import java.time.Instant;
import java.util.Optional;

/** What the kernel counts, under the names of the configuration. */
final class StatsComposer {
  private final DirectorConfig config;
  private final IpvsSnapshot kernel;

  StatsComposer(DirectorConfig config, IpvsSnapshot kernel) {
    this.config = config;
    this.kernel = kernel;
  }

  /**
   * Puts it together.
   *
   * @param time when the kernel was asked
   */
  StatsReport compose(Instant time) {
    return new StatsReport(
        time,
        config.services().values().stream().map(this::service).toList(),
        kernel.foreign(ServicePlan.idsOf(config.services().values())));
  }

  private Service service(ServiceConfig service) {
    InKernel there = new InKernel(service, kernel);
    Optional<ServiceCounters> counted = there.counters();
    return new Service(
        service.name(),
        service.virtual().toString(),
        service.virtual().ids().stream().map(VirtualService.Id::toString).toList(),
        counted
            .map(
                it ->
                    new Counters(
                        it.connections(),
                        it.inPackets(),
                        it.inBytes(),
                        it.outPackets(),
                        it.outBytes()))
            .orElse(null),
        counted.map(it -> rates(it.rates())).orElse(null),
        service.realServers().values().stream()
            .map(server -> server(service, server, there.server(server)))
            .toList(),
        service
            .sorryServer()
            .flatMap(
                sorry -> there.server(sorry).map(it -> server(service, sorry, Optional.of(it))))
            .orElse(null));
  }

  private static Server server(
      ServiceConfig service, RealServerConfig server, Optional<ServerFigures> there) {
    Optional<ServerCounters> counted = there.map(ServerFigures::counters);
    return new Server(
        server.name(),
        ServerAddress.of(service, server),
        there.map(ServerFigures::weight).orElse(null),
        counted.map(ServerCounters::activeConnections).orElse(null),
        counted.map(ServerCounters::inactiveConnections).orElse(null),
        counted
            .map(
                it ->
                    new Counters(
                        it.connections(),
                        it.inPackets(),
                        it.inBytes(),
                        it.outPackets(),
                        it.outBytes()))
            .orElse(null),
        counted.map(it -> rates(it.rates())).orElse(null));
  }

  private static Rates rates(director.ipvs.table.Rates rates) {
    return new Rates(
        rates.connections(),
        rates.inPackets(),
        rates.inBytes(),
        rates.outPackets(),
        rates.outBytes());
  }
}
