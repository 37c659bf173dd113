// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.testkit.Faults;
import director.testkit.FaultyLan;
import director.testkit.Seeds;
import director.testkit.VirtualLoop;
import director.vrrp.packet.IpPacket;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two directors on two segments, outside and inside, and a virtual router on each that must be
 * MASTER together. One segment fails, or both, in all ways; {@code -Dseed=n} plays one again.
 */
class SyncGroupSimulationTest {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int EVENTS = 60;

  static LongStream seeds() {
    return Seeds.first(300);
  }

  /** Both directors, both segments, and what happened last. */
  private static final class Site {
    private final VirtualLoop loop = new VirtualLoop();
    private final Map<String, FaultyLan<IpPacket>> lans = new LinkedHashMap<>();
    private final Deque<String> history = new ArrayDeque<>();
    private final GroupedDirector first;
    private final GroupedDirector second;

    Site(Random random, boolean preempt) {
      lans.put("outside", new FaultyLan<>(loop, random));
      lans.put("inside", new FaultyLan<>(loop, random));
      VirtualRouter strong = new VirtualRouter(3, 150, INTERVAL, preempt, Duration.ZERO);
      VirtualRouter weak = new VirtualRouter(3, 100, INTERVAL, preempt, Duration.ZERO);
      first = new GroupedDirector(1, strong, lans, loop, this::look);
      second = new GroupedDirector(2, weak, lans, loop, this::look);
      first.start();
      second.start();
    }

    List<GroupedDirector> directors() {
      return List.of(first, second);
    }

    /** After each turn of any director: together or not at all. */
    private void look() {
      if (second == null) {
        return;
      }
      for (GroupedDirector director : directors()) {
        long masters = director.states().stream().filter(VrrpState.MASTER::equals).count();
        assertTrue(masters == 0 || masters == 2, () -> director + " is split");
        assertTrue(
            !director.isMaster() || director.addresses() == 2 || inTheAct(director),
            () -> director + " is MASTER of addresses that are not there");
      }
    }

    /** An address that was removed by hand is put back in the same turn. */
    private boolean inTheAct(GroupedDirector director) {
      return history.getLast().endsWith(director.name() + " loses an address");
    }

    void note(String what) {
      history.add(Duration.ofNanos(loop.nanoTime()).minusDays(1) + " " + what);
      if (history.size() > EVENTS) {
        history.remove();
      }
    }

    void partition(String segment) {
      FaultyLan<IpPacket> lan = lans.get(segment);
      lan.cut("director-1", "director-2");
      lan.cut("director-2", "director-1");
    }
  }

  private static void misbehave(Site site, Random random) {
    GroupedDirector director = site.directors().get(random.nextInt(2));
    String segment = random.nextBoolean() ? "outside" : "inside";
    String what = director.name() + " " + segment;
    switch (random.nextInt(9)) {
      case 0 -> {
        site.note(segment + " is cut one way, from " + director.name());
        String other = director.name().equals("director-1") ? "director-2" : "director-1";
        site.lans.get(segment).cut(director.name(), other);
      }
      case 1 -> {
        site.note(segment + " is healed");
        site.lans.get(segment).healAll();
      }
      case 2 -> {
        site.note(segment + " is partitioned");
        site.partition(segment);
      }
      case 3 -> {
        site.note(what + " loses its carrier");
        director.unplug(segment);
      }
      case 4 -> {
        site.note(what + " has a carrier");
        director.plug(segment);
      }
      case 5 -> {
        int weight = -60 * random.nextInt(2);
        site.note(director.name() + " has weight " + weight);
        director.weigh(weight);
      }
      case 6 -> {
        site.note(director.name() + " hands over");
        director.handOver();
      }
      case 7 -> {
        site.note(director.name() + " is killed and starts again");
        director.start();
      }
      default -> {
        site.note(director.name() + " loses an address");
        director.loseAddress(segment);
      }
    }
  }

  private static void calmDown(Site site) {
    site.note("all is well");
    site.lans.values().forEach(FaultyLan::healAll);
    site.lans.values().forEach(lan -> lan.behave(Faults.NONE));
    for (GroupedDirector director : site.directors()) {
      director.plug("outside");
      director.plug("inside");
      director.weigh(0);
      director.resume();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName(
      "whatever fails, a director is MASTER of both or of none; and at last one is of both")
  void settles(long seed) {
    Random random = new Random(seed);
    boolean preempt = random.nextInt(4) > 0;
    Site site = new Site(random, preempt);
    try {
      double loss = random.nextBoolean() ? 0 : 0.2 * random.nextDouble();
      Faults weather = new Faults(loss, 0.1, Duration.ofMillis(1), Duration.ofMillis(20));
      site.lans.values().forEach(lan -> lan.behave(weather));
      for (int i = 0; i < EVENTS; i++) {
        site.loop.advance(INTERVAL.multipliedBy(random.nextInt(100)).dividedBy(20));
        misbehave(site, random);
      }
      calmDown(site);
      site.loop.advance(INTERVAL.multipliedBy(15));
      verdict(site, preempt);
      long before = site.first.sent() + site.second.sent();
      site.loop.advance(INTERVAL.multipliedBy(100));
      verdict(site, preempt);
      long sent = site.first.sent() + site.second.sent() - before;
      assertTrue(sent >= 199 && sent <= 201, sent + " advertisements in 100 intervals of two");
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "-Dseed=" + seed + ": " + e.getMessage() + "\n" + String.join("\n", site.history), e);
    }
  }

  private static void verdict(Site site, boolean preempt) {
    List<GroupedDirector> masters =
        site.directors().stream().filter(GroupedDirector::isMaster).toList();
    assertEquals(1, masters.size(), () -> "masters of " + site.directors());
    assertTrue(!preempt || masters.get(0) == site.first, () -> "the weak one: " + masters);
    for (GroupedDirector director : site.directors()) {
      assertEquals(director == masters.get(0) ? 2 : 0, director.addresses(), director::toString);
    }
  }

  private static Site calm() {
    Site site = new Site(new Random(1), true);
    site.loop.advance(INTERVAL.multipliedBy(10));
    assertTrue(site.first.isMaster());
    return site;
  }

  @Test
  @DisplayName("one segment of the MASTER fails: the other director takes over both")
  void segmentFails() {
    Site site = calm();

    site.first.unplug("inside");
    site.loop.advance(INTERVAL.multipliedBy(4));

    assertEquals(List.of(VrrpState.FAULT, VrrpState.FAULT), site.first.states());
    assertTrue(site.second.isMaster(), site.second::toString);
    assertEquals(0, site.first.addresses());
  }

  @Test
  @DisplayName("the directors do not hear each other on one segment: nothing changes")
  void partitionOfOne() {
    Site site = calm();

    site.partition("inside");
    site.loop.advance(INTERVAL.multipliedBy(50));

    assertTrue(site.first.isMaster());
    assertEquals(List.of(VrrpState.BACKUP, VrrpState.BACKUP), site.second.states());
    assertEquals(0, site.second.addresses());
  }

  @Test
  @DisplayName("the weight of one virtual router moves both to the other director, and back")
  void weightMovesBoth() {
    Site site = calm();

    site.first.weigh(-60);
    site.loop.advance(INTERVAL.multipliedBy(5));
    assertTrue(site.second.isMaster(), site.second::toString);

    site.first.weigh(0);
    site.loop.advance(INTERVAL.multipliedBy(5));
    assertTrue(site.first.isMaster(), site.first::toString);
  }
}
