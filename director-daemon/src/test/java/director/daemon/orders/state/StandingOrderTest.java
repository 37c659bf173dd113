// SPDX-License-Identifier: Apache-2.0
package director.daemon.orders.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.event.Target;
import director.daemon.orders.state.StandingOrder.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an order ends, whatever becomes of the clocks. */
class StandingOrderTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final Moment GIVEN = new Moment(NINE, "first", Duration.ofHours(5));
  private static final StandingOrder HALF_AN_HOUR = standby(Duration.ofMinutes(30));

  private static StandingOrder standby(Duration length) {
    return new StandingOrder(
        Target.NODE, Verb.STANDBY, 0, length, GIVEN, "uid 0", "kernel", true, null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ten minutes later,                             2026-11-22T09:10:00Z, first,  PT5H10M, PT20M, 2026-11-22T09:30:00Z",
    "the clock is set back an hour,                 2026-11-22T08:10:00Z, first,  PT5H10M, PT20M, 2026-11-22T08:30:00Z",
    "the clock is set forward by a day,             2026-11-23T09:10:00Z, first,  PT5H10M, PT20M, 2026-11-23T09:30:00Z",
    "the clock is a second off,                     2026-11-22T09:10:01Z, first,  PT5H10M, PT20M, 2026-11-22T09:30:00Z",
    "its time is over,                              2026-11-22T09:30:00Z, first,  PT5H30M, PT0S,  2026-11-22T09:30:00Z",
    "long over,                                     2026-11-23T09:30:00Z, first,  PT29H30M, PT0S,  2026-11-22T09:30:00Z",
    "after a start of the machine,                  2026-11-22T09:10:00Z, second, PT1M,    PT20M, 2026-11-22T09:30:00Z",
    "started with a clock that stood still,         2026-11-22T09:00:00Z, second, PT1M,    PT30M, 2026-11-22T09:30:00Z",
    "started in 1970: not more than it was given,   1970-01-01T00:00:07Z, second, PT7S,    PT30M, 1970-01-01T00:30:07Z",
    "started much later,                            2026-11-24T09:00:00Z, second, PT1M,    PT0S,  2026-11-22T09:30:00Z",
  })
  @DisplayName("half an hour is half an hour")
  void left(String when, Instant wall, String boot, Duration uptime, Duration left, Instant until) {
    Moment now = new Moment(wall, boot, uptime);

    assertEquals(Optional.of(left), HALF_AN_HOUR.left(now), when);
    assertEquals(left.isZero(), HALF_AN_HOUR.isOver(now));
    assertEquals(Optional.of(until), HALF_AN_HOUR.until(now));
  }

  @Test
  @DisplayName("where no boot is known, the wall clock counts")
  void withoutBoot() {
    Moment now = new Moment(NINE.plusSeconds(600), "", Duration.ZERO);
    StandingOrder order =
        new StandingOrder(
            Target.NODE,
            Verb.STANDBY,
            0,
            Duration.ofMinutes(30),
            new Moment(NINE, "", Duration.ZERO),
            "",
            "",
            false,
            null);

    assertEquals(Optional.of(Duration.ofMinutes(20)), order.left(now));
  }

  @Test
  @DisplayName("one without a time never ends by itself")
  void endless() {
    Moment now = new Moment(NINE.plusSeconds(999_999_999), "first", Duration.ofDays(9999));
    StandingOrder order = standby(null);

    assertEquals(Optional.empty(), order.left(now));
    assertEquals(Optional.empty(), order.until(now));
    assertEquals(false, order.isOver(now));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "standby for 30m, STANDBY, node, 0, PT30M",
    "standby for 90s, STANDBY, node, 0, PT1M30S",
    "standby for 7d, STANDBY, node, 0, P7D",
    "standby for 25h, STANDBY, node, 0, PT25H",
    "standby for 1500ms, STANDBY, node, 0, PT1.5S",
    "standby, STANDBY, node, 0,",
    "handover, HANDOVER, vip:photos, 0,",
    "drain within 5m, DRAIN, server:photos/router1, 0, PT5M",
    "weight 5, WEIGHT, server:photos/router1, 5,",
    "quiesce, QUIESCE, server:photos/router1, 0,",
    "disable, DISABLE, server:photos/router1, 0,",
  })
  @DisplayName("is said as it was typed")
  void words(String words, Verb verb, String target, int weight, Duration length) {
    StandingOrder order =
        new StandingOrder(
            Target.of(target).orElseThrow(), verb, weight, length, GIVEN, "", "", false, null);

    assertEquals(words, order.words());
  }

  @ParameterizedTest
  @CsvSource({
    "STANDBY, vip:photos, 0,",
    "HANDOVER, node, 0,",
    "DRAIN, service:photos, 0,",
    "DRAIN, server:photos, 0,",
    "WEIGHT, server:photos/router1, -1,",
    "WEIGHT, server:photos/router1, 65536,",
    "STANDBY, node, 0, PT-1S",
    "STANDBY, node, 0, PT168H0.001S",
  })
  @DisplayName("there is nothing that nobody can order")
  void impossible(Verb verb, String target, int weight, Duration length) {
    Target of = Target.of(target).orElseThrow();

    assertThrows(
        IllegalArgumentException.class,
        () -> new StandingOrder(of, verb, weight, length, GIVEN, "", "", false, null));
  }

  @Test
  @DisplayName("of several about one target the last is in force; they are told newest first")
  void newestFirst() {
    StandingOrder early = weight("router1", 5, 0);
    StandingOrder late = weight("router1", 6, 2);
    StandingOrder other = weight("router2", 7, 1);

    StandingOrders orders = StandingOrders.NONE.with(early).with(other).with(late);

    assertEquals(List.of(late, other), orders.newestFirst());
    assertEquals(List.of(other), orders.without(late.target()).newestFirst());
  }

  private static StandingOrder weight(String server, int weight, int second) {
    return new StandingOrder(
        Target.server("photos", server),
        Verb.WEIGHT,
        weight,
        null,
        new Moment(NINE.plusSeconds(second), "first", Duration.ZERO),
        "",
        "",
        false,
        null);
  }
}
