// SPDX-License-Identifier: Apache-2.0
package director.netlink.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlTest {
  private static final String ARP_IGNORE = "ipv4/conf/eth0.100/arp_ignore";

  @TempDir private Path root;
  private Sysctl sysctl;
  private Path file;

  @BeforeEach
  void open() throws Exception {
    sysctl = Sysctl.below(root);
    file = root.resolve(ARP_IGNORE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "0\n");
  }

  @Test
  @DisplayName("paths are of an interface, whose name may have dots")
  void paths() {
    assertEquals(ARP_IGNORE, Sysctl.ipv4("eth0.100", "arp_ignore"));
    assertEquals("ipv6/conf/all/disable_ipv6", Sysctl.ipv6("all", "disable_ipv6"));
    for (String name : new String[] {"", ".", "..", "../../kernel", "a/b"}) {
      assertThrows(IllegalArgumentException.class, () -> Sysctl.ipv4(name, "arp_ignore"));
    }
  }

  @Test
  @DisplayName("sets a value, tells the one before, and puts it back")
  void setsAndRestores() throws Exception {
    SysctlChange change = sysctl.set(ARP_IGNORE, "1");
    Optional<String> during = sysctl.read(ARP_IGNORE);

    assertEquals(new SysctlChange(ARP_IGNORE, "0", "1"), change);
    assertEquals(Optional.of("1"), during);
    assertTrue(sysctl.restore(change));
    assertEquals(Optional.of("0"), sysctl.read(ARP_IGNORE));
  }

  @Test
  @DisplayName("what had the value anyway is not written, and not put back")
  void nothingToDo() throws Exception {
    SysctlChange change = sysctl.set(ARP_IGNORE, "0");

    assertTrue(change.isNone());
    assertEquals("0\n", Files.readString(file));
    assertFalse(sysctl.restore(change));
  }

  @Test
  @DisplayName("what somebody else has set since stays as it is")
  void setByOthers() throws Exception {
    SysctlChange change = sysctl.set(ARP_IGNORE, "1");
    Files.writeString(file, "2\n");

    assertFalse(sysctl.restore(change));
    assertEquals(Optional.of("2"), sysctl.read(ARP_IGNORE));
  }

  @Test
  @DisplayName("what went with its interface is neither read nor put back, and cannot be set")
  void gone() throws Exception {
    SysctlChange change = sysctl.set(ARP_IGNORE, "1");
    Files.delete(file);

    assertEquals(Optional.empty(), sysctl.read(ARP_IGNORE));
    assertFalse(sysctl.restore(change));
    var refused = assertThrows(IOException.class, () -> sysctl.set(ARP_IGNORE, "1"));
    assertEquals(
        "there is no kernel parameter net/ipv4/conf/eth0.100/arp_ignore", refused.getMessage());
  }

  @Test
  @DisplayName("this machine's kernel has them")
  void ofKernel() throws Exception {
    assertTrue(Sysctl.ofKernel().read(Sysctl.ipv4("all", "arp_ignore")).isPresent());
  }
}
