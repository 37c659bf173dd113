// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.control.CheckReports;
import director.daemon.control.CheckRunReports;
import director.daemon.control.IpvsReports;
import director.daemon.control.Json;
import director.daemon.control.PeerReports;
import director.daemon.control.PlanReport;
import director.daemon.control.Reports;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.explain.Explanation;
import director.daemon.journal.Condition;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  static Stream<Object> answers() {
    return Stream.of(
        Reports.allWell(),
        Reports.allWell().with(PeerReports.peers()),
        Reports.degraded(),
        Reports.empty(),
        Reports.electorGone(),
        Reports.crowded(),
        Reports.standby(),
        Reports.stats(),
        IpvsReports.troubled(),
        CheckReports.starved(),
        CheckRunReports.failed(),
        new PlanReport("f", true, List.of(), List.of(), List.of(), null),
        new Explanation(
            "node", "UP", null, "", List.of("a"), List.of(), List.of(), List.of(), List.of()),
        new Condition(
            Instant.parse("2026-11-22T05:28:00.25Z"),
            1.5,
            null,
            0.0,
            null,
            null,
            Long.MAX_VALUE,
            null,
            1e-3,
            12,
            0,
            7L,
            null));
  }

  @ParameterizedTest
  @MethodSource("answers")
  @DisplayName("reads what Jackson writes, and what it reads")
  void likeJackson(Object answer) throws IOException {
    String json = Json.text(answer);

    assertEquals(answer, JsonReader.read(JsonReader.tree(json), answer.getClass()));
    assertEquals(Json.tree(json).toString(), JsonReader.tree(json).toString());
  }

  @Test
  @DisplayName("passes over what a newer daemon says, and what an older one does not")
  void otherVersions() throws IOException {
    ObjectNode tree = (ObjectNode) JsonReader.tree(Json.text(Reports.allWell()));
    tree.put("weather", "fine").remove(List.of("orders", "peer"));
    ((ObjectNode) tree.at("/vrrp/instances/0")).put("state", "CANDIDATE");
    ((ObjectNode) tree.at("/services/0")).remove("counts");

    StatusReport read = JsonReader.read(tree, StatusReport.class);

    assertEquals(InstanceState.UNKNOWN, read.vrrp().instances().get(0).state());
    assertEquals(List.of(), read.orders());
    assertEquals(3, read.services().get(0).total());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{\"a\": 1, \"a\": 2}",
        "{}",
        "{\"loopLateMillis\": null, \"checkerLateMillis\": 1, \"gcMillis\": 1}",
        "{\"loopLateMillis\": \"1\", \"checkerLateMillis\": 1, \"gcMillis\": 1}",
        "{\"time\": \"now\", \"loopLateMillis\": 1, \"checkerLateMillis\": 1, \"gcMillis\": 1}",
        "{\"inPackets\": 99999999999999999999, \"loopLateMillis\": 1, \"checkerLateMillis\": 1,"
            + " \"gcMillis\": 1}"
      })
  @DisplayName("takes nothing for what it is not")
  void notThat(String json) {
    assertThrows(IOException.class, () -> JsonReader.read(JsonReader.tree(json), Condition.class));
  }
}
