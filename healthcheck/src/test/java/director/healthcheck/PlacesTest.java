// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static director.healthcheck.FakeProber.PASSED;
import static director.healthcheck.FakeProber.STATUS_503;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets the places among the probes under way. */
class PlacesTest {

  private static final CheckTiming TEN_AND_ONE = new CheckTiming(s(10), s(1));

  @Test
  @DisplayName("servers whose state is in question take at most half of the places")
  void halfForQuestions() {
    var checker = new VirtualChecker(new CheckerSettings(4, 1));
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < 10; i++) {
      orders.put("dead" + i, order("/dead" + i, 100));
      orders.put("fine" + i, order("/fine" + i, 3));
    }
    checker.follow(orders);
    checker.servers = path -> Optional.of(path.startsWith("/dead") ? STATUS_503 : PASSED);
    checker.runUntil(s(20));
    checker.servers = path -> path.startsWith("/dead") ? Optional.empty() : Optional.of(PASSED);

    int most = 0;
    for (int ms = 20_000; ms < 100_000; ms += 10) {
      checker.runUntil(Duration.ofMillis(ms));
      most = Math.max(most, checker.prober.open);
    }

    long fine =
        checker.prober.started.stream()
            .filter(probe -> probe.path.startsWith("/fine") && probe.at.compareTo(s(20)) >= 0)
            .count();
    assertEquals(2, most);
    assertEquals(80, fine); // ten servers for eighty seconds, each in its place
  }

  @Test
  @DisplayName("a limit that is lowered while all places are taken holds as soon as some are free")
  void lowered() {
    var checker = new VirtualChecker(new CheckerSettings(4, 1));
    checker.servers = path -> Optional.empty();
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < 10; i++) {
      orders.put("fine" + i, order("/fine" + i, 3));
    }
    checker.follow(orders);
    checker.runUntil(s(2));
    int before = checker.prober.open;

    checker.targets.follow(new CheckerSettings(2, 1));
    checker.runUntil(s(20));

    assertEquals(List.of(4, 2), List.of(before, checker.prober.open));
  }

  @Test
  @DisplayName("servers that are down and silent leave places for those that are well")
  void roomForTheLiving() {
    var checker = new VirtualChecker(new CheckerSettings(4, 1));
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < 30; i++) {
      orders.put("dead" + i, order("/dead" + i, 1)); // 3 s in each of ten, so nine places
    }
    for (int i = 0; i < 10; i++) {
      orders.put("fine" + i, order("/fine" + i, 3));
    }
    checker.follow(orders);
    checker.servers = path -> path.startsWith("/dead") ? Optional.empty() : Optional.of(PASSED);

    checker.runUntil(s(200));

    assertEquals(100, asked(checker, "/fine")); // ten for a hundred seconds, each in its place
    assertEquals(99, asked(checker, "/dead")); // three places, 3 s and a turn for each
  }

  private static long asked(VirtualChecker checker, String path) {
    return checker.prober.started.stream()
        .filter(probe -> probe.path.startsWith(path) && probe.at.compareTo(s(100)) >= 0)
        .count();
  }

  @Test
  @DisplayName("under overload the lag is that of the one who has waited longest")
  void lag() {
    var checker = new VirtualChecker(new CheckerSettings(1, 1));
    checker.servers = path -> Optional.empty();
    var orders = new TreeMap<String, CheckOrder>();
    orders.put("router1", order("/1", 3)); // at 969 ms
    orders.put("router2", order("/2", 3)); // at 278 ms
    orders.put("router3", order("/3", 3)); // at 124 ms
    checker.follow(orders);

    checker.runUntil(s(3));
    CheckerLoad load = checker.targets.load();

    assertEquals(1, load.inFlight());
    assertEquals(2, load.waiting());
    assertEquals(2_721, load.lag().toMillis());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("of many thousand probes that end in all ways, none is left open or told twice")
  void nothingLeaks(long seed) {
    Random random = new Random(seed);
    var checker = new VirtualChecker(new CheckerSettings(16, 0.3));
    checker.servers =
        path ->
            switch (random.nextInt(4)) {
              case 0 -> Optional.empty();
              case 1 -> Optional.of(STATUS_503);
              default -> Optional.of(PASSED);
            };
    for (int second = 0; second < 300; second += 3) {
      var orders = new TreeMap<String, CheckOrder>();
      for (int i = 0; i < 40; i++) {
        if (random.nextInt(20) > 0) {
          orders.put("router" + i, order("/" + random.nextInt(20), 1 + i % 3));
        }
      }
      checker.follow(orders);
      checker.runUntil(s(second));

      assertEquals(checker.prober.open, checker.targets.load().inFlight());
      assertTrue(checker.prober.open <= 16, checker.prober.open + " at once");
    }

    checker.follow(new TreeMap<>());

    long withoutEnd = checker.prober.started.stream().filter(one -> one.end.isEmpty()).count();
    assertEquals(0, checker.prober.open);
    assertEquals(0, withoutEnd);
    assertTrue(checker.prober.started.size() > 1_000, checker.prober.started.size() + " probes");
    CheckerLoad load = checker.targets.load();
    assertEquals(0, load.inFlight() + load.waiting() + load.withheld() + load.targets());
  }

  static LongStream seeds() {
    return Seeds.first(10);
  }

  private static CheckOrder order(String path, int fall) {
    return VirtualChecker.order(path, TEN_AND_ONE, DecisionRule.inARow(fall, 1), HealthState.UP);
  }

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
