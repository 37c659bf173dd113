// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
  @Test
  @DisplayName("a terminal is known by its device")
  void terminal(@TempDir Path folder) throws IOException {
    List<String> terminals = new ArrayList<>();
    for (String device :
        List.of(
            "/dev/pts/3",
            "/dev/tty1",
            "/dev/ttyS0",
            "/dev/console",
            "/dev/null",
            "pipe:[4711]",
            "socket:[1]",
            "/tmp/out.txt")) {
      Path link = folder.resolve("fd" + terminals.size() + device.hashCode());
      Files.createSymbolicLink(link, Path.of(device));
      if (Shell.isTerminal(link)) {
        terminals.add(device);
      }
    }

    assertEquals(List.of("/dev/pts/3", "/dev/tty1", "/dev/ttyS0", "/dev/console"), terminals);
    assertEquals(false, Shell.isTerminal(folder.resolve("closed")));
  }
}
