// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Configs;
import director.daemon.config.ServiceConfig;
import director.healthcheck.state.HealthState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reloads, one after the other, with probes between them: what is up depends on probes only. */
class CheckReloadTest {
  private static final int STEPS = 300;
  private static final List<String> CHECKS =
      List.of("{}", "{ path = \"/a\" }", "{ type = tcp }", "{ fall = 2 }", "{ type = ping }");

  /** What the checker knows, by the id of the check. */
  private final SortedMap<String, HealthState> checker = new TreeMap<>();

  private CheckPlan plan = new CheckPlan(new TreeMap<>(), new TreeMap<>());
  private long said;
  private long changed;

  static List<Long> seeds() {
    return IntStream.rangeClosed(1, 50).mapToObj(Long::valueOf).toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a changed check starts afresh, and only one that stayed can take a server down")
  void reloads(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      reload(Configs.services(text(random)), "seed " + seed + ", reload " + step);
      for (String id : checker.keySet()) {
        if (random.nextInt(3) == 0) {
          checker.put(id, random.nextInt(3) == 0 ? HealthState.DOWN : HealthState.UP);
        }
      }
    }
    assertTrue(changed > STEPS && said > 0, "nothing was tried: " + changed + ", " + said);
  }

  private void reload(Collection<ServiceConfig> services, String where) {
    SortedMap<ServerKey, HealthState> before = believed();
    Map<String, HealthState> stayed = new TreeMap<>(checker);
    CheckPlan next = CheckPlan.of(services, before);
    next.orders().forEach((id, order) -> checker.putIfAbsent(id, order.initial()));
    checker.keySet().retainAll(next.orders().keySet());
    plan = next;

    for (Map.Entry<ServerKey, HealthState> now : believed().entrySet()) {
      Set<String> ids = Set.copyOf(plan.servers().get(now.getKey()).ids().values());
      if (before.get(now.getKey()) == HealthState.UP) {
        changed += ids.stream().filter(id -> !stayed.containsKey(id)).count();
        boolean testified =
            ids.stream().anyMatch(id -> stayed.getOrDefault(id, HealthState.UP) != HealthState.UP);
        said += testified && now.getValue() != HealthState.UP ? 1 : 0;
        assertTrue(
            now.getValue() == HealthState.UP || testified, where + ": " + now + " of " + ids);
      }
      if (stayed.keySet().containsAll(ids) && sameAs(before, now.getKey(), stayed, ids)) {
        assertEquals(before.get(now.getKey()), now.getValue(), where);
      }
    }
  }

  /** Whether the server was there before, with the same checks to be combined in the same way. */
  private boolean sameAs(
      SortedMap<ServerKey, HealthState> before,
      ServerKey key,
      Map<String, HealthState> stayed,
      Set<String> ids) {
    return before.containsKey(key)
        && before.get(key)
            == CombinedHealth.of(
                plan.servers().get(key).need(), ids.stream().map(stayed::get).toList());
  }

  private SortedMap<ServerKey, HealthState> believed() {
    SortedMap<ServerKey, HealthState> states = new TreeMap<>();
    plan.servers()
        .forEach(
            (key, checks) ->
                states.put(
                    key,
                    CombinedHealth.of(
                        checks.need(), checks.ids().values().stream().map(checker::get).toList())));
    return states;
  }

  /** Two services that share some of their three servers, each with some of the checks. */
  private static String text(Random random) {
    return IntStream.range(0, 2)
        .mapToObj(
            service ->
                """
                services.s%d {
                  virtual = "203.0.113.1%d:443"
                  %s
                  real-servers {
                    r1 { address = "10.0.0.1" }
                    r2 { address = "10.0.0.2"%s }
                    r3 { address = "10.0.0.%d" }
                  }
                }
                """
                    .formatted(
                        service,
                        service,
                        checks(random),
                        random.nextInt(4) == 0 ? "\n" + checks(random) + "\n" : "",
                        random.nextInt(8) == 0 ? 4 : 3))
        .collect(Collectors.joining());
  }

  private static String checks(Random random) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < CHECKS.size(); i++) {
      if (random.nextInt(3) == 0) {
        some.add("c" + i + " " + CHECKS.get(i));
      }
    }
    return some.isEmpty()
        ? "check {}"
        : "checks { %s }, checks-needed = %s"
            .formatted(String.join(", ", some), random.nextBoolean() ? "all" : "any");
  }
}
