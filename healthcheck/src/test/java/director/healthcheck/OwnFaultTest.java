// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static director.healthcheck.FakeProber.PASSED;
import static director.healthcheck.FakeProber.STATUS_503;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.state.CpuSample;
import director.healthcheck.state.CpuSample.ThreadTimes;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody is taken down for what may be our own fault, and everybody is who is really dead. */
class OwnFaultTest {

  private static final CheckTiming TEN_AND_ONE = new CheckTiming(s(10), s(1));
  private static final DecisionRule THREE = DecisionRule.inARow(3, 1);

  private final VirtualChecker checker = new VirtualChecker(CheckerSettings.DEFAULT);

  @Test
  @DisplayName("while we are starved failures take nobody down; one more failure afterwards does")
  void starved() {
    checker.follow("router1", order("/health", THREE));
    checker.runUntil(s(5));
    starve();
    checker.servers = path -> Optional.of(STATUS_503);

    checker.runUntil(s(31));
    CheckerLoad load = checker.targets.load();
    TargetHealth held = checker.last("router1");
    feed();
    checker.runUntil(s(50));

    assertEquals(
        List.of(
            "969 UP 0",
            "9694 UP 1",
            "19694 UP 2",
            "29694 UP 3",
            "35173 DOWN 0", // at its place in the second after the end, which is 3 s after 31.2 s
            "39694 DOWN 0",
            "49694 DOWN 0"),
        checker.told("router1"));
    assertEquals(
        Optional.of(
            "3 of 3 checks in a row failed, but directord waited for a processor for 90 % of the"
                + " last 490 ms (run queue)"),
        held.withheld());
    assertEquals(
        Optional.of("directord waited for a processor for 90 % of the last 500 ms (run queue)"),
        load.starved());
    assertEquals(1, load.withheld());
    assertEquals(
        "4 checks in a row failed, 3 are enough: HTTP status 503, expected 200",
        checker.last("router1").reason());
    assertEquals(Optional.empty(), checker.last("router1").withheld());
    assertEquals(0, checker.targets.load().withheld());
    assertEquals(Optional.empty(), checker.targets.load().starved());
  }

  @Test
  @DisplayName("a starvation that began since the last sample is seen before a failure counts")
  void seenInTime() {
    checker.cpu = (at, late) -> counted(at, late, Duration.ZERO, Duration.ZERO);
    checker.follow(
        "router1",
        VirtualChecker.order(
            "/health",
            CheckTiming.every(Duration.ofMillis(9_100)),
            DecisionRule.inARow(1, 1),
            HealthState.UP));
    checker.runUntil(Duration.ofMillis(8_480)); // the latest sample is of 8,479 ms
    checker.servers = path -> Optional.of(STATUS_503);
    starve();

    checker.runUntil(s(9));

    assertEquals(List.of("969 UP 0", "8821 UP 1"), checker.told("router1"));
  }

  @Test
  @DisplayName("a loop that is late because it has much to do still finds a dead server")
  void overloaded() {
    checker.cpu =
        (at, late) -> counted(at, late, at, Duration.ZERO); // all the time at work, none in line
    checker.lag = Duration.ofMillis(300);
    checker.follow("router1", order("/health", THREE));
    checker.servers = path -> Optional.of(STATUS_503);

    checker.runUntil(s(30));

    assertEquals(HealthState.DOWN, checker.last("router1").state());
    assertEquals(Optional.empty(), checker.targets.load().starved());
    assertTrue(checker.targets.load().late().compareTo(s(5)) > 0);
  }

  @Test
  @DisplayName("ten servers that die together are gone one fast check later than one alone")
  void rack() {
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < 10; i++) {
      orders.put("router" + i, order("/" + i, DecisionRule.inARow(1, 1)));
    }
    checker.follow(orders);
    checker.runUntil(s(10));
    checker.servers = path -> Optional.of(STATUS_503);

    checker.runUntil(s(21));

