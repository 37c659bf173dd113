// SPDX-License-Identifier: Apache-2.0
package director.daemon.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.sysctl.LocalSources.Look;
import director.netlink.sysctl.Sysctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourcesTest {
  @TempDir private Path root;

  private Path file(String name) {
    return root.resolve("ipv4/conf/" + name + "/accept_local");
  }

  private void is(String name, String value) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.writeString(file(name), value + "\n");
  }

  private Look look(boolean apply) {
    return new LocalSources(Sysctl.below(root)).look(List.of("eth0"), apply);
  }

  @BeforeEach
  void asTheKernelBegins() throws IOException {
    is("all", "0");
    is("eth0", "0");
  }

  @Test
  @DisplayName("what is missing is told with the remedy, and left as it is")
  void told() throws Exception {
    Look look = look(false);

    assertEquals(1, look.problems().size());
    assertTrue(
        look.problems().get(0).endsWith("sysctl -w net.ipv4.conf.eth0.accept_local=1"),
        look::toString);
    assertEquals("0\n", Files.readString(file("eth0")));
  }

  @Test
  @DisplayName("with permission it is set")
  void set() throws Exception {
    assertEquals(
        new Look(List.of("net.ipv4.conf.eth0.accept_local set from 0 to 1"), List.of()),
        look(true));
    assertEquals("1", Files.readString(file("eth0")).strip());
  }

  @Test
  @DisplayName("that of all interfaces is as good as that of one")
  void all() throws Exception {
    is("all", "1");

    assertEquals(new Look(List.of(), List.of()), look(false));
  }
}
