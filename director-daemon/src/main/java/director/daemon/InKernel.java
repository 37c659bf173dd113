// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.config.RealServerConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.plan.ServicePlan;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.VirtualService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has of one service: a service of its own for each endpoint, taken together, since
 * operators think of one.
 */
final class InKernel {
  /** One endpoint of the service that the kernel has. */
  private record Endpoint(IpvsTable.Entry entry, @Nullable ServiceCounters counters) {}

  /**
   * A real server at all endpoints.
   *
   * @param weight at each; where they differ for a moment, the lowest
   * @param counters of all together; null when there are none
   */
  record ServerFigures(int weight, @Nullable ServerCounters counters) {}

  private final ServiceConfig service;
  private final List<Endpoint> endpoints = new ArrayList<>();

  InKernel(ServiceConfig service, IpvsSnapshot kernel) {
    this.service = service;
    for (VirtualService.Id id : service.virtual().ids()) {
      IpvsTable.Entry entry = kernel.table().services().get(id);
      if (entry != null) {
        endpoints.add(new Endpoint(entry, kernel.statistics().services().get(id)));
      }
    }
  }

  /** Empty when the kernel has it at no endpoint. */
  Optional<ServerFigures> server(RealServerConfig server) {
    ServerFigures sum = null;
    for (Endpoint endpoint : endpoints) {
      RealServer there = at(endpoint, server);
      if (there != null) {
        ServiceCounters all = endpoint.counters();
        ServerCounters counters = all == null ? null : all.servers().get(there.id());
        ServerFigures here = new ServerFigures(there.weight(), counters);
        sum = sum == null ? here : sum(sum, here);
      }
    }
    return Optional.ofNullable(sum);
  }

  /**
   * Whether it has the server as it shall be at each endpoint.
   *
   * @param weight empty for a server that shall be at none
   */
  boolean has(RealServerConfig server, OptionalInt weight) {
    boolean everywhere = endpoints.size() == service.virtual().ids().size();
    return (everywhere || weight.isEmpty())
        && endpoints.stream().allMatch(endpoint -> weightAt(endpoint, server).equals(weight));
  }

  /** Whether the server gets new connections at any endpoint. */
  boolean serves(RealServerConfig server) {
    return endpoints.stream().anyMatch(endpoint -> weightAt(endpoint, server).orElse(0) > 0);
  }

  private OptionalInt weightAt(Endpoint endpoint, RealServerConfig server) {
    RealServer there = at(endpoint, server);
    return there == null ? OptionalInt.empty() : OptionalInt.of(there.weight());
  }

  private @Nullable RealServer at(Endpoint endpoint, RealServerConfig server) {
    VirtualService.Id id = endpoint.entry().service().id();
    return endpoint.entry().servers().get(ServicePlan.idOf(id, server, service));
  }

  /** Of the service at all endpoints, its {@code servers} left out; empty without any. */
  Optional<ServiceCounters> counters() {
    return endpoints.stream()
        .flatMap(endpoint -> Stream.ofNullable(endpoint.counters()))
        .reduce(InKernel::sum);
  }

  private static ServerFigures sum(ServerFigures a, ServerFigures b) {
    return new ServerFigures(Math.min(a.weight(), b.weight()), sum(a.counters(), b.counters()));
  }

  private static @Nullable ServerCounters sum(
      @Nullable ServerCounters a, @Nullable ServerCounters b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return new ServerCounters(
        a.activeConnections() + b.activeConnections(),
        a.inactiveConnections() + b.inactiveConnections(),
        a.connections() + b.connections(),
        a.inPackets() + b.inPackets(),
        a.inBytes() + b.inBytes(),
        a.outPackets() + b.outPackets(),
        a.outBytes() + b.outBytes(),
        sum(a.rates(), b.rates()));
  }

  private static ServiceCounters sum(ServiceCounters a, ServiceCounters b) {
    return new ServiceCounters(
        a.connections() + b.connections(),
        a.inPackets() + b.inPackets(),
        a.inBytes() + b.inBytes(),
        a.outPackets() + b.outPackets(),
        a.outBytes() + b.outBytes(),
        sum(a.rates(), b.rates()),
        Collections.emptySortedMap());
  }

  private static Rates sum(Rates a, Rates b) {
    return new Rates(
        a.connections() + b.connections(),
        a.inPackets() + b.inPackets(),
        a.inBytes() + b.inBytes(),
        a.outPackets() + b.outPackets(),
        a.outBytes() + b.outBytes());
  }
}
