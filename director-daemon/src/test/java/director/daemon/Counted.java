// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.id;
import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;

import director.ipvs.IpvsSnapshot;
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsStatistics;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Protocol;
import director.ipvs.table.Rates;
import director.ipvs.table.RealServer;
import director.ipvs.table.ServerCounters;
import director.ipvs.table.ServiceCounters;
import director.ipvs.table.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kernels that have counted something. */
final class Counted {
  static final IpvsSettings SETTINGS =
      new IpvsSettings(
          new Timeouts(Duration.ofSeconds(900), Duration.ofSeconds(120), Duration.ofSeconds(300)),
          new TreeMap<>());

  private Counted() {}

  static IpvsSnapshot empty() {
    return new IpvsSnapshot(
        IpvsTable.EMPTY, SETTINGS, new IpvsStatistics(new TreeMap<>()), List.of());
  }

  /**
   * Two endpoints with router1 and the sorry server each, one of somebody else, and one there are
   * no words for. Counters of the second endpoint are a hundred times those of the first.
   */
  static IpvsSnapshot group() {
    RealServer router1 = server("10.0.0.11", 443, 5);
    RealServer sorry = server("10.0.0.99", 443, 1);
    ServerCounters few = new ServerCounters(1, 2, 3, 4, 5, 6, 7, new Rates(8, 9, 10, 11, 12));
    ServerCounters many =
        new ServerCounters(
            100, 200, 300, 400, 500, 600, 700, new Rates(800, 900, 1000, 1100, 1200));
    return new IpvsSnapshot(
        table(
            tcp("203.0.113.10", 443, "mh", router1, sorry),
            tcp("203.0.113.11", 443, "mh", router1, sorry),
            tcp("203.0.113.99", 25, "rr")),
        SETTINGS,
        new IpvsStatistics(
            new TreeMap<>(
                Map.of(
                    id(Protocol.TCP, "203.0.113.10", 443),
                    new ServiceCounters(
                        13,
                        14,
                        15,
                        16,
                        17,
                        new Rates(18, 19, 20, 21, 22),
                        new TreeMap<>(Map.of(router1.id(), few, sorry.id(), few))),
                    id(Protocol.TCP, "203.0.113.11", 443),
                    new ServiceCounters(
                        1300,
                        1400,
                        1500,
                        1600,
                        1700,
                        new Rates(1800, 1900, 2000, 2100, 2200),
                        new TreeMap<>(Map.of(router1.id(), many)))))),
        List.of("AH 203.0.113.98"));
  }
}
