// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.cli.ConfigChecker.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("For programs, config check says of each thing")
class FileCheckTest {
  @TempDir private Path directory;

  @Test
  @DisplayName("which file, line and column it is, which key, and what is wrong")
  void problems() throws IOException {
    Path file = directory.resolve("a.conf");
    Files.writeString(
        file,
        """
        director.name = a
        services.photos {
          virtual = "203.0.113.10:443", check { type = tcp, fall = 0 }
          real-servers.r1.adress = "10.0.0.11"
        }
        """);

    assertEquals(
        List.of(
            new Finding(
                "error",
                file.toString(),
                3,
                53,
                "services.photos.check.fall",
                "must be 1..100, but is 0"),
            new Finding(
                "error",
                file.toString(),
                4,
                null,
                "services.photos.real-servers.r1.address",
                "is missing: must be an address, such as \"10.0.0.11\" or \"2001:db8::11\"; or give a"
                    + " host-name instead"),
            new Finding(
                "error",
                file.toString(),
                4,
                19,
                "services.photos.real-servers.r1.adress",
                "is not a known key; did you mean address?")),
        FileCheck.of(file, config -> Map.of()).findings());
  }

  @Test
  @DisplayName("that it is a warning, if it is one; and of a missing file no line")
  void others() throws IOException {
    Path file = directory.resolve("a.conf");
    Files.writeString(
        file,
        """
        director.name = a
        services.photos {
          virtual = "203.0.113.10:443", check = none, scheduler = sh, slow-start = 5s
          real-servers.r1.address = "10.0.0.11"
        }
        """);
    Path missing = directory.resolve("b.conf");

    assertEquals(
        List.of(
            new Finding(
                "warning",
                file.toString(),
                3,
                63,
                "services.photos.slow-start",
                "is not done with scheduler = sh: each step would send clients to other servers")),
        FileCheck.of(file, config -> Map.of()).findings());
    assertEquals(
        List.of(new Finding("error", missing.toString(), null, null, "", "does not exist")),
        FileCheck.of(missing, config -> Map.of()).findings());
  }
}
