// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.DirectorConfig;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConfigChangesTest {
  private static final DirectorConfig BEFORE =
      Configs.of(
          """
          vrrp.instances {
            gone { interface = eth0, virtual-router-id = 1, virtual-addresses = ["203.0.113.1"] }
            other { interface = eth0, virtual-router-id = 2, virtual-addresses = ["203.0.113.2"] }
            same { interface = eth0, virtual-router-id = 3, virtual-addresses = ["203.0.113.3"] }
          }
          services {
            a { virtual = "203.0.113.2:1", check = none, real-servers.r.address = "10.0.0.1" }
            b { virtual = "203.0.113.2:2", check = none, real-servers.r.address = "10.0.0.1" }
            c { virtual = "203.0.113.2:3", check = none, real-servers.r.address = "10.0.0.1" }
          }
          """);

  @Test
  @DisplayName("a line for each virtual router and service that went, came, or is another now")
  void lines() {
    DirectorConfig after =
        Configs.of(
            """
            vrrp.instances {
              other { interface = eth0, virtual-router-id = 2, virtual-addresses = ["203.0.113.4"] }
              same { interface = eth0, virtual-router-id = 3, virtual-addresses = ["203.0.113.3"] }
              new { interface = eth0, virtual-router-id = 4, virtual-addresses = ["203.0.113.5"] }
            }
            services {
              b { virtual = "203.0.113.2:2", check = none, real-servers.r.address = "10.0.0.2" }
              c { virtual = "203.0.113.2:3", check = none, real-servers.r.address = "10.0.0.1" }
              d { virtual = "203.0.113.2:4", check = none, real-servers.r.address = "10.0.0.1" }
            }
            """);

    List<String> lines = ConfigChanges.between(BEFORE, after);

    assertEquals(
        List.of(
            "virtual router gone removed",
            "virtual router new added",
            "virtual router other changed",
            "service a removed",
            "service b changed",
            "service d added"),
        lines);
  }

  @Test
  @DisplayName(
      "sync groups and what is tracked have lines of their own, and so has the rest of vrrp")
  void elections() {
    String instances =
        """
        vrrp.instances {
          a { interface = eth0, virtual-router-id = 1, virtual-addresses = ["203.0.113.1"] }
          b { interface = eth0, virtual-router-id = 2, virtual-addresses = ["203.0.113.2"] }
          c { interface = eth0, virtual-router-id = 3, virtual-addresses = ["203.0.113.3"] }
        }
        services.s {
          virtual = "203.0.113.2:1", check = none, real-servers.r.address = "10.0.0.1"
        }
        """;
    DirectorConfig before =
        Configs.of(
            instances
                + """
                vrrp.sync-groups.both.members = [a, b]
                track {
                  scripts.nginx.command = ["/bin/true"]
                  files.drain.path = "/run/drain"
                  processes.named.program = named
                  services.s.hold = 10s
                }
                """);
    DirectorConfig after =
        Configs.of(
            instances
                + """
                vrrp.start-delay = 5s
                vrrp.sync-groups.both.members = [a, b, c]
                track {
                  scripts.nginx.command = ["/bin/false"]
                  files.drained.path = "/run/drain"
                  services.s.hold = 20s
                }
                """);

    assertEquals(
        List.of(
            "sync group both changed",
            "vrrp.start-delay or vrrp.static changed",
            "tracked script nginx changed",
            "tracked file drain removed",
            "tracked file drained added",
            "tracked process named removed",
            "tracked service s changed"),
        ConfigChanges.between(before, after));
  }

  @Test
  @DisplayName("the same configuration is no change")
  void same() {
    assertEquals(List.of(), ConfigChanges.between(BEFORE, BEFORE));
  }
}
