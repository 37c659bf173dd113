// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DirectorStatusTest {
  @Test
  @DisplayName("status is read by the names that are a contract")
  void names() throws IOException {
    String json =
        """
        {"vrrp": {"instances": [{"state": "MASTER", "priority": 150, "reason": "no master spoke"}]},
         "services": [{"servers": [{"name": "router1", "state": "UP", "weight": 1},
                                   {"name": "router2", "state": "DOWN", "weight": null}]}],
         "ipvs": {"writes": 4}}
        """;

    DirectorStatus status = DirectorStatus.parse(json);

    assertEquals("MASTER", status.state());
    assertEquals(150, status.priority());
    assertEquals("no master spoke", status.reason());
    assertEquals(Map.of("router1", "UP", "router2", "DOWN"), status.servers());
    assertEquals(1, status.server("router1").path("weight").asInt());
    assertEquals(true, status.server("router9").isMissingNode());
    assertEquals(4, status.ipvsWrites());
  }

  @Test
  @DisplayName("a status that does not count writes has not written nothing")
  void noWrites() throws IOException {
    assertEquals(-1, DirectorStatus.parse("{}").ipvsWrites());
  }

  @Test
  @DisplayName("what is no JSON is quoted in the complaint")
  void noJson() {
    IOException refused =
        assertThrows(IOException.class, () -> DirectorStatus.parse("Error: no such command"));

    assertEquals(
        "directorctl -o json status printed no JSON: Error: no such command", refused.getMessage());
  }
}
