// SPDX-License-Identifier: Apache-2.0
package director.netlink.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.netlink.FreshNamespace;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
class SysctlLabTest {
  private final Sysctl sysctl = Sysctl.ofKernel();

  @Test
  @DisplayName("a parameter is that of the namespace of the calling thread, and put back there")
  void ofTheThread() throws Exception {
    String path = Sysctl.ipv4("lo", "arp_ignore");
    Optional<String> ours = sysctl.read(path);
    try (FreshNamespace namespace = FreshNamespace.create("sysctl")) {
      SysctlChange change = namespace.inside(() -> sysctl.set(path, "8"));

      assertEquals(new SysctlChange(path, "0", "8"), change);
      assertEquals(Optional.of("8"), namespace.inside(() -> sysctl.read(path)));
      assertEquals(ours, sysctl.read(path));
      assertTrue(namespace.inside(() -> sysctl.restore(change)));
      assertEquals(Optional.of("0"), namespace.inside(() -> sysctl.read(path)));
    }
  }

  @Test
  @DisplayName("a value is read to its end: that of several numbers, too")
  void whole() throws Exception {
    try (FreshNamespace namespace = FreshNamespace.create("sysctl")) {
      SysctlChange change =
          namespace.inside(() -> sysctl.set("ipv4/ip_local_port_range", "40000 50123"));

      assertEquals("32768\t60999", change.before());
      assertEquals(
          Optional.of("40000\t50123"),
          namespace.inside(() -> sysctl.read("ipv4/ip_local_port_range")));
    }
  }

  @Test
  @DisplayName("the kernel refuses a value that is none, and parameters go with their interface")
  void refusals() throws Exception {
    String path = Sysctl.ipv4("v0", "arp_ignore");
    try (FreshNamespace namespace = FreshNamespace.create("sysctl")) {
      namespace.ip("link add v0 type veth peer name v1");
      SysctlChange change = namespace.inside(() -> sysctl.set(path, "1"));

      var refused =
          assertThrows(IOException.class, () -> namespace.inside(() -> sysctl.set(path, "no")));
      namespace.ip("link delete v0");

      assertEquals(
          "set kernel parameter net/ipv4/conf/v0/arp_ignore to no: Invalid argument",
          refused.getMessage());
      assertEquals(Optional.empty(), namespace.inside(() -> sysctl.read(path)));
      assertFalse(namespace.inside(() -> sysctl.restore(change)));
    }
  }
}
