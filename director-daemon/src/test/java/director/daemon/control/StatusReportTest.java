// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.control.StatusReport.InstanceState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusReportTest {

  @Test
  @DisplayName("the JSON is the contract, name by name")
  void contract() throws IOException {
    try (InputStream in = StatusReportTest.class.getResourceAsStream("status.json")) {
      String expected =
          new String(
              Objects.requireNonNull(in, "status.json").readAllBytes(), StandardCharsets.UTF_8);

      assertEquals(expected.strip(), Json.pretty(tree(Reports.degraded())));
    }
  }

  @Test
  @DisplayName("the JSON of what is counted is a contract too, and comes back as it was")
  void statsContract() throws IOException {
    try (InputStream in = StatusReportTest.class.getResourceAsStream("stats.json")) {
      String expected =
          new String(
              Objects.requireNonNull(in, "stats.json").readAllBytes(), StandardCharsets.UTF_8);
      JsonNode tree = Json.tree(Json.text(Reports.stats()));

      assertEquals(expected.strip(), Json.pretty(tree));
      assertEquals(Reports.stats(), Json.read(tree, StatsReport.class));
    }
  }

  static Stream<StatusReport> reports() {
    return Stream.of(
        Reports.allWell(),
        Reports.degraded(),
        Reports.empty(),
        Reports.electorGone(),
        Reports.crowded(),
        IpvsReports.troubled());
  }

  @ParameterizedTest
  @MethodSource("reports")
  @DisplayName("a report that was sent and read is the same")
  void roundTrip(StatusReport report) throws IOException {
    assertEquals(report, Json.read(tree(report), StatusReport.class));
  }

  @ParameterizedTest
  @MethodSource("reports")
  @DisplayName("a summary counts all servers, and finds the same problems when it is read")
  void summary(StatusReport report) throws IOException {
    StatusReport read = Json.read(tree(report.summary()), StatusReport.class);

    assertEquals(report.problems(), read.problems());
    assertEquals(
        report.services().stream().map(StatusReport.Service::counts).toList(),
        read.services().stream().map(StatusReport.Service::counts).toList());
  }

  @Test
  @DisplayName("a summary tells of those servers that are not as they should be")
  void summaryServers() {
    StatusReport.Service photos = Reports.crowded().summary().services().get(0);

    assertEquals(
        List.of("router8", "router16", "router24"),
        photos.servers().stream().limit(3).map(StatusReport.Server::name).toList());
    assertEquals(12, photos.servers().size());
    assertEquals(100, photos.total());
    assertEquals(
        Map.of("UP", 88, "DOWN", 12, "DRAINING", 0, "DISABLED", 0, "UNKNOWN", 0), photos.counts());
  }

  @Test
  @DisplayName("servers of an older daemon, which does not count them, are counted")
  void uncounted() throws IOException {
    ObjectNode tree = (ObjectNode) tree(Reports.allWell());
    tree.path("services").forEach(service -> ((ObjectNode) service).remove("counts"));

    assertEquals(Reports.allWell(), Json.read(tree, StatusReport.class));
  }

  @Test
  @DisplayName("a list that an older daemon does not have is empty")
  void olderLists() throws IOException {
    ObjectNode tree = (ObjectNode) tree(Reports.allWell());
    tree.remove(List.of("orders", "peer"));

    assertEquals(Reports.allWell(), Json.read(tree, StatusReport.class));
  }

  @Test
  @DisplayName("fields and states of a newer daemon do not keep an older reader from reading")
  void newer() throws IOException {
    ObjectNode tree = (ObjectNode) tree(Reports.allWell());
    tree.put("weather", "fine");
    ((ObjectNode) tree.at("/vrrp/instances/0")).put("state", "CANDIDATE");

    StatusReport read = Json.read(tree, StatusReport.class);

    assertEquals(InstanceState.UNKNOWN, read.vrrp().instances().get(0).state());
    assertEquals(Reports.allWell().services(), read.services());
  }

  @Test
  @DisplayName("a time that is none is refused as what it is: bad input")
  void notATime() throws IOException {
    ObjectNode tree = (ObjectNode) tree(Reports.allWell());
    ((ObjectNode) tree.at("/director")).put("time", "yesterday");

    assertThrows(IOException.class, () -> Json.read(tree, StatusReport.class));
  }

  @Test
  @DisplayName("what is wrong is in the problems, the worst first, and what was given after it")
  void problems() {
    assertEquals(List.of(), Reports.allWell().problems());
    assertEquals(List.of(), Reports.empty().problems());
    assertEquals(
        List.of("the elector is not connected: connection closed by the elector"),
        Reports.electorGone().problems());
    assertEquals(
        List.of(
            "photos-https: 12 of 100 servers are DOWN: router8, router16, router24 and 9 more",
            "album7 has no healthy server: none is configured"),
        Reports.crowded().problems());
    assertEquals(
        List.of(
            "admin is in FAULT: eth1 has no carrier",
            "admin: 192.0.2.7 speaks every 2 s, we every 1 s: both would be MASTER",
            "photos-https: router2 is DOWN: 3 checks failed in a row (fall 3): TCP connected, no"
                + " answer within 3s",
            "thumbs has no healthy server: 1 DOWN, 1 DISABLED",
            "the config on disk was refused on reload at 05:11:02, the old one is in use:"
                + " /etc/directord/director.conf:14: services.photos-https.scheduler: must be one"
                + " of rr, wrr, lc, wlc, sh, mh, but is wwr"),
        Reports.degraded().problems());
  }

  @Test
  @DisplayName("an address that is not where the state says is a problem")
  void misplacedAddresses() throws IOException {
    ObjectNode tree = (ObjectNode) tree(Reports.allWell());
    ((ObjectNode) tree.at("/vrrp/instances/0/addresses/0")).put("present", false);
    StatusReport master = Json.read(tree, StatusReport.class);
    ((ObjectNode) tree.at("/vrrp/instances/0/addresses/0")).put("present", true);
    ((ObjectNode) tree.at("/vrrp/instances/0")).put("state", "BACKUP");
    StatusReport backup = Json.read(tree, StatusReport.class);

    assertEquals(
        List.of("photos is MASTER, but 203.0.113.10/24 is not on eth0"), master.problems());
    assertEquals(
        List.of("photos is BACKUP, but 203.0.113.10/24 is still on eth0"), backup.problems());
  }

  private static JsonNode tree(StatusReport report) throws IOException {
    return Json.tree(new String(Json.bytes(report), StandardCharsets.UTF_8));
  }
}
