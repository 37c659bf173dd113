// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import static director.vrrp.state.VrrpState.BACKUP;
import static director.vrrp.state.VrrpState.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.ConfigLoader;
import director.daemon.config.DirectorConfig;
import director.vrrp.state.VrrpState;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResponsibilityTest {
  private static final String TEXT =
      """
      vrrp.instances {
        a { interface = eth0, virtual-router-id = 1, virtual-addresses = ["203.0.113.10/24"] }
        b { interface = eth0, virtual-router-id = 2, virtual-addresses = ["203.0.113.11/24"]
            excluded-addresses = ["203.0.113.12/24"] }
      }
      services {
        one { virtual = "203.0.113.11:443", check = none, real-servers.r.address = "10.0.0.1" }
        two { virtual = ["203.0.113.12:443", "203.0.113.10:443"], check = none
              real-servers.r.address = "10.0.0.1" }
        mark { fwmark = 7, check = none, real-servers.r.address = "10.0.0.1" }
        bare { virtual = "203.0.113.99:443", check = none, real-servers.r.address = "10.0.0.1" }
      }
      """;

  @Test
  @DisplayName("it is the MASTER's of the virtual router with the service's address")
  void master() throws Exception {
    assertEquals("one bare mark", ours(Map.of("a", BACKUP, "b", MASTER)));
    assertEquals("two bare mark", ours(Map.of("a", MASTER, "b", BACKUP)));
    assertEquals("one two bare mark", ours(Map.of("a", MASTER, "b", MASTER)));
  }

  @Test
  @DisplayName("while nobody can tell who is MASTER, only what has no virtual router is ours")
  void unknown() throws Exception {
    assertEquals("bare mark", ours(Map.of()));
  }

  private static String ours(Map<String, VrrpState> states) throws Exception {
    DirectorConfig config = ConfigLoader.parse(TEXT, Path.of("director.conf"));
    StringBuilder ours = new StringBuilder();
    for (String service : new String[] {"one", "two", "bare", "mark", "gone"}) {
      if (Responsibility.isOurs(config, service, name -> Optional.ofNullable(states.get(name)))) {
        ours.append(ours.isEmpty() ? "" : " ").append(service);
      }
    }
    return ours.toString();
  }
}
