// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the directors of a pair tell each other, as JSON. */
class PeerReportTest {

  @Test
  @DisplayName("the JSON is the contract, name by name")
  void contract() throws IOException {
    try (var in = PeerReportTest.class.getResourceAsStream("peer.json")) {
      String expected =
          new String(
              Objects.requireNonNull(in, "peer.json").readAllBytes(), StandardCharsets.UTF_8);

      assertEquals(expected.strip(), Json.pretty(Json.tree(Json.text(PeerReports.peers()))));
    }
  }

  @Test
  @DisplayName("in a status that was sent and read it is the same, and so is all else")
  void roundTrip() throws IOException {
    StatusReport alone = Reports.degraded();

    StatusReport beside = alone.with(PeerReports.peers());

    assertEquals(beside, Json.read(Json.tree(Json.text(beside)), StatusReport.class));
    assertEquals(alone, beside.with(null));
  }

  @Test
  @DisplayName("the manual has all of its names")
  void manual() throws IOException {
    String manual = Files.readString(Path.of("../docs/api.md"));
    List<String> names = new ArrayList<>();
    collect(Json.tree(Json.text(PeerReports.peers())), names);

    assertTrue(names.size() > 30, names.toString());
    assertEquals(
        List.of(), names.stream().filter(name -> !manual.contains("\"" + name + "\"")).toList());
  }

  private static void collect(JsonNode node, List<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> collect(child, names));
    names.remove("UNINTRODUCED");
  }
}
