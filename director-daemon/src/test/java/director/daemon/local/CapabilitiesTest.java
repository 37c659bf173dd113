// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What arrives of our ambient capabilities at those whom we start. Needs root, which here is as
 * weak as anybody: without the bit noroot of capabilities(7) it would regain everything by itself.
 */
class CapabilitiesTest {
  private static final String OURS = "+net_admin,+net_raw,+setuid,+setgid,+kill";
  private static final List<String> NOTHING =
      List.of(
          "CapInh: 0000000000000000",
          "CapPrm: 0000000000000000",
          "CapEff: 0000000000000000",
          "CapAmb: 0000000000000000");

  @TempDir private Path directory;

  @BeforeEach
  void lookable() throws Exception {
    assumeTrue(ScriptFile.ownUser() == 0, "only root can give capabilities away");
    Scripts.permit(directory, "rwxrwxrwx");
  }

  private Path told() {
    return directory.resolve("told");
  }

  private Path telling(String name, String then) throws Exception {
    return Scripts.write(directory, name, "grep ^Cap /proc/self/status >" + told(), then);
  }

  /** As an ambient set arrives where systemd starts a process with AmbientCapabilities=. */
  private void run(Path program, String user) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                "setpriv",
                "--securebits=+noroot",
                "--inh-caps=-all," + OURS,
                "--ambient-caps=-all," + OURS,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CapabilityProbe.class.getName(),
                program.toString(),
                user)
            .redirectErrorStream(true);
    builder.environment().put("PATH", directory + ":/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private List<String> arrived() throws Exception {
    return Files.readAllLines(told()).stream()
        .filter(line -> !line.startsWith("CapBnd"))
        .map(line -> line.replace('\t', ' '))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "root", "nobody"})
  @DisplayName("a script has none of them, as ourselves by default, by name, or as somebody else")
  void script(String user) throws Exception {
    // Writable for whoever it is.
    Files.writeString(told(), "");
    Scripts.permit(told(), "rw-rw-rw-");
    Scripts.permit(directory, "rwxr-xr-x");

    run(telling("script", "exit 0"), user);

    assertEquals(NOTHING, arrived());
  }

  @Test
  @DisplayName("nor has the program that is asked for users, into which libraries are loaded")
  void nameService() throws Exception {
    Path unused = telling("id", "exec /usr/bin/id \"$@\"");
    Scripts.permit(directory, "rwxr-xr-x");

    run(Path.of("/bin/true"), "nobody");

    assertEquals(NOTHING, arrived());
  }
}
