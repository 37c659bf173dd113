// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.actions.state.ActionRecord;
import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Quorum;
import director.daemon.control.StatusReport.Server;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.StatusReport.Sorry;
import director.daemon.plan.Allotment;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.ServerKey;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.AddressFamily;
import director.ipvs.table.Persistence;
import director.ipvs.table.SchedulerFlags;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What operators are told of one service. */
final class ServiceReport {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final ServiceConfig service;
  private final Decision decision;
  private final Map<ServerKey, Belief> beliefs;
  private final Map<ServerKey, Instruction> instructions;
  private final Map<ServerKey, List<ActionRecord>> done;

  ServiceReport(
      ServiceConfig service,
      Decision decision,
      Map<ServerKey, Belief> beliefs,
      Map<ServerKey, Instruction> instructions,
      Map<ServerKey, List<ActionRecord>> done) {
    this.service = service;
    this.decision = decision;
    this.beliefs = beliefs;
    this.instructions = instructions;
    this.done = done;
  }

  Service of(IpvsSnapshot kernel) {
    InKernel there = new InKernel(service, kernel);
    return new Service(
        service.name(),
        service.virtual().toString(),
        service.virtual().ids().stream().map(VirtualService.Id::toString).toList(),
        service.protocol().name().toLowerCase(Locale.ROOT),
        service.scheduler().kernelName(),
        SchedulerFlags.names(service.scheduler().kernelName(), service.schedulerFlags()),
        service.forwarding().method().toString(),
        service.persistence().map(this::persistence).orElse(null),
        service.onePacket(),
        quorum(),
        service.sorryServer().map(sorry -> sorry(sorry, there)).orElse(null),
        service.floor(),
        seconds(service.slowStart()),
        seconds(service.drainTimeout()),
        servers(there),
        service.reactions().ladder().map(LadderReport::of).orElse(null));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS_PER_SECOND;
  }

  private StatusReport.Persistence persistence(Persistence persistence) {
    AddressFamily family = service.virtual().family();
    String granularity = persistence.granularity(family);
    return new StatusReport.Persistence(
        persistence.timeout().toSeconds(),
        family == AddressFamily.IPV4 ? granularity : "/" + granularity,
        persistence.engine().isEmpty() ? null : persistence.engine());
  }

  private Quorum quorum() {
    return new Quorum(
        decision.quorum().required(),
        service.quorum().hysteresis(),
        decision.quorum().healthy(),
        decision.quorum().met());
  }

  private Sorry sorry(RealServerConfig sorry, InKernel there) {
    return new Sorry(ServerAddress.of(service, sorry), there.server(sorry).isPresent());
  }

  private List<Server> servers(InKernel there) {
    return service.realServers().values().stream()
        .map(
            server -> {
              ServerKey key = new ServerKey(service.name(), server.name());
              Belief belief = beliefs.get(key);
              Allotment allotment = decision.servers().get(server.name());
              if (belief == null || allotment == null) {
                throw new IllegalStateException("no belief of " + key + ", or no decision");
              }
              return new ServerReport(
                      service,
                      server,
                      belief,
                      allotment,
                      instructions.get(key),
                      done.getOrDefault(key, List.of()))
                  .of(there.server(server));
            })
        .toList();
  }
}
