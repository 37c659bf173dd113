// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.config.ConfigProblem;
import director.daemon.config.ConfigRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedConfigTest {
  @TempDir Path directory;

  @Test
  @DisplayName("a script that only its owner can write is taken")
  void script() throws Exception {
    Path program = program("rwxr-xr-x");

    Set<String> scripts = LoadedConfig.of(config(program)).config().tracked().scripts().keySet();

    assertEquals(Set.of("nginx"), scripts);
  }

  @Test
  @DisplayName("a script that others can write is refused, with the line and key it stands at")
  void writableScript() throws IOException {
    Path program = program("rwxr-xrwx");
    Path file = config(program);

    ConfigRejectedException refused =
        assertThrows(ConfigRejectedException.class, () -> LoadedConfig.of(file));

    assertEquals(
        List.of(
            new ConfigProblem(
                file.toString(),
                5,
                "track.scripts.nginx",
                "script nginx cannot be run: " + program + " may be written by everybody")),
        refused.problems());
    assertEquals(
        file
            + ":5: track.scripts.nginx: script nginx cannot be run: "
            + program
            + " may be written by everybody",
        refused.problems().get(0).toString());
  }

  @Test
  @DisplayName("a script that does not exist is refused as well")
  void missing() throws IOException {
    Path program = directory.resolve("nowhere");
    Path file =
        write(
            """
            director.name = director-a
            vrrp.instances.photos {
              interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
              track.scripts.nginx {}
            }
            track.scripts.nginx { command = ["%s"] }
            """
                .formatted(program));

    ConfigRejectedException refused =
        assertThrows(ConfigRejectedException.class, () -> LoadedConfig.of(file));

    assertEquals(
        List.of(
            file
                + ":6: track.scripts.nginx: script nginx cannot be run: "
                + program
                + " does not exist"),
        refused.problems().stream().map(ConfigProblem::toString).toList());
  }

  @Test
  @DisplayName("what is allowed and probably not meant is in the log, with its line")
  void warnings() throws Exception {
    Path file =
        write(
            """
            director.name = director-a
            vrrp.instances.photos {
              interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
              version = 2
              authentication { type = password, password = a }
            }
            """);

    try (DirectorLog log = new DirectorLog()) {
      LoadedConfig.of(file);

      assertEquals(
          List.of(
              "WARN "
                  + file
                  + ":5: vrrp.instances.photos.authentication: sends its password in clear text to"
                  + " everybody on the network: it guards against mistakes only"),
          log.lines());
    }
  }

  private Path program(String permissions) throws IOException {
    Path program = Files.writeString(directory.resolve("check"), "#!/bin/sh\nexit 0\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(permissions));
  }

  private Path config(Path program) throws IOException {
    return write(
        """
        director.name = director-a
        vrrp.instances.photos {
          interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
          track.scripts.nginx {} }
        track.scripts.nginx { command = ["%s"] }
        """
            .formatted(program));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("director.conf"), text);
  }
}
