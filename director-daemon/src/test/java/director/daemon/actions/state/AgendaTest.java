// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.actions.state.Agenda.Begin;
import director.daemon.actions.state.Agenda.Leave;
import director.daemon.actions.state.Agenda.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgendaTest {
  private static final Function<Order, Optional<String>> NO_OBJECTION = order -> Optional.empty();
  private static final RateLimit TWICE = new RateLimit(2, Duration.ofMinutes(1));

  @Test
  @DisplayName("one at a time for each server, in order; others do not wait for it")
  void oneAtATime() {
    Agenda agenda = agenda();
    agenda.add(order("redeploy", "r1", 1));
    agenda.add(order("reboot", "r1", 2));
    agenda.add(order("redeploy", "r2", 3));

    List<Turn> first = turns(agenda, 0);
    agenda.ended(order("redeploy", "r1", 1).subject());
    List<Turn> then = turns(agenda, 1);

    assertEquals(
        List.of(new Begin(order("redeploy", "r1", 1)), new Begin(order("redeploy", "r2", 3))),
        first);
    assertEquals(List.of(new Begin(order("reboot", "r1", 2))), then);
  }

  @Test
  @DisplayName("no more at once than allowed, whoever waits")
  void boundedAtOnce() {
    Agenda agenda = agenda();
    IntStream.rangeClosed(1, 5).forEach(at -> agenda.add(order("page", "r" + at, at)));

    List<Turn> first = turns(agenda, 0);
    agenda.ended(order("page", "r2", 2).subject());
    List<Turn> then = turns(agenda, 1);

    assertEquals(3, first.size());
    assertEquals(List.of(new Begin(order("page", "r4", 4))), then);
  }

  @Test
  @DisplayName("what is beyond its limit is left undone with the reason, and counts for nothing")
  void limited() {
    Agenda agenda = agenda();
    IntStream.rangeClosed(1, 3).forEach(at -> agenda.add(order("reboot", "r" + at, at)));

    List<Turn> first = turns(agenda, 0);
    IntStream.rangeClosed(1, 2)
        .forEach(at -> agenda.ended(order("reboot", "r" + at, at).subject()));
    agenda.add(order("reboot", "r1", 4));
    List<Turn> tooSoon = turns(agenda, 59);
    agenda.add(order("reboot", "r1", 5));
    List<Turn> inTime = turns(agenda, 60);

    String why = "its limit is reached: at most 2 within 60 s";
    assertEquals(
        List.of(
            new Begin(order("reboot", "r1", 1)),
            new Begin(order("reboot", "r2", 2)),
            new Leave(order("reboot", "r3", 3), why)),
        first);
    assertEquals(List.of(new Leave(order("reboot", "r1", 4), why)), tooSoon);
    assertEquals(List.of(new Begin(order("reboot", "r1", 5))), inTime);
  }

  @Test
  @DisplayName("what others object to is left undone, and what is not configured any more")
  void objections() {
    Agenda agenda = agenda();
    agenda.add(order("page", "r1", 1));
    agenda.add(order("gone", "r2", 2));

    Optional<Turn> first = agenda.next(Duration.ZERO, order -> Optional.of("not ours"));
    Optional<Turn> second = agenda.next(Duration.ZERO, NO_OBJECTION);

    assertEquals(Optional.of(new Leave(order("page", "r1", 1), "not ours")), first);
    assertEquals(
        Optional.of(new Leave(order("gone", "r2", 2), "it is not configured any more")), second);
  }

  @Test
  @DisplayName("of too many for one server the oldest stay, and the others are counted")
  void bounded() {
    Agenda agenda = agenda();
    IntStream.rangeClosed(1, 4).forEach(at -> assertTrue(agenda.add(order("page", "r1", at))));

    assertFalse(agenda.add(order("page", "r1", 5)));
    assertFalse(agenda.add(order("page", "r1", 6)));

    assertTrue(agenda.add(order("page", "r2", 7)));
    assertEquals(Map.of(new Subject("photos", "r1"), 2), agenda.dropped());
    assertEquals(
        Optional.of(new Begin(order("page", "r1", 1))), agenda.next(Duration.ZERO, NO_OBJECTION));
  }

  @Test
  @DisplayName("what was dropped is told until nothing waits any more")
  void forgetsDropped() {
    Agenda agenda = agenda();
    IntStream.rangeClosed(1, 5).forEach(at -> agenda.add(order("page", "r1", at)));

    for (int at = 1; at <= 4; at++) {
      assertEquals(1, turns(agenda, at).size());
      assertEquals(1, agenda.dropped().size(), "while " + at + " is under way");
      agenda.ended(new Subject("photos", "r1"));
    }

    assertEquals(Map.of(), agenda.dropped());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("never out of order, never two at once for one, never more than allowed, none lost")
  void promises(long seed) {
    Random random = new Random(seed);
    Agenda agenda = agenda();
    Map<Subject, Order> busy = new HashMap<>();
    Map<Subject, Integer> last = new HashMap<>();
    Map<String, List<Duration>> begun = new TreeMap<>();
    int added = 0;
    int settled = 0;
    Duration now = Duration.ZERO;
    for (int round = 0; round < 3000; round++) {
      now = now.plusMillis(random.nextInt(5000));
      if (random.nextInt(3) > 0) {
        String action = List.of("reboot", "page").get(random.nextInt(2));
        added++;
        settled += agenda.add(order(action, "r" + random.nextInt(5), added)) ? 0 : 1;
      }
      if (random.nextInt(2) == 0 && !busy.isEmpty()) {
        Subject done = busy.keySet().iterator().next();
        busy.remove(done);
        agenda.ended(done);
      }
      Optional<Turn> turn = agenda.next(now, NO_OBJECTION);
      while (turn.isPresent()) {
        Order order = turn.get().order();
        settled++;
        Integer before = last.put(order.subject(), order.occasion().failures());
        assertTrue(before == null || before < order.occasion().failures(), "out of order");
        if (turn.get() instanceof Begin) {
          assertEquals(null, busy.put(order.subject(), order), "two at once");
          assertTrue(busy.size() <= 3, "too many at once");
          begun.computeIfAbsent(order.action(), name -> new ArrayList<>()).add(now);
        } else {
          assertEquals("reboot", order.action());
        }
        turn = agenda.next(now, NO_OBJECTION);
      }
    }
    while (!busy.isEmpty()) {
      Subject done = busy.keySet().iterator().next();
      busy.remove(done);
      agenda.ended(done);
      for (Turn turn : turns(agenda, 1_000_000)) {
        settled++;
        if (turn instanceof Begin begin) {
          busy.put(begin.order().subject(), begin.order());
        }
      }
    }

    assertEquals(added, settled, "each was begun, left or dropped");
    List<Duration> reboots = begun.get("reboot");
    for (int at = 2; at < reboots.size(); at++) {
      Duration span = reboots.get(at).minus(reboots.get(at - 2));
      assertTrue(span.compareTo(Duration.ofMinutes(1)) >= 0, "three within " + span);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  /** Three at once, four waiting for each; reboot at most twice a minute. */
  private static Agenda agenda() {
    Agenda agenda = new Agenda(3, 4);
    agenda.follow(
        new TreeMap<>(
            Map.of(
                "reboot",
                Optional.of(TWICE),
                "page",
                Optional.empty(),
                "redeploy",
                Optional.empty())));
    return agenda;
  }

  private static List<Turn> turns(Agenda agenda, int second) {
    List<Turn> turns = new ArrayList<>();
    Optional<Turn> turn = agenda.next(Duration.ofSeconds(second), NO_OBJECTION);
    while (turn.isPresent()) {
      turns.add(turn.get());
      turn = agenda.next(Duration.ofSeconds(second), NO_OBJECTION);
    }
    return turns;
  }

  private static Order order(String action, String server, int number) {
    return new Order(
        action,
        new Occasion(
            Event.SERVER_DOWN,
            0,
            new Subject("photos", server),
            "10.0.0.11",
            "DOWN",
            "timeout",
            Instant.EPOCH,
            number));
  }
}
