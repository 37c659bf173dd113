// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static director.healthcheck.state.HealthState.DOWN;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static director.healthcheck.state.HealthState.UP;
import static director.healthcheck.state.Results.BAD;
import static director.healthcheck.state.Results.GOOD;
import static director.healthcheck.state.Results.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.healthcheck.state.DecisionRule.HoldDown;
import director.healthcheck.state.DecisionRule.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HysteresisTest {

  private static final Optional<String> CERTAIN = Optional.empty();
  private static final Optional<String> STARVED =
      Optional.of("directord waited for a processor for 60 % of the last second (run queue)");

  /** The rule of the site that redeploys a router after three failures in a quarter of an hour. */
  private static final DecisionRule THREE_IN_A_QUARTER =
      new DecisionRule(
          OptionalInt.empty(),
          1,
          Optional.of(new Window(3, Duration.ofMinutes(15))),
          Optional.empty());

  private static final DecisionRule HOLDING =
      new DecisionRule(
          OptionalInt.of(1), 1, Optional.empty(), Optional.of(new HoldDown(s(60), s(200), s(300))));

  @Test
  @DisplayName("the third failure in a row of three takes a server down, and says so")
  void fallsAtTheThreshold() {
    Judgement judgement = after(inARow(3, 1), row(UP, 2), BAD);

    assertEquals(
        changed(Health.of(DOWN), "3 of 3 checks in a row failed: HTTP status 503, expected 200"),
        judgement);
  }

  @Test
  @DisplayName("the second pass in a row of two puts a server up, and says so")
  void risesAtTheThreshold() {
    Judgement judgement = after(inARow(3, 2), row(DOWN, 1), GOOD);

    assertEquals(changed(cameUpAt(s(1000)), "answered 200 in 12 ms, 2 of 2 needed"), judgement);
  }

  @Test
  @DisplayName("one pass is enough for a server of which nothing is known, whatever rise says")
  void firstPass() {
    Judgement judgement = after(inARow(3, 5), row(UNKNOWN, 2), GOOD);

    assertEquals(
        changed(cameUpAt(s(1000)), "answered 200 in 12 ms, the first pass is enough"), judgement);
  }

  @Test
  @DisplayName("failures take down a server of which nothing is known at the same threshold")
  void unknownFalls() {
    Judgement first = after(inARow(2, 1), Health.of(UNKNOWN), BAD);
    Judgement second = after(inARow(2, 1), first.health(), BAD);

    assertEquals(unchanged(row(UNKNOWN, 1)), first);
    assertEquals(
        changed(Health.of(DOWN), "2 of 2 checks in a row failed: HTTP status 503, expected 200"),
        second);
  }

  @Test
  @DisplayName("a contrary result ends a row, and a void one does not")
  void interrupted() {
    assertEquals(unchanged(row(UP, 0)), after(inARow(3, 1), row(UP, 2), GOOD));
    assertEquals(unchanged(row(UP, 2)), after(inARow(3, 1), row(UP, 2), NONE));
    assertEquals(unchanged(row(DOWN, 0)), after(inARow(3, 3), row(DOWN, 2), BAD));
  }

  @Test
  @DisplayName("three failures within 15 minutes take a server down, whatever lies between them")
  void window() {
    Health health = Health.of(UP);
    health = after(THREE_IN_A_QUARTER, health, BAD, s(100)).health();
    health = after(THREE_IN_A_QUARTER, health, GOOD, s(110)).health();
    health = after(THREE_IN_A_QUARTER, health, BAD, s(500)).health();
    health = after(THREE_IN_A_QUARTER, health, GOOD, s(510)).health();

    Judgement inTime = after(THREE_IN_A_QUARTER, health, BAD, s(1000));
    Judgement tooLate = after(THREE_IN_A_QUARTER, health, BAD, s(1001));

    assertEquals(
        changed(Health.of(DOWN), "3 failures within 15 min: HTTP status 503, expected 200"),
        inTime);
    assertEquals(unchanged(new Health(UP, 1, List.of(s(500), s(1001)), Flapping.NONE)), tooLate);
  }

  @Test
  @DisplayName("a server that returns begins with an empty window")
  void windowStartsEmpty() {
    Health down = Health.of(DOWN);

    Health up = after(THREE_IN_A_QUARTER, down, GOOD, s(10)).health();
    Judgement first = after(THREE_IN_A_QUARTER, up, BAD, s(11));
    Judgement second = after(THREE_IN_A_QUARTER, first.health(), BAD, s(12));

    assertEquals(List.of(s(11), s(12)), second.health().failures());
    assertEquals(UP, second.health().state());
  }

  @Test
  @DisplayName("failures in doubt take nothing down; one more without doubt does")
  void doubt() {
    DecisionRule rule = inARow(3, 1);

    Judgement third = new Hysteresis(rule).after(row(UP, 2), BAD, s(1000), STARVED);
    Judgement fourth = new Hysteresis(rule).after(third.health(), BAD, s(1001), STARVED);
    Judgement fresh = new Hysteresis(rule).after(fourth.health(), BAD, s(1002), CERTAIN);

    assertEquals(
        new Judgement(
            row(UP, 3),
            Optional.empty(),
            Optional.of(
                "3 of 3 checks in a row failed, but directord waited for a processor for 60 % of"
                    + " the last second (run queue)")),
        third);
    assertEquals(row(UP, 4), fourth.health());
    assertEquals(
        changed(
            Health.of(DOWN),
            "5 checks in a row failed, 3 are enough: HTTP status 503, expected 200"),
        fresh);
  }

  @Test
  @DisplayName("failures in doubt do not stay in the window, where they would count for long")
  void doubtAndWindow() {
    Health health = Health.of(UP);
    for (int i = 0; i < 5; i++) {
      health = new Hysteresis(THREE_IN_A_QUARTER).after(health, BAD, s(10 + i), STARVED).health();
    }

    Judgement later = after(THREE_IN_A_QUARTER, health, BAD, s(20));

    assertEquals(unchanged(new Health(UP, 6, List.of(s(20)), Flapping.NONE)), later);
  }

  @Test
  @DisplayName("a server that goes down soon again is held for 60 s, then 120 s, at most 200 s")
  void holdDown() {
    Health up = Health.of(UP);

    Judgement first = after(HOLDING, up, BAD, s(1000));
    Judgement back = after(HOLDING, first.health(), GOOD, s(1010));
    Judgement second = after(HOLDING, back.health(), BAD, s(1100));
    Judgement held = after(HOLDING, second.health(), GOOD, s(1120));
    Judgement again = after(HOLDING, held.health(), GOOD, s(1160));
    Judgement third = after(HOLDING, again.health(), BAD, s(1300));
    Judgement returned = after(HOLDING, third.health(), GOOD, s(1420));
    Judgement fourth = after(HOLDING, returned.health(), BAD, s(1421));

    assertEquals(
        Optional.of("1 of 1 checks in a row failed: HTTP status 503, expected 200"),
        first.change());
    assertEquals(Optional.of("answered 200 in 12 ms, 1 of 1 needed"), back.change());
    assertEquals(
        Optional.of(
            "1 of 1 checks in a row failed: HTTP status 503, expected 200;"
                + " stays down for 60 s at least: it went down 2 times in 100 s"),
        second.change());
    assertEquals(
        Optional.of("passes, but stays down until 40 s have gone: it went down 2 times in 2 min"),
        held.withheld());
    assertEquals(Optional.of("answered 200 in 12 ms, 2 passes in a row, 1 needed"), again.change());
    assertEquals(
        Optional.of(
            "1 of 1 checks in a row failed: HTTP status 503, expected 200;"
                + " stays down for 2 min at least: it went down 3 times in 5 min"),
        third.change());
    assertEquals(
        Optional.of(
            "1 of 1 checks in a row failed: HTTP status 503, expected 200;"
                + " stays down for 200 s at least: it went down 4 times in 421 s"),
        fourth.change());
  }

  @Test
  @DisplayName("a hold-down that a reload takes away or makes shorter holds nobody any more")
  void holdOfAnOlderRule() {
    Flapping flapping =
        new Flapping(4, Optional.of(s(100)), Optional.of(s(900)), Optional.of(s(1100)));
    Health held = new Health(DOWN, 0, List.of(), flapping);

    Judgement holding = after(HOLDING, held, GOOD);
    Judgement without = after(inARow(1, 1), held, GOOD);
    Judgement shorter = after(holding(s(99)), held, GOOD);
    Judgement longEnough = after(holding(s(100)), held, GOOD);

    assertEquals(DOWN, holding.health().state());
    assertEquals(UP, without.health().state());
    assertEquals(UP, shorter.health().state());
    assertEquals(DOWN, longEnough.health().state());
  }

  private static DecisionRule holding(Duration longest) {
    return new DecisionRule(
        OptionalInt.of(1), 1, Optional.empty(), Optional.of(new HoldDown(s(60), longest, s(300))));
  }

  @Test
  @DisplayName("a server that was up for 300 s has not flapped")
  void flappingIsForgotten() {
    Health back = new Health(UP, 0, List.of(), flapped(2, s(100), s(1000)));

    Judgement late = after(HOLDING, back, BAD, s(1300));
    Judgement soon = after(HOLDING, back, BAD, s(1300).minusNanos(1));

    assertEquals(
        new Flapping(1, Optional.of(s(1300)), Optional.of(s(1000)), Optional.empty()),
        late.health().flapping());
    assertEquals(Optional.of(s(1420).minusNanos(1)), soon.health().flapping().heldUntil());
  }

  @Test
  @DisplayName("rules that make no sense are refused")
  void refusals() {
    var second = Duration.ofSeconds(1);

    assertThrows(IllegalArgumentException.class, () -> inARow(0, 1));
    assertThrows(IllegalArgumentException.class, () -> inARow(1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DecisionRule(OptionalInt.empty(), 1, Optional.empty(), Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> new Window(0, second));
    assertThrows(IllegalArgumentException.class, () -> new Window(101, second));
    assertThrows(IllegalArgumentException.class, () -> new Window(1, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new HoldDown(Duration.ZERO, second, second));
    assertThrows(IllegalArgumentException.class, () -> new HoldDown(second, Duration.ZERO, second));
    assertThrows(IllegalArgumentException.class, () -> new HoldDown(second, second, Duration.ZERO));
  }

  private static Judgement after(DecisionRule rule, Health health, ProbeResult result) {
    return after(rule, health, result, s(1000));
  }

  private static Judgement after(
      DecisionRule rule, Health health, ProbeResult result, Duration now) {
    return new Hysteresis(rule).after(health, result, now, CERTAIN);
  }

  private static DecisionRule inARow(int fall, int rise) {
    return DecisionRule.inARow(fall, rise);
  }

  private static Health row(HealthState state, int streak) {
    return new Health(state, streak, List.of(), Flapping.NONE);
  }

  private static Health cameUpAt(Duration now) {
    return new Health(
        UP, 0, List.of(), new Flapping(0, Optional.empty(), Optional.of(now), Optional.empty()));
  }

  private static Flapping flapped(int downs, Duration firstDown, Duration cameUp) {
    return new Flapping(downs, Optional.of(firstDown), Optional.of(cameUp), Optional.empty());
  }

  private static Judgement unchanged(Health health) {
    return new Judgement(health, Optional.empty(), Optional.empty());
  }

  private static Judgement changed(Health health, String reason) {
    return new Judgement(health, Optional.of(reason), Optional.empty());
  }

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
