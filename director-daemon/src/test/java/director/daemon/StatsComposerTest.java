// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.DirectorConfig;
import director.daemon.control.StatsReport;
import director.daemon.control.StatsReport.Counters;
import director.daemon.control.StatsReport.Rates;
import director.daemon.control.StatsReport.Server;
import director.daemon.control.StatsReport.Service;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatsComposerTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private static final DirectorConfig CONFIG =
      Configs.of(
          """
          services.photos {
            virtual = "203.0.113.10-203.0.113.11:443"
            scheduler = mh
            sorry-server { address = "10.0.0.99" }
            check = none
            real-servers {
              router1 { address = "10.0.0.11", weight = 5 }
              router2 { address = "10.0.0.12", weight = 7 }
            }
          }
          """);

  @Test
  @DisplayName("sums what is counted at all endpoints, and lists what is not ours")
  void group() {
    StatsReport report = new StatsComposer(CONFIG, Counted.group()).compose(NINE);

    assertEquals(
        new StatsReport(
            NINE,
            List.of(
                new Service(
                    "photos",
                    "203.0.113.10-203.0.113.11:443",
                    List.of("TCP 203.0.113.10:443", "TCP 203.0.113.11:443"),
                    new Counters(1313, 1414, 1515, 1616, 1717),
                    new Rates(1818, 1919, 2020, 2121, 2222),
                    List.of(
                        new Server(
                            "router1",
                            "10.0.0.11:443",
                            5,
                            101L,
                            202L,
                            new Counters(303, 404, 505, 606, 707),
                            new Rates(808, 909, 1010, 1111, 1212)),
                        new Server("router2", "10.0.0.12:443", null, null, null, null, null)),
                    new Server(
                        "sorry-server",
                        "10.0.0.99:443",
                        1,
                        1L,
                        2L,
                        new Counters(3, 4, 5, 6, 7),
                        new Rates(8, 9, 10, 11, 12)))),
            List.of("TCP 203.0.113.99:25 scheduler rr, no real servers", "AH 203.0.113.98")),
        report);
  }

  @Test
  @DisplayName("of what the kernel does not have nothing is counted, which is not the same as zero")
  void absent() {
    StatsReport report = new StatsComposer(CONFIG, Counted.empty()).compose(NINE);

    assertEquals(
        List.of(
            new Service(
                "photos",
                "203.0.113.10-203.0.113.11:443",
                List.of("TCP 203.0.113.10:443", "TCP 203.0.113.11:443"),
                null,
                null,
                List.of(
                    new Server("router1", "10.0.0.11:443", null, null, null, null, null),
                    new Server("router2", "10.0.0.12:443", null, null, null, null, null)),
                null)),
        report.services());
  }
}
