// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.plan.Story.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.plan.Instruction.Verb;
import director.healthcheck.state.Advice;
import director.healthcheck.state.Advice.Mode;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdviceTest {
  private static final Advice DRAIN = mode(Mode.DRAIN);
  private static final Advice MAINTENANCE = mode(Mode.MAINTENANCE);

  @Test
  @DisplayName("an agent's share is a part of the configured weight, a script's weight replaces it")
  void weights() {
    Story story =
        Story.of("", "r1=100 r2=100 r3=100")
            .up("r1", "r2", "r3")
            .advised("r1", "agent", share(75))
            .advised("r2", "script", Advice.weight(120))
            .advised("r3", "agent", share(100));

    Decision decision = story.decide();

    assertEquals("r1=75 ADVISED, r2=120 ADVISED, r3=100 HEALTHY", servers(decision));
    assertEquals("weight 75 of 100, says agent", decision.servers().get("r1").sentence());
    assertEquals("weight 120 instead of 100, says script", decision.servers().get("r2").sentence());
    assertEquals(295, decision.quorum().healthy());
  }

  @Test
  @DisplayName("who wants no new connections has weight 0, who wants to be left alone is out")
  void modes() {
    Story story =
        Story.of("", "r1=5 r2=5 r3=5")
            .up("r1", "r2", "r3")
            .advised("r1", "agent", DRAIN)
            .advised("r2", "agent", MAINTENANCE);

    Decision decision = story.decide();

    assertEquals("r1=0 SELF_DRAIN, r2=- SELF_MAINTENANCE, r3=5 HEALTHY", servers(decision));
    assertEquals("takes no new connections, says agent", decision.servers().get("r1").sentence());
    assertEquals(
        "in maintenance, so not in the table, says agent", decision.servers().get("r2").sentence());
    assertEquals(5, decision.quorum().healthy());
  }

  @Test
  @DisplayName("what operators ask for goes before it, but a weight does not end a wish for none")
  void operators() {
    Story story =
        Story.of("", "r1=5 r2=5 r3=5 r4=5")
            .up("r1", "r2", "r3", "r4")
            .advised("r1", "agent", share(20))
            .advised("r2", "agent", DRAIN)
            .advised("r3", "agent", MAINTENANCE)
            .weigh("r1", 9)
            .weigh("r2", 9)
            .ask(Verb.QUIESCE, "r3");

    Decision decision = story.decide();

    assertEquals("r1=9 WEIGHTED, r2=0 SELF_DRAIN, r3=0 QUIESCED, r4=5 HEALTHY", servers(decision));
    assertEquals(
        "takes no new connections, says agent; weight 9 asked for by uid 1000: new kernel",
        decision.servers().get("r2").sentence());
  }

  @Test
  @DisplayName("what fails is out, whatever it said before; the floor counts what is advised")
  void failed() {
    Story story =
        Story.of("floor = 0.5", "r1=100 r2=100").up("r1", "r2").advised("r1", "agent", share(10));
    story.decide();

    Decision light = story.down("r1").decide();
    Decision heavy = story.up("r1").down("r2").decide();

    assertEquals("r1=- FAILED, r2=100 HEALTHY", servers(light));
    assertEquals("r1=10 ADVISED, r2=100 HELD", servers(heavy));
  }

  @Test
  @DisplayName("when all of them want nothing, nobody serves, and that is said")
  void nobody() {
    Story story = Story.of("", "r1=5 r2=5").up("r1", "r2");
    story.decide();

    Decision decision =
        story.advised("r1", "agent", DRAIN).advised("r2", "agent", MAINTENANCE).decide();

    assertEquals("r1=0 SELF_DRAIN, r2=- SELF_MAINTENANCE", servers(decision));
    assertEquals(
        List.of(
            "quorum lost: healthy weight 0, needed 1",
            "nobody serves now: 1 draining by their own wish, 1 in maintenance by their own wish"),
        decision.news());
  }

  private static Advice share(int percent) {
    return new Advice(OptionalInt.empty(), 0, OptionalInt.of(percent), Mode.SERVE);
  }

  private static Advice mode(Mode mode) {
    return new Advice(OptionalInt.empty(), 0, OptionalInt.empty(), mode);
  }
}
