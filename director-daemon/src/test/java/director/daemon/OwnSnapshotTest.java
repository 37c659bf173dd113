// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Belief.Place;
import director.daemon.config.ChecksConfig.Need;
import director.daemon.config.DirectorConfig;
import director.daemon.config.ServiceConfig;
import director.daemon.peer.Snapshot;
import director.daemon.peer.packet.Account;
import director.daemon.plan.Allotments;
import director.daemon.plan.Decision;
import director.daemon.plan.Instruction;
import director.daemon.plan.Instruction.Verb;
import director.daemon.plan.ServerKey;
import director.daemon.plan.ServiceState;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.Protocol;
import director.ipvs.table.VirtualService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What other directors are told of this one. */
class OwnSnapshotTest {
  private static final Instant EIGHT = Instant.parse("2026-11-22T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final VirtualService.Id HTTPS = Tables.id(Protocol.TCP, "203.0.113.10", 443);
  private static final ElectorView NOBODY = ElectorView.none();

  private static final DirectorConfig CONFIG =
      Configs.of(
          """
          vrrp.instances.photos {
            interface = eth0, virtual-router-id = 51, priority = 150
            virtual-addresses = ["203.0.113.10/24"]
          }
          services.photos {
            virtual = "203.0.113.10:443"
            check { path = "/health" }
            real-servers {
              router1.address = "10.0.0.11", router2.address = "10.0.0.12"
              router3.address = "10.0.0.13", router4.address = "10.0.0.14"
            }
          }
          """);

  private static ServerKey key(int router) {
    return new ServerKey("photos", "router" + router);
  }

  private static Belief belief(HealthState state, String reason) {
    return new Belief(
        new Place(HTTPS, address("10.0.0.11"), OptionalInt.empty()),
        state,
        EIGHT,
        reason,
        Need.ALL,
        List.of());
  }

  private static Snapshot snapshot(
      DirectorConfig config,
      SortedMap<ServerKey, Belief> beliefs,
      Map<String, Instruction> ordered,
      Set<ServerKey> interests) {
    ServiceConfig photos = Objects.requireNonNull(config.services().get("photos"));
    Map<String, HealthState> health = new TreeMap<>();
    beliefs.forEach((key, belief) -> health.put(key.server(), belief.state()));
    Decision decision =
        Allotments.decide(
            photos,
            ServiceState.initial(photos, IpvsTable.EMPTY),
            health,
            ordered,
            Map.of(),
            Duration.ZERO);
    Map<ServerKey, Instruction> instructions = new TreeMap<>();
    ordered.forEach((name, order) -> instructions.put(new ServerKey("photos", name), order));
    return OwnSnapshot.of(
        EIGHT, config, beliefs, Map.of("photos", decision), instructions, NOBODY, interests);
  }

  @Test
  @DisplayName(
      "who is not plainly well is told of, with the reason; and who is of interest elsewhere")
  void listed() {
    SortedMap<ServerKey, Belief> beliefs = new TreeMap<>();
    beliefs.put(key(1), belief(HealthState.UP, "HTTP status 200"));
    beliefs.put(key(2), belief(HealthState.DOWN, "no answer within 3s"));
    beliefs.put(key(3), belief(HealthState.UP, "HTTP status 200"));
    beliefs.put(key(4), belief(HealthState.UP, "HTTP status 200"));
    Instruction disabled =
        new Instruction(
            Verb.DISABLE, 0, Duration.ZERO, Optional.empty(), "uid 0", "new BIOS", NINE);

    Snapshot snapshot =
        snapshot(CONFIG, beliefs, Map.of("router3", disabled), Set.of(key(4), key(9)));

    assertEquals(List.of(new Account.Service("photos", 2, 4, true, 0)), snapshot.services());
    assertEquals(
        List.of(
            new Account.Server("photos", "router2", "DOWN", EIGHT, "no answer within 3s", ""),
            new Account.Server(
                "photos",
                "router3",
                "DISABLED",
                NINE,
                "disabled by uid 0: new BIOS",
                "disable by uid 0: new BIOS"),
            new Account.Server("photos", "router4", "UP", EIGHT, "HTTP status 200", "")),
        snapshot.servers());
    assertEquals(
        List.of(new Account.Instance("photos", "UNKNOWN", 150, "", 0)), snapshot.instances());
    assertTrue(snapshot.complete());
  }

  @Test
  @DisplayName("of too many servers that are down the first are told of, and all are counted")
  void tooMany() {
    StringBuilder text =
        new StringBuilder(
            "services.photos { virtual = \"203.0.113.10:443\", check {}, real-servers {\n");
    SortedMap<ServerKey, Belief> beliefs = new TreeMap<>();
    IntStream.range(1000, 3000)
        .forEach(
            i -> {
              text.append("router%d.address = \"10.1.%d.%d\"\n".formatted(i, i / 250, i % 250));
              beliefs.put(key(i), belief(HealthState.DOWN, "no answer"));
            });

    Snapshot snapshot =
        snapshot(Configs.of(text.append("} }").toString()), beliefs, Map.of(), Set.of());

    assertEquals(List.of(new Account.Service("photos", 0, 2000, false, 0)), snapshot.services());
    assertEquals(1000, snapshot.servers().size());
    assertEquals("router1000", snapshot.servers().get(0).name());
  }
}
