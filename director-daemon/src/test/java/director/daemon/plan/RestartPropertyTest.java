// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Configs;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsReconciler;
import director.ipvs.table.IpvsTable;
import director.testkit.Seeds;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A daemon that is started again finds the table of the one before it. */
class RestartPropertyTest {

  static LongStream seeds() {
    return Seeds.first(200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("what the table tells of health asks for that very table: nothing is written")
  void aRestartWritesNothing(long seed) {
    Random random = new Random(seed);
    Collection<ServiceConfig> services = Configs.services(randomServices(random));
    IpvsTable before = Decisions.desired(services, randomHealth(services, random));

    Map<ServerKey, HealthState> adopted = InitialHealth.of(services, before);
    IpvsTable after = Decisions.desired(services, adopted, before);

    assertEquals(
        List.of(),
        IpvsReconciler.diff(after, before, before.services().keySet()),
        "-Dseed=" + seed);
  }

  @ParameterizedTest(name = "seeds {0}")
  @MethodSource("blocks")
  @DisplayName("whatever has happened: a restart writes nothing")
  void aRestartAfterAnyHistoryWritesNothing(Seeds.Block block) {
    block.seeds().forEach(RestartPropertyTest::restartAtEachEvent);
  }

  static Stream<Seeds.Block> blocks() {
    return Seeds.blocks(2000, 200);
  }

  /** Without instructions and slow start, whose state the kernel's table does not tell. */
  private static void restartAtEachEvent(long seed) {
    RandomStory chance = new RandomStory(new Random(seed), "");
    Story story = chance.story();
    for (int event = 0; event < 20; event++) {
      chance.healthChanges();
      IpvsTable before = story.table(story.decide());

      Story next = new Story(story.service(), before);
      Decision first = next.decide();

      String replay = "-Dseed=" + seed + " at event " + event;
      assertEquals(before, next.table(first), replay);
      // Where no sorry server tells of it in the table, a lost quorum is news at each start.
      assertTrue(
          first.news().isEmpty() || story.service().sorryServer().isEmpty(),
          () -> replay + ": " + first.news());
    }
  }

  private static String randomServices(Random random) {
    StringBuilder text = new StringBuilder();
    int services = 1 + random.nextInt(3);
    for (int service = 0; service < services; service++) {
      text.append("services.s%d {\n".formatted(service))
          .append("virtual = \"203.0.113.%d:443\"\n".formatted(10 + service))
          .append(randomCheck(random));
      int servers = 1 + random.nextInt(4);
      for (int server = 0; server < servers; server++) {
        // The first has weight: a service of which nobody can be chosen is refused.
        int weight = server == 0 ? 1 + random.nextInt(3) : random.nextInt(3);
        text.append(
            "real-servers.r%d { address = \"10.0.%d.%d\", weight = %d }\n"
                .formatted(server, service, server + 1, weight));
      }
      text.append("}\n");
    }
    return text.toString();
  }

  private static String randomCheck(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> "check = none\n";
      case 1 -> "check { on-failure = remove }\n";
      default -> "check { on-failure = quiesce }\n";
    };
  }

  private static Map<ServerKey, HealthState> randomHealth(
      Collection<ServiceConfig> services, Random random) {
    HealthState[] states = HealthState.values();
    Map<ServerKey, HealthState> health = new TreeMap<>();
    for (ServiceConfig service : services) {
      for (String server : service.realServers().keySet()) {
        health.put(new ServerKey(service.name(), server), states[random.nextInt(states.length)]);
      }
    }
    return health;
  }
}
