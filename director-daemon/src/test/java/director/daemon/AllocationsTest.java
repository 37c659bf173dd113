// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.DirectorConfig;
import director.daemon.event.EventSink;
import director.daemon.loop.Loop;
import director.daemon.plan.Allotment;
import director.daemon.plan.Expansion;
import director.daemon.plan.Instruction;
import director.daemon.plan.Instruction.Verb;
import director.daemon.plan.ServerKey;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is remembered of servers when the configuration changes")
class AllocationsTest {
  private static final String TWO =
      """
      services.%s {
        virtual = "203.0.113.10:443"
        check {}
        real-servers { r1.address = "10.0.0.11", r2.address = "10.0.0.12" }
      }
      """;
  private static final DirectorConfig POOL =
      Configs.of(
          """
          services.photos {
            virtual = "203.0.113.10:443"
            check = none
            real-servers.pool.host-name = "routers.example.com"
          }
          """);

  private final Queue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final Loop loop = new Loop("test", mistakes::add);
  private final Allocations allocations = new Allocations(loop, () -> {}, EventSink.NOBODY);

  @AfterEach
  void end() {
    loop.shutdownNow();
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  @Test
  @DisplayName("a service with another name keeps who is held in")
  void renamedService() {
    allocations.follow(Configs.of(TWO.formatted("photos")), IpvsTable.EMPTY);
    all("photos", HealthState.UP);
    all("photos", HealthState.DOWN);
    String before = servers("photos");

    allocations.follow(Configs.of(TWO.formatted("pictures")), IpvsTable.EMPTY);
    all("pictures", HealthState.DOWN);

    assertEquals("r1=- FAILED, r2=1 HELD", before);
    assertEquals("r1=- FAILED, r2=1 HELD", servers("pictures"));
  }

  @Test
  @DisplayName("an address that a DNS name loses for a while is still disabled when it is back")
  void addressComesBack() {
    allocations.follow(pool("10.0.0.11", "10.0.0.12"), IpvsTable.EMPTY);
    allocations.instruct(new ServerKey("photos", "pool@10.0.0.11"), Optional.of(disable()));
    allocations.decide();

    allocations.follow(pool("10.0.0.12"), IpvsTable.EMPTY);
    allocations.decide();
    String meanwhile = servers("photos");
    allocations.follow(pool("10.0.0.11", "10.0.0.12"), IpvsTable.EMPTY);
    allocations.decide();

    assertEquals("pool@10.0.0.12=1 UNCHECKED", meanwhile);
    assertEquals("pool@10.0.0.11=- DISABLED, pool@10.0.0.12=1 UNCHECKED", servers("photos"));
  }

  @Test
  @DisplayName("what was asked of a server goes with it when the configuration has it no more")
  void instructionGoes() {
    allocations.follow(pool("10.0.0.11"), IpvsTable.EMPTY);
    allocations.instruct(new ServerKey("photos", "pool@10.0.0.11"), Optional.of(disable()));

    allocations.follow(Configs.of(TWO.formatted("photos")), IpvsTable.EMPTY);

    assertEquals(Map.of(), allocations.instructions());
  }

  private void all(String service, HealthState state) {
    TreeMap<ServerKey, HealthState> health = new TreeMap<>();
    health.put(new ServerKey(service, "r1"), state);
    health.put(new ServerKey(service, "r2"), state);
    allocations.seen(health, new TreeMap<>());
    allocations.decide();
  }

  private String servers(String service) {
    return allocations.decisions().get(service).servers().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String text(Allotment it) {
    return (it.weight().isPresent() ? it.weight().getAsInt() : "-") + " " + it.cause();
  }

  private static Instruction disable() {
    return new Instruction(
        Verb.DISABLE, 0, Duration.ZERO, Optional.empty(), "uid 0", "", Instant.EPOCH);
  }

  private static DirectorConfig pool(String... addresses) {
    SortedSet<InetAddress> all = new TreeSet<>(Comparator.comparing(InetAddress::getHostAddress));
    Stream.of(addresses).forEach(literal -> all.add(address(literal)));
    return Expansion.of(POOL, Map.of("routers.example.com", all));
  }
}
