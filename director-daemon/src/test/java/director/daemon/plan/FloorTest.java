// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.plan.Story.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.plan.Instruction.Verb;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloorTest {

  @ParameterizedTest(name = "floor {0}, {1} servers, all down: {2} stay in")
  @CsvSource({
    "0.5, 4, 2",
    "0.5, 3, 2",
    "0.5, 1, 1",
    "0, 4, 0",
    "1, 4, 4",
    "0.01, 4, 1",
    "0.75, 4, 3",
    "0.07, 100, 7",
    "0.28, 100, 28",
    "0.58, 100, 58",
  })
  @DisplayName("so much of the weight stays in when all fail")
  void allFail(double floor, int count, int held) {
    String[] names = new String[count];
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names[i] = "r" + i;
      all.append(i == 0 ? "" : " ").append(names[i]).append("=1");
    }
    Story story = Story.of("floor = " + floor, all.toString()).up(names);
    story.decide();

    Decision decision = story.down(names).decide();

    assertEquals(
        held,
        decision.servers().values().stream()
            .filter(it -> it.cause() == Allotment.Cause.HELD)
            .count());
  }

  @Test
  @DisplayName("who has been down longest leaves first, and of two at once the first by name")
  void longestDownFirst() {
    Story story = Story.of("floor = 0.5", "r1=1 r2=1 r3=1 r4=1").up("r1", "r2", "r3", "r4");
    story.decide();

    Decision first = story.down("r4").seconds(2).decide();
    Decision all = story.down("r3", "r2", "r1").seconds(2).decide();

    assertEquals("r1=1 HEALTHY, r2=1 HEALTHY, r3=1 HEALTHY, r4=- FAILED", servers(first));
    assertEquals("r1=- FAILED, r2=1 HELD, r3=1 HELD, r4=- FAILED", servers(all));
  }

  @Test
  @DisplayName("of the held ones, too, who has been down longest leaves first")
  void longestHeldFirst() {
    Story story = Story.of("floor = 0.5", "r1=1 r2=1 r3=1 r4=1").up("r1", "r2", "r3", "r4");
    story.decide();
    story.down("r3", "r4").decide();
    story.down("r2").seconds(2).decide();
    story.down("r1").seconds(2).decide();

    Decision decision = story.up("r4").seconds(2).decide();

    assertEquals("r1=1 HELD, r2=- FAILED, r3=- FAILED, r4=1 HEALTHY", servers(decision));
  }

  @Test
  @DisplayName("a held server is shouted about once, with the figures")
  void shouts() {
    Story story = Story.of("floor = 0.5", "r1=1 r2=1 r3=1").up("r1", "r2", "r3");
    story.decide();

    Decision held = story.down("r1", "r2").decide();
    Decision still = story.seconds(10).decide();

    String sentence =
        "down, but held in: without it weight 1 of 3 would be left, below the floor of 0.5";
    assertEquals(sentence, held.servers().get("r2").sentence());
    assertEquals(List.of("r2: " + sentence), held.news());
    assertEquals(List.of(), still.news());
  }

  @Test
  @DisplayName("when others recover, the held ones leave")
  void leavesWhenOthersRecover() {
    Story story = Story.of("floor = 0.5", "r1=1 r2=1 r3=1").up("r1", "r2", "r3");
    story.decide();
    story.down("r1", "r2").decide();

    Decision decision = story.up("r1").decide();

    assertEquals("r1=1 HEALTHY, r2=- FAILED, r3=1 HEALTHY", servers(decision));
    assertEquals(List.of("r2: no longer held in: down, so not in the table"), decision.news());
  }

  @Test
  @DisplayName("a held server that recovers never left, and goes on as if nothing had been")
  void heldRecovers() {
    Story story = Story.of("floor = 1, slow-start = 30s", "r1=100 r2=100").up("r1", "r2");
    story.decide();
    story.down("r1").decide();

    Decision decision = story.up("r1").decide();

    assertEquals("r1=100 HEALTHY, r2=100 HEALTHY", servers(decision));
    assertEquals(List.of("r1: no longer held in: healthy"), decision.news());
  }

  @Test
  @DisplayName("who was never in is not put in")
  void neverIn() {
    Story story = Story.of("floor = 1", "r1=1 r2=1");

    Decision unknown = story.decide();
    Decision down = story.down("r1", "r2").decide();

    assertEquals("r1=- NEW, r2=- NEW", servers(unknown));
    assertEquals("r1=- FAILED, r2=- FAILED", servers(down));
  }

  @Test
  @DisplayName("who has left stays out, also when the floor rises")
  void leftStaysOut() {
    Story story = Story.of("floor = 0", "r1=1 r2=1").up("r1", "r2");
    story.decide();
    story.down("r1").decide();

    Decision decision = story.now(Story.service("floor = 1", "r1=1 r2=1")).decide();

    assertEquals("r1=- FAILED, r2=1 HEALTHY", servers(decision));
  }

  @Test
  @DisplayName("weights count, not heads: a light server may leave where a heavy one may not")
  void weightsCount() {
    Story story = Story.of("floor = 0.5", "heavy=6 light=1 other=3").up("heavy", "light", "other");
    story.decide();

    Decision decision = story.down("heavy", "light").decide();

    assertEquals("heavy=6 HELD, light=- FAILED, other=3 HEALTHY", servers(decision));
    assertEquals(
        "down, but held in: without it weight 3 of 10 would be left, below the floor of 0.5",
        decision.servers().get("heavy").sentence());
  }

  @Test
  @DisplayName("what operators took out is not reckoned with: the rest is judged among itself")
  void amongTheRest() {
    Story story = Story.of("floor = 0.5", "r1=1 r2=1 r3=1 r4=1").up("r1", "r2", "r3", "r4");
    story.decide();
    story.ask(Verb.DISABLE, "r1").ask(Verb.QUIESCE, "r2").decide();

    Decision one = story.down("r3").decide();
    Decision both = story.down("r4").decide();

    assertEquals("r1=- DISABLED, r2=0 QUIESCED, r3=- FAILED, r4=1 HEALTHY", servers(one));
    assertEquals("r1=- DISABLED, r2=0 QUIESCED, r3=- FAILED, r4=1 HELD", servers(both));
  }

  @Test
  @DisplayName("the weight that an operator asked for counts, not the configured one")
  void askedWeight() {
    Story story = Story.of("floor = 0.5", "r1=1 r2=1").up("r1", "r2").weigh("r1", 9);
    story.decide();

    Decision decision = story.down("r1").decide();

    assertEquals("r1=9 HELD, r2=1 HEALTHY", servers(decision));
    assertEquals(
        "down, but held in: without it weight 1 of 10 would be left, below the floor of 0.5;"
            + " weight 9 asked for by uid 1000: new kernel",
        decision.servers().get("r1").sentence());
  }

  @Test
  @DisplayName("operators may go below the floor, also with a held server")
  void operatorsMay() {
    Story story = Story.of("floor = 1", "r1=1 r2=1").up("r1", "r2");
    story.decide();
    story.down("r1").decide();

    Decision decision = story.ask(Verb.DISABLE, "r1", "r2").decide();

    assertEquals("r1=- DISABLED, r2=- DISABLED", servers(decision));
  }

  @Test
  @DisplayName("with on-failure = quiesce it is about weight 0")
  void quiesce() {
    Story story = Story.of("floor = 0.5, check { on-failure = quiesce }", "r1=1 r2=1");
    story.up("r1", "r2").decide();

    Decision decision = story.down("r1", "r2").decide();

    assertEquals("r1=0 FAILED_QUIESCED, r2=1 HELD", servers(decision));
    assertEquals("down, so it has weight 0", decision.servers().get("r1").sentence());
  }

  @Test
  @DisplayName("a server without a verdict weighs in the whole, but does not carry")
  void unknownWeighs() {
    Story story = Story.of("floor = 0.5", "r1=1 r2=1 r3=1").up("r1", "r2");
    story.decide();

    Decision decision = story.down("r1").decide();

    assertEquals("r1=1 HELD, r2=1 HEALTHY, r3=- NEW", servers(decision));
  }

  @Test
  @DisplayName("who has weight 0 leaves: it carries nothing that the floor could keep")
  void weightZero() {
    Story story = Story.of("floor = 1", "r1=1 r2=0").up("r1", "r2");
    story.decide();
    story.down("r1", "r2").decide();

    Decision decision = story.weigh("r1", 0).decide();

    assertEquals("r1=- FAILED, r2=- FAILED", servers(decision));
  }
}
