// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.server;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.DirectorConfig;
import director.daemon.plan.ServerKey;
import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.Timeouts;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connections of a server that is drained")
class DrainsTest {
  private static final Rates NONE = new Rates(0, 0, 0, 0, 0);
  private static final ServerKey ROUTER = new ServerKey("photos", "router1");
  private static final DirectorConfig CONFIG =
      Configs.of(
          """
          services.photos {
            virtual = "203.0.113.10:443-444"
            check = none
            real-servers.router1.address = "10.0.0.11"
          }
          """);

  @Test
  @DisplayName("are those at all endpoints together")
  void summed() {
    ServerCounters left = Drains.left(CONFIG, List.of(ROUTER), kernel(0, 0)).get(ROUTER);

    assertEquals(10, Drains.connections(left));
  }

  @Test
  @DisplayName("are not known of a table in which it still gets new ones at an endpoint")
  void stillServes() {
    IpvsSnapshot kernel = kernel(0, 1);

    assertEquals(Map.of(), Drains.left(CONFIG, List.of(ROUTER), kernel));
    assertEquals(Map.of(ROUTER, 10L), Drains.connections(CONFIG, List.of(ROUTER), kernel));
  }

  /** With 2 active and 3 inactive connections at each port. */
  private static IpvsSnapshot kernel(int first, int second) {
    List<IpvsTable.Entry> entries =
        List.of(
            tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, first)),
            tcp("203.0.113.10", 444, "wrr", server("10.0.0.11", 444, second)));
    TreeMap<VirtualService.Id, ServiceCounters> counters = new TreeMap<>();
    for (IpvsTable.Entry entry : entries) {
      TreeMap<RealServer.Id, ServerCounters> servers = new TreeMap<>();
      entry.servers().keySet().forEach(id -> servers.put(id, counted()));
      counters.put(entry.service().id(), new ServiceCounters(0, 0, 0, 0, 0, NONE, servers));
    }
    Timeouts timeouts = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return new IpvsSnapshot(
        IpvsTable.of(entries),
        new IpvsSettings(timeouts, new TreeMap<>()),
        new IpvsStatistics(counters),
        List.of());
  }

  private static ServerCounters counted() {
    return new ServerCounters(2, 3, 0, 0, 0, 0, 0, NONE);
  }
}
