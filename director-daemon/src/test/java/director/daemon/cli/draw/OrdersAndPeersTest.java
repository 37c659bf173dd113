// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.PeerReports;
import director.daemon.control.Reports;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Config;
import director.daemon.control.StatusReport.Order;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the status tells of operators, and of other directors. */
class OrdersAndPeersTest {

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {80, 120})
  @DisplayName("draws orders and peers as in the golden texts")
  void status(int width) throws IOException {
    assertEquals(
        Golden.text("status-ordered", width),
        StatusTable.draw(ordered(), new Screen(width, false)));
  }

  private static StatusReport ordered() {
    StatusReport well = Reports.allWell();
    List<Order> orders =
        List.of(
            new Order(
                "node",
                "standby for 30m",
                Instant.parse("2026-11-22T05:20:00Z"),
                Instant.parse("2026-11-22T05:50:00Z"),
                "uid 1000 (anna)",
                "BIOS update of director-a",
                true,
                null),
            new Order(
                "server:photos-https/router7",
                "disable",
                Instant.parse("2026-11-01T05:20:00Z"),
                null,
                "uid 0 (root)",
                "",
                false,
                "no server of that name is configured"));
    return new StatusReport(
            well.director(),
            well.vrrp(),
            well.services(),
            well.ipvs(),
            well.elector(),
            well.checker(),
            orders,
            null,
            null,
            List.of())
        .with(PeerReports.peers())
        .configured(
            new Config(
                "/etc/directord/director.conf",
                Instant.parse("2026-11-22T05:28:28Z"),
                "3f0c9a51b7d2e644",
                Instant.parse("2026-11-22T05:29:28Z")));
  }
}
