// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.DirectorConfig;
import director.daemon.plan.CheckPlan;
import director.daemon.plan.ServerKey;
import director.healthcheck.CheckOrder;
import director.healthcheck.TargetHealth;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.Health;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.Hysteresis;
import director.healthcheck.state.Judgement;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import director.ipvs.table.IpvsTable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is written into the configuration around a server, it is up or down by what its probes
 * said, and by its rule. The checker is played here: by its contract it keeps what it knows of an
 * order that does not change, and begins a new one with what is believed.
 */
class BeliefsReloadPropertyTest {
  private static final int STEPS = 400;
  private static final int FALL = 3;
  private static final int RISE = 2;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("over any reloads, up depends on the history of probes and the rule alone")
  void reloads(long seed) {
    World world = new World(new Random(seed));

    for (int step = 0; step < STEPS; step++) {
      world.step();
      assertEquals(world.expected.state(), world.believed(), "seed " + seed + ", step " + step);
    }
  }

  /** The server at 10.0.0.11 is watched; all else changes around it. */
  private static final class World {
    private final Random random;
    private final Beliefs beliefs = new Beliefs(() -> Instant.EPOCH);
    private final Hysteresis rule = new Hysteresis(DecisionRule.inARow(FALL, RISE));
    private SortedMap<String, CheckOrder> orders = new TreeMap<>();
    private final SortedMap<String, Health> checker = new TreeMap<>();
    private CheckPlan plan = new CheckPlan(new TreeMap<>(), new TreeMap<>());

    private String service = "photos";
    private String server = "router1";
    private int interval = 2;
    private int neighbours = 2;
    private int othersFall = 3;
    private boolean other = true;
    private boolean twin;
    private int weight = 1;

    /** By the rule alone. */
    private Health expected = Health.of(HealthState.UNKNOWN);

    World(Random random) {
      this.random = random;
      reload();
    }

    void step() {
      if (random.nextInt(4) > 0) {
        probe();
        return;
      }
      switch (random.nextInt(8)) {
        case 0 -> service = service.equals("photos") ? "pictures" : "photos";
        case 1 -> server = server.equals("router1") ? "a-router" : "router1";
        case 2 -> neighbours = random.nextInt(4);
        case 3 -> othersFall = 1 + random.nextInt(5);
        case 4 -> other = !other;
        case 5 -> twin = !twin;
        case 6 -> weight = 1 + random.nextInt(9);
        default -> {
          // A check that is new to two, and begun for one of whom nothing is known, is decided by
          // its first pass.
          if (!twin || !beliefs.states().containsValue(HealthState.UNKNOWN)) {
            interval = 2 + random.nextInt(3);
            afresh();
          }
        }
      }
      reload();
    }

    /** What a check has failed that is no more does not count for the one in its place. */
    private void afresh() {
      String id = watched();
      reload();
      if (!watched().equals(id)) {
        expected = Health.of(expected.state());
      }
    }

    private void probe() {
      String id = orders.keySet().stream().skip(random.nextInt(orders.size())).findFirst().get();
      ProbeResult result = result(random.nextInt(10));
      Judgement judgement = after(checker.get(id), result);
      checker.put(id, judgement.health());
      if (id.equals(watched())) {
        expected = after(expected, result).health();
      }
      beliefs.checked(
          id,
          new TargetHealth(
              judgement.health().state(),
              judgement.change().isPresent(),
              judgement.health().streak(),
              result,
              Instant.EPOCH,
              Instant.EPOCH,
              judgement.change().orElse("as before"),
              Instant.EPOCH,
              Optional.empty()),
          (key, before, now) -> {});
    }

    private Judgement after(Health health, ProbeResult result) {
      return rule.after(health, result, Duration.ZERO, Optional.empty());
    }

    private static ProbeResult result(int dice) {
      Verdict verdict = dice < 5 ? Verdict.FAILED : dice < 9 ? Verdict.PASSED : Verdict.VOID;
      return new ProbeResult(
          verdict, "seen", ProbePhase.ANSWERED, ProbeTimes.endedAfter(Duration.ofMillis(1)));
    }

    private void reload() {
      DirectorConfig config = Configs.of(text());
      beliefs.follow(config, IpvsTable.EMPTY);
      plan = CheckPlan.of(config.services().values(), beliefs.states());
      beliefs.follow(plan, (key, before, now) -> {});
      orders = plan.orders();
      checker.keySet().retainAll(orders.keySet());
      orders.forEach((id, order) -> checker.putIfAbsent(id, Health.of(order.initial())));
    }

    private String watched() {
      return orders.entrySet().stream()
          .filter(order -> order.getValue().question().target().equals(WATCHED))
          .map(order -> order.getKey())
          .findFirst()
          .orElseThrow();
    }

    private static final InetSocketAddress WATCHED = new InetSocketAddress("10.0.0.11", 443);

    HealthState believed() {
      return beliefs.states().get(new ServerKey(service, server));
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      text.append(service("services." + service, "203.0.113.10:443", interval, FALL));
      text.append(
          "services.%s.real-servers.%s { address = \"10.0.0.11\", weight = %d }\n"
              .formatted(service, server, weight));
      for (int i = 0; i < neighbours; i++) {
        text.append(
            "services.%s.real-servers.neighbour%d.address = \"10.0.1.%d\"\n"
                .formatted(service, i, i + 1));
      }
      if (other) {
        text.append(service("services.another", "203.0.113.11:80", 5, othersFall));
        text.append("services.another.real-servers.router1.address = \"10.0.0.11\"\n");
      }
      if (twin) {
        // The same question to the same server, at the same times: one probe for both.
        text.append(service("services.twin", "203.0.113.12:443", interval, FALL));
        text.append("services.twin.real-servers.one.address = \"10.0.0.11\"\n");
      }
      return text.toString();
    }

    private static String service(String key, String virtual, int interval, int fall) {
      return """
          %s {
            virtual = "%s"
            check { path = "/health", interval = %ds, fall = %d, rise = %d }
          }
          """
          .formatted(key, virtual, interval, fall, RISE);
    }
  }
}
