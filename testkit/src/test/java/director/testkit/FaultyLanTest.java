// SPDX-License-Identifier: Apache-2.0
package director.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultyLanTest {
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final VirtualLoop loop = new VirtualLoop();
  private final FaultyLan<String> lan = new FaultyLan<>(loop, new Random(1));
  private final List<String> heard = new ArrayList<>();

  private void attach(String station) {
    lan.attach(station, (from, value) -> heard.add(from + ">" + station + ": " + value));
  }

  static LongStream seeds() {
    return Seeds.first(20);
  }

  @Test
  @DisplayName("a multicast reaches all others once, as tasks of the loop")
  void multicast() {
    List.of("a", "b", "c").forEach(this::attach);

    lan.send("a", "hello");
    assertEquals(List.of(), heard);
    loop.advance(MILLISECOND);

    assertEquals(List.of("a>b: hello", "a>c: hello"), heard);
  }

  @Test
  @DisplayName("a unicast reaches one, and nobody when there is no such station")
  void unicast() {
    List.of("a", "b", "c").forEach(this::attach);

    lan.send("a", "c", "hello");
    lan.send("a", "nobody", "hello");
    loop.advance(MILLISECOND);

    assertEquals(List.of("a>c: hello"), heard);
  }

  @Test
  @DisplayName("a cut is one-way, until it is healed")
  void cutsOneWay() {
    List.of("a", "b").forEach(this::attach);

    lan.cut("a", "b");
    lan.send("a", "lost");
    lan.send("b", "heard");
    lan.heal("a", "b");
    lan.send("a", "heard again");
    lan.cut("b", "a");
    lan.send("b", "lost");
    lan.healAll();
    lan.send("b", "heard again");
    loop.advance(MILLISECOND);

    assertEquals(List.of("b>a: heard", "a>b: heard again", "b>a: heard again"), heard);
  }

  @Test
  @DisplayName("who left hears nothing, not even what was on its way")
  void forgetsWhoLeft() {
    List.of("a", "b").forEach(this::attach);

    lan.send("a", "on its way");
    lan.detach("b");
    lan.send("a", "after");
    loop.advance(MILLISECOND);

    assertEquals(List.of(), heard);
  }

  @Test
  @DisplayName("total loss loses all, total duplication doubles all")
  void extremes() {
    List.of("a", "b").forEach(this::attach);

    lan.behave(new Faults(1, 0, MILLISECOND));
    lan.send("a", "lost");
    lan.behave(new Faults(0, 1, MILLISECOND));
    lan.send("a", "twice");
    loop.advance(MILLISECOND);

    assertEquals(List.of("a>b: twice", "a>b: twice"), heard);
  }

  @Test
  @DisplayName("values arrive within the two delays, and overtake each other between them")
  void delays() {
    long start = loop.nanoTime();
    List<Long> arrivals = new ArrayList<>();
    List<String> order = new ArrayList<>();
    lan.attach(
        "b",
        (from, value) -> {
          arrivals.add(loop.nanoTime() - start);
          order.add(value);
        });

    lan.behave(new Faults(0, 0, Duration.ofMillis(2), Duration.ofMillis(5)));
    List<String> sent = LongStream.range(0, 50).mapToObj(Long::toString).toList();
    sent.forEach(value -> lan.send("a", value));
    loop.advance(Duration.ofMillis(5));

    assertEquals(50, arrivals.size());
    assertTrue(arrivals.stream().allMatch(t -> t >= 2_000_000 && t <= 5_000_000));
    assertNotEquals(sent, order);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("the same seed and the same sends give the same arrivals")
  void replays(long seed) {
    List<String> first = chaos(seed);

    List<String> second = chaos(seed);

    assertEquals(first, second);
    assertTrue(first.size() > 100 && first.size() < 400, first.size() + " arrivals of 300");
  }

  /** 100 multicasts to three others, with a third lost and some twice. */
  private static List<String> chaos(long seed) {
    VirtualLoop loop = new VirtualLoop();
    FaultyLan<Integer> lan = new FaultyLan<>(loop, new Random(seed));
    List<String> arrivals = new ArrayList<>();
    for (String station : List.of("a", "b", "c", "d")) {
      lan.attach(
          station, (from, value) -> arrivals.add(loop.nanoTime() + " " + from + station + value));
    }
    lan.behave(new Faults(0.33, 0.1, Duration.ZERO, Duration.ofMillis(3)));
    for (int i = 0; i < 100; i++) {
      lan.send("a", i);
      loop.advance(MILLISECOND);
    }
    loop.advance(Duration.ofMillis(3));
    return arrivals;
  }

  @Test
  @DisplayName("faults that cannot be are refused")
  void refusesImpossibleFaults() {
    assertThrows(IllegalArgumentException.class, () -> new Faults(1.1, 0, MILLISECOND));
    assertThrows(IllegalArgumentException.class, () -> new Faults(0, Double.NaN, MILLISECOND));
    assertThrows(
        IllegalArgumentException.class, () -> new Faults(0, 0, MILLISECOND, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> new Faults(0, 0, MILLISECOND.negated(), MILLISECOND));
  }
}
