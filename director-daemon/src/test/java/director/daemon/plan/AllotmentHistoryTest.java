// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every decision, whatever has happened before. */
class AllotmentHistoryTest {
  private static final int EVENTS = 60;

  static Stream<Seeds.Block> seeds() {
    return Seeds.blocks(2000, 200);
  }

  @ParameterizedTest(name = "seeds {0}")
  @MethodSource("seeds")
  @DisplayName("the rules hold after every event, and then there is calm")
  void rulesHold(Seeds.Block block) {
    block.seeds().forEach(AllotmentHistoryTest::play);
  }

  private static void play(long seed) {
    Random random = new Random(seed);
    RandomStory chance =
        new RandomStory(random, "slow-start = " + random.nextInt(3) * 10 + "s, drain-timeout = 9s");
    Story story = chance.story();
    String replay = "-Dseed=" + seed + " at event ";
    Decision before = story.decide();
    for (int event = 0; event < EVENTS; event++) {
      if (random.nextInt(3) == 0) {
        chance.operatorActs();
      } else {
        chance.healthChanges();
      }
      Decision after = story.decide();
      new DecisionRules(story, before, after, replay + event).check();
      assertDecidedOnce(story, after, replay + event);
      before = after;
    }
    assertCalm(story, story.uncounted().decide(), replay + "none");
  }

  private static void assertDecidedOnce(Story story, Decision decision, String replay) {
    Decision again = story.decide();

    assertEquals(
        new Decision(
            decision.after(), decision.servers(), decision.quorum(), decision.again(), List.of()),
        again,
        replay);
  }

  /** Nothing happens any more but what was announced: each weight goes one way only, and ends. */
  private static void assertCalm(Story story, Decision last, String replay) {
    Decision before = last;
    int steps = 0;
    while (before.again().isPresent()) {
      assertTrue(++steps <= 10 * before.servers().size(), replay + ": no end of " + before);
      Duration due = before.again().get();
      story.after(due.minus(story.time()).minusMillis(1));
      assertEquals(
          before.servers(), story.decide().servers(), replay + ": nothing before its time");
      story.after(Duration.ofMillis(1));
      Decision after = story.decide();
      assertOneWay(before, after, replay);
      before = after;
    }
    Decision later = story.after(Duration.ofDays(1)).decide();
    assertEquals(before.servers(), later.servers(), replay);
    assertEquals(Optional.empty(), later.again(), replay);
  }

  private static void assertOneWay(Decision before, Decision after, String replay) {
    assertEquals(before.quorum(), after.quorum(), replay);
    before
        .servers()
        .forEach(
            (name, was) -> {
              Allotment is = after.servers().get(name);
              boolean gone = is.cause() == Allotment.Cause.DRAINED && was.weight().orElse(0) == 0;
              boolean rises = is.weight().orElse(-1) >= was.weight().orElse(-1);
              assertTrue(gone || rises, () -> replay + ": " + name + " " + was + " to " + is);
            });
  }
}
