// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A proposal")
class ProposedTest {
  private static final String SECRET = "4bd34b2d0c53a3f8a7b1";
  private static final String SERVICE =
      """
      director.name = a
      services.a {
        virtual = "203.0.113.10:443", check { type = tcp }
        real-servers.r1.address = "10.0.0.11"
        %s
      }
      """;

  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void files() throws IOException {
    home = Files.createDirectories(directory.resolve("etc"));
    Files.writeString(home.resolve("ours.conf"), "scheduler = rr");
    Files.writeString(home.resolve("key"), "hex:" + SECRET);
    Files.writeString(home.resolve("text"), SECRET + " and " + SECRET);
    Files.writeString(directory.resolve("shadow"), "root:" + SECRET);
    Files.createSymbolicLink(home.resolve("link.conf"), directory.resolve("shadow"));
  }

  @Test
  @DisplayName("includes what is beside the daemon's own file")
  void includes() throws Exception {
    DirectorConfig config = propose(home + "/new.conf", "include \"ours.conf\"");

    assertEquals(ServiceConfig.Scheduler.RR, config.services().get("a").scheduler());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"../shadow\"",
        "include \"link.conf\"",
        "include \"no-such-file\"",
        "include \"/dev/zero\"",
        "include \"/proc/self/environ\"",
      })
  @DisplayName("includes nothing else, and does not tell whether it is there")
  void elsewhere(String include) {
    String problems = problems(home + "/new.conf", include);

    assertTrue(
        problems.endsWith(": is not read for a proposal: it is no file below " + home), problems);
  }

  @Test
  @DisplayName("includes nothing if nobody knows where it is")
  void relative() {
    assertEquals(
        "new.conf:5: include \"ours.conf\": is relative to new.conf, which is no absolute name:"
            + " whose folder that is, the daemon does not know",
        problems("new.conf", "include \"ours.conf\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "include \"key\"",
        "include \"text\"",
        "scheduler { include \"key\" }",
        "quorum { weight = 1, include \"key\" }",
        "include \"key\", scheduler = ${services.a.hex}",
        "on { include \"key\", server-down = ${services.a.on.hex} }",
        "check { type = ${services.a.x.hex} }, x { include \"key\" }",
      })
  @DisplayName("is told no word of what stands in a file that is no configuration")
  void discreet(String lines) {
    String problems = problems(home + "/new.conf", lines);

    assertFalse(problems.contains(SECRET.substring(0, 8)), problems);
    assertFalse(problems.isEmpty());
  }

  private String problems(String name, String lines) {
    return String.valueOf(
        assertThrows(ConfigRejectedException.class, () -> propose(name, lines)).getMessage());
  }

  private DirectorConfig propose(String name, String lines) throws ConfigRejectedException {
    return ConfigLoader.propose(SERVICE.formatted(lines), name, home, config -> Map.of());
  }
}
