// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.Configs;
import director.daemon.Tables;
import director.daemon.config.DirectorConfig;
import director.daemon.config.RealServerConfig;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Real servers known by a DNS name")
class ExpansionTest {
  private static final DirectorConfig CONFIG =
      Configs.of(
          """
          services.photos {
            virtual = "203.0.113.10:443"
            check = none
            real-servers {
              router1.address = "10.0.0.11"
              pool { host-name = "routers.example.com", weight = 3 }
            }
          }
          """);

  @Test
  @DisplayName("are one for each address, under the name's name; an address comes once")
  void expands() {
    DirectorConfig expanded =
        Expansion.of(
            CONFIG,
            Map.of(
                "routers.example.com", addresses("10.0.0.13", "10.0.0.12", "10.0.0.11"),
                "other.example.com", addresses("10.9.9.9")));

    assertEquals(
        List.of("pool@10.0.0.12 weight 3", "pool@10.0.0.13 weight 3", "router1 weight 1"),
        servers(expanded));
  }

  @Test
  @DisplayName("are none while nobody knows the name, and of the service's family only")
  void nothingKnown() {
    assertEquals(List.of("router1 weight 1"), servers(Expansion.of(CONFIG, Map.of())));
    assertEquals(
        List.of("router1 weight 1"),
        servers(Expansion.of(CONFIG, Map.of("routers.example.com", addresses("2001:db8::11")))));
  }

  @Test
  @DisplayName("have to be looked up")
  void names() {
    assertEquals(Set.of("routers.example.com"), Expansion.names(CONFIG));
  }

  private static List<String> servers(DirectorConfig config) {
    return config.services().get("photos").realServers().values().stream()
        .map(ExpansionTest::text)
        .toList();
  }

  private static String text(RealServerConfig server) {
    return server.name() + " weight " + server.weight();
  }

  private static SortedSet<InetAddress> addresses(String... literals) {
    SortedSet<InetAddress> all = new TreeSet<>(Comparator.comparing(InetAddress::getHostAddress));
    Stream.of(literals).map(Tables::address).forEach(all::add);
    return all;
  }
}
