// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.netlink.sysctl.Sysctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostParametersTest {
  private static final String ARP_IGNORE = Sysctl.ipv4("eth0", "arp_ignore");

  @TempDir private Path root;

  @BeforeEach
  void host() throws IOException {
    Files.createDirectories(root.resolve(ARP_IGNORE).getParent());
    write("0");
  }

  private void write(String value) throws IOException {
    Files.writeString(root.resolve(ARP_IGNORE), value + "\n");
  }

  private String value() throws IOException {
    return Files.readString(root.resolve(ARP_IGNORE)).strip();
  }

  @Test
  @DisplayName("of two that need a parameter only the last one to go puts it back")
  void lastOnePutsItBack() throws IOException {
    HostParameters parameters = new HostParameters(Sysctl.below(root));
    parameters.hold("vrrp.51", ARP_IGNORE, "1");
    parameters.hold("vrrp.52", ARP_IGNORE, "1");

    List<String> wrong = parameters.letGo("vrrp.51");
    assertEquals(List.of(), wrong);
    assertEquals("1", value());
    assertEquals("0", parameters.original(ARP_IGNORE, "none"));

    parameters.letGo("vrrp.52");
    assertEquals("0", value());
  }

  @Test
  @DisplayName("an interface that was made again gets it again, and its own value back at the end")
  void madeAgain() throws IOException {
    HostParameters parameters = new HostParameters(Sysctl.below(root));
    parameters.hold("vrrp.51", ARP_IGNORE, "1");
    write("2");

    parameters.hold("vrrp.51", ARP_IGNORE, "1");
    assertEquals("1", value());

    parameters.letGo("vrrp.51");
    assertEquals("2", value());
  }
}
