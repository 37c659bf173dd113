// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.actions.state.Escalation.Climb;
import director.daemon.actions.state.Escalation.Fire;
import director.daemon.actions.state.Ladder.Condition;
import director.daemon.actions.state.Ladder.DownFor;
import director.daemon.actions.state.Ladder.Failures;
import director.daemon.actions.state.Ladder.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EscalationTest {
  private static final Condition THREE = new Failures(3, Duration.ofMinutes(15));

  /** Our user group's: redeploy, then tell and reboot, then reboot each hour. */
  private static final Ladder USUAL =
      new Ladder(
          THREE,
          List.of(
              step(Duration.ZERO, "redeploy"),
              step(Duration.ofHours(1), "page", "reboot"),
              new Step(Duration.ofHours(1), List.of("reboot"), true)),
          Duration.ofMinutes(15));

  @Test
  @DisplayName("three failures within 15 minutes, of any spacing, are the first step")
  void firstStep() {
    String fired = play(USUAL, "0 fail, 1 pass, 400 fail, 401 pass, 900 fail");

    assertEquals("900: 1 [redeploy] 3 checks failed within 15 min (3)", fired);
  }

  @Test
  @DisplayName("a second too far apart, and it is none")
  void tooFarApart() {
    assertEquals("", play(USUAL, "0 fail, 1 pass, 400 fail, 401 pass, 901 fail"));
  }

  @Test
  @DisplayName("a server that stays unwell climbs on each hour, and the last step is repeated")
  void climbs() {
    String fired =
        play(
            USUAL,
            "0 fail, 2 fail, 4 down, 6 down, 3603 down, 3604 down, 3605 down, 7203 down, 7204 down,"
                + " 10803 down, 10810 down, 14409 down, 14410 down");

    assertEquals(
        """
        4: 1 [redeploy] 3 checks failed within 15 min (3)
        3604: 2 [page, reboot] not well 60 min after step 1 (3)
        7204: 3 [reboot] not well 60 min after step 2 (3)
        10810: 4 [reboot] not well 60 min after step 3 (2)
        14410: 5 [reboot] not well 60 min after step 4 (2)""",
        fired);
  }

  @Test
  @DisplayName("without repeat the last step is the last")
  void ends() {
    Ladder once =
        new Ladder(
            THREE,
            List.of(step(Duration.ZERO, "redeploy"), step(Duration.ofHours(1), "reboot")),
            Duration.ofMinutes(15));

    String fired = play(once, "0 down, 1 down, 2 down, 3602 down, 7202 down, 99999 down");

    assertEquals(
        """
        2: 1 [redeploy] 3 checks failed within 15 min (3)
        3602: 2 [reboot] not well 60 min after step 1 (1)""",
        fired);
  }

  @Test
  @DisplayName("who was well in between needs the condition once more, and the time")
  void recovered() {
    String fired =
        play(
            USUAL,
            "0 down, 1 down, 2 down, 3 up, 800 fail, 801 up, 1500 fail, 1501 up, 2200 fail, 2201 up,"
                + " 2900 fail, 2901 up, 3602 fail, 3603 fail, 3604 fail");

    // 2900 + 900 >= 3603: the second of the last 15 minutes is that of 2900.
    assertEquals(
        """
        2: 1 [redeploy] 3 checks failed within 15 min (3)
        3603: 2 [page, reboot] 3 checks failed within 15 min again, 60 min or more after step 1 (3)""",
        fired);
  }

  @Test
  @DisplayName("who was well for as long as it takes to forget starts anew")
  void forgets() {
    String fired =
        play(USUAL, "0 down, 1 down, 2 down, 10 up, 909 up, 910 fail, 911 fail, 912 fail");

    assertEquals(
        """
        2: 1 [redeploy] 3 checks failed within 15 min (3)
        912: 1 [redeploy] 3 checks failed within 15 min (3)""",
        fired);
  }

  @Test
  @DisplayName("a second before that it does not, and one failure makes it begin to be well again")
  void doesNotForgetYet() {
    String fired =
        play(USUAL, "0 down, 1 down, 2 down, 10 up, 909 fail, 911 up, 1810 fail, 1811 fail");

    assertEquals("2: 1 [redeploy] 3 checks failed within 15 min (3)", fired);
  }

  @Test
  @DisplayName("passes of a server that is DOWN are no recovery")
  void risingIsNoRecovery() {
    String fired = play(USUAL, "0 down, 1 down, 2 down, 3 pass-down, 3602 down");

    assertEquals(
        """
        2: 1 [redeploy] 3 checks failed within 15 min (3)
        3602: 2 [page, reboot] not well 60 min after step 1 (1)""",
        fired);
  }

  @Test
  @DisplayName("a server that is DOWN for 10 minutes takes the first step of such a ladder")
  void downFor() {
    Ladder ladder =
        new Ladder(
            new DownFor(Duration.ofMinutes(10)),
            List.of(step(Duration.ZERO, "redeploy"), step(Duration.ofHours(1), "reboot")),
            Duration.ofMinutes(10));

    String fired =
        play(
            ladder,
            "0 fail, 2 fail, 4 down, 603 down, 604 down, 605 up, 606 down, 4204 down, 4205 down");

    assertEquals(
        """
        604: 1 [redeploy] DOWN for 10 min (5)
        4204: 2 [reboot] DOWN for 10 min again, 60 min or more after step 1 (2)""",
        fired);
  }

  @Test
  @DisplayName("a server that comes UP for a moment is not DOWN for 10 minutes")
  void upInBetween() {
    Ladder ladder =
        new Ladder(
            new DownFor(Duration.ofMinutes(10)),
            List.of(step(Duration.ZERO, "redeploy")),
            Duration.ofMinutes(10));

    assertEquals("", play(ladder, "0 down, 300 up, 301 down, 900 down"));
  }

  @Test
  @DisplayName("what is remembered of failures is no more than the condition needs")
  void bounded() {
    LadderState state = LadderState.NEW;
    Ladder never =
        new Ladder(
            new Failures(2, Duration.ofDays(1)),
            List.of(step(Duration.ZERO, "redeploy")),
            Duration.ofDays(1));

    for (int second = 0; second < 1000; second++) {
      state = new Escalation(never).failed(state, true, Duration.ofSeconds(second)).state();
    }

    assertEquals(List.of(Duration.ofSeconds(998), Duration.ofSeconds(999)), state.failures());
  }

  private static Step step(Duration after, String... run) {
    return new Step(after, List.of(run), false);
  }

  /** Seconds, and whether a check passes or fails of a server that is up or down then. */
  private static String play(Ladder ladder, String story) {
    LadderState state = LadderState.NEW;
    List<String> fired = new ArrayList<>();
    for (String event : story.split(", *")) {
      String[] words = event.strip().split(" ");
      Duration now = Duration.ofSeconds(Long.parseLong(words[0]));
      switch (words[1]) {
        case "pass", "up" -> state = new Escalation(ladder).passed(state, true, now);
        case "pass-down" -> state = new Escalation(ladder).passed(state, false, now);
        default -> {
          Climb climb = new Escalation(ladder).failed(state, words[1].equals("down"), now);
          state = climb.state();
          climb.fire().ifPresent(fire -> fired.add(words[0] + ": " + text(fire)));
        }
      }
    }
    return String.join("\n", fired);
  }

  private static String text(Fire fire) {
    return fire.number() + " " + fire.run() + " " + fire.why() + " (" + fire.failures() + ")";
  }
}