    List<String> withheld =
        checker.heard.stream()
            .filter(one -> one.health().withheld().isPresent())
            .map(one -> one.id() + " " + one.health().withheld().orElseThrow())
            .limit(1)
            .toList();
    assertEquals(
        List.of(
            "router2 1 of 1 checks in a row failed, but 3 of 10 targets fail at the same time,"
                + " so that one more check decides"),
        withheld);
    assertEquals(Set.of(), up());
    assertEquals(0, checker.targets.load().withheld());
    for (String id : orders.keySet()) {
      long failures =
          checker.heard.stream()
              .filter(one -> one.id().equals(id) && one.at().compareTo(s(10)) > 0)
              .takeWhile(one -> one.health().state() == HealthState.UP)
              .count();
      assertTrue(failures <= 1, id + " after " + failures);
    }
  }

  @Test
  @DisplayName("a silent rack is gone with one more check, though that takes longer than a moment")
  void silentRack() {
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < 10; i++) {
      orders.put(
          "router" + i,
          VirtualChecker.order(
              "/" + i,
              CheckTiming.every(s(1)), // and 3 s until a silent one has failed
              DecisionRule.inARow(1, 1),
              HealthState.UP));
    }
    checker.follow(orders);
    checker.runUntil(s(10));
    checker.servers = path -> Optional.empty();

    checker.runUntil(s(10 + 1 + 3 + 1 + 3).plusMillis(50));

    assertEquals(Set.of(), up());
    assertEquals(0, checker.targets.load().withheld());
  }

  @Test
  @DisplayName(
      "while we are starved, one that was never up is down as soon as ever: it serves nobody")
  void neverUp() {
    DecisionRule one = DecisionRule.inARow(1, 1);
    var orders = new TreeMap<String, CheckOrder>();
    orders.put("router1", VirtualChecker.order("/health", TEN_AND_ONE, one, HealthState.UNKNOWN));
    orders.put("router2", VirtualChecker.order("/health", TEN_AND_ONE, one, HealthState.UP));
    checker.servers = path -> Optional.of(STATUS_503);
    starve();
    checker.runUntil(s(2));
    checker.follow(orders);

    checker.runUntil(s(5));

    assertEquals(List.of("2969 DOWN 0"), checker.told("router1"));
    assertEquals(List.of("2278 UP 1"), checker.told("router2"));
    assertEquals(1, checker.targets.load().withheld());
  }

  @Test
  @DisplayName("void results of one that is withheld come no faster than its fast checks")
  void voidAtOnce() {
    checker.follow("router97", order("/health", DecisionRule.inARow(1, 1))); // its place: 0.0003
    checker.runUntil(s(5));
    starve();
    checker.servers = path -> Optional.of(STATUS_503);
    checker.runUntil(s(15));
    feed();
    checker.servers = path -> Optional.of(STATUS_503.voided("this host cannot connect"));

    checker.runUntil(s(40));

    List<Long> asked = checker.asked("/health").stream().filter(at -> at >= 30_000).toList();
    assertEquals(1, checker.targets.load().withheld());
    assertTrue(asked.size() >= 10 && asked.size() <= 11, asked.size() + " times in 10 s");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("a burst of failures removes nobody if the re-checks pass, and all if they fail")
  void burst(long seed) {
    Random random = new Random(seed);
    int count = 10 + random.nextInt(40);
    boolean really = random.nextBoolean();
    DecisionRule rule = DecisionRule.inARow(2 + random.nextInt(2), 1);
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < count; i++) {
      orders.put("router" + i, order("/" + i, rule));
    }
    Set<String> struck =
        random
            .ints(0, count)
            .distinct()
            .limit(count * 3L / 10 + 1)
            .mapToObj(i -> "/" + i)
            .collect(Collectors.toSet());
    Set<String> failedOnce = new TreeSet<>();
    checker.follow(orders);
    checker.runUntil(s(10));
    checker.servers =
        path ->
            Optional.of(
                struck.contains(path) && (failedOnce.add(path) || really) ? STATUS_503 : PASSED);

    checker.runUntil(s(30));

    Set<String> expected =
        orders.keySet().stream()
            .filter(id -> !really || !struck.contains("/" + id.substring(6)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(expected, up(), "-Dseed=" + seed);
    assertEquals(0, checker.targets.load().withheld());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName(
      "an outage of our own that ends before the re-checks takes down nobody but the first")
  void outage(long seed) {
    Random random = new Random(seed);
    int count = 10 + random.nextInt(200);
    var orders = new TreeMap<String, CheckOrder>();
    for (int i = 0; i < count; i++) {
      orders.put("router" + i, order("/" + i, DecisionRule.inARow(1, 1)));
    }
    checker.follow(orders);
    checker.runUntil(s(10));
    Duration end = s(11).plusMillis(random.nextInt(8_000));
    checker.servers = path -> Optional.of(checker.now.compareTo(end) < 0 ? STATUS_503 : PASSED);

    checker.runUntil(end);
    long down = count - up().size();
    checker.runUntil(end.plusSeconds(1).plusMillis(20));

    int beforeNotice = Math.max(3, (int) Math.ceil(0.3 * count)) - 1;
    long twice =
        checker.heard.stream()
            .filter(one -> one.health().changed() && one.health().reason().startsWith("2 "))
            .count();
    assertTrue(down - twice <= beforeNotice, down + " of " + count + ", -Dseed=" + seed);
    assertEquals(0, checker.targets.load().withheld(), "all is asked again");
  }

  static LongStream seeds() {
    return Seeds.first(30);
  }

  private Set<String> up() {
    var up = new TreeSet<String>();
    for (VirtualChecker.Heard one : checker.heard) {
      if (one.health().state() == HealthState.UP) {
        up.add(one.id());
      } else {
        up.remove(one.id());
      }
    }
    return up;
  }

  /** From now on nine tenths of the time go by in the run queue. */
  private void starve() {
    Duration from = checker.now;
    checker.cpu =
        (at, late) ->
            counted(at, late, Duration.ZERO, at.minus(from).multipliedBy(9).dividedBy(10));
  }

  /** From now on none. */
  private void feed() {
    Duration queued = s(1000);
    Duration until = checker.now;
    checker.cpu =
        (at, late) ->
            counted(at, late, Duration.ZERO, at.compareTo(until) > 0 ? queued : Duration.ZERO);
  }

  private static CpuSample counted(Duration at, Duration late, Duration ran, Duration queued) {
    return new CpuSample(
        at,
        late,
        Optional.of(new ThreadTimes(ran, queued)),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static CheckOrder order(String path, DecisionRule rule) {
    return VirtualChecker.order(path, TEN_AND_ONE, rule, HealthState.UP);
  }

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
