// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static director.daemon.plan.Story.servers;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.plan.Instruction.Verb;
import director.ipvs.table.IpvsTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowStartTest {
  private static final String SLOW = "floor = 0, slow-start = 27s";

  @ParameterizedTest(name = "to {0} within {1} s")
  @CsvSource({
    "100, 27, 0 s 10|3 s 20|6 s 30|9 s 40|12 s 50|15 s 60|18 s 70|21 s 80|24 s 90|27 s 100",
    "25, 9, 0 s 2|1 s 5|2 s 7|3 s 10|4 s 12|5 s 15|6 s 17|7 s 20|8 s 22|9 s 25",
    "65535, 9, 0 s 6553|1 s 13107|2 s 19660|3 s 26214|4 s 32767|5 s 39321|6 s 45874|7 s 52428"
        + "|8 s 58981|9 s 65535",
    "4, 27, 0 s 1|9 s 2|18 s 3|27 s 4",
    "2, 27, 0 s 1|27 s 2",
    "1, 27, 0 s 1",
    "0, 27, 0 s 0",
    "100, 0, 0 s 100",
  })
  @DisplayName("the steps, and when each is due")
  void steps(int target, int seconds, String expected) {
    SlowStart slowStart = new SlowStart(target, Duration.ofSeconds(seconds));
    List<String> steps = new ArrayList<>();

    Optional<Duration> at = Optional.of(Duration.ZERO);
    while (at.isPresent()) {
      steps.add(at.get().toSeconds() + " s " + slowStart.weight(at.get()));
      at = slowStart.nextStep(at.get());
    }

    assertEquals(expected, String.join("|", steps));
  }

  @Test
  @DisplayName("between two steps nothing changes")
  void betweenSteps() {
    SlowStart slowStart = new SlowStart(100, Duration.ofSeconds(27));

    assertEquals(10, slowStart.weight(Duration.ofMillis(2999)));
    assertEquals(20, slowStart.weight(Duration.ofMillis(3000)));
    assertEquals(100, slowStart.weight(Duration.ofDays(1)));
    assertEquals(Optional.empty(), slowStart.nextStep(Duration.ofDays(1)));
  }

  @ParameterizedTest(name = "weight {0}: {1} s")
  @CsvSource({"1, 0", "10, 0", "19, 0", "20, 3", "55, 12", "99, 24", "100, 27", "500, 27"})
  @DisplayName("how long one has been rising can be told from its weight")
  void elapsed(int weight, int seconds) {
    assertEquals(
        Duration.ofSeconds(seconds), new SlowStart(100, Duration.ofSeconds(27)).elapsedAt(weight));
  }

  @Test
  @DisplayName("a server that recovers rises, and says when to look again")
  void rises() {
    Story story = Story.of(SLOW, "r1=100 r2=100").up("r1", "r2");
    story.decide();
    story.down("r1").seconds(60).decide();

    Decision back = story.up("r1").seconds(60).decide();
    Decision early = story.seconds(2).decide();
    Decision step = story.seconds(1).decide();
    Decision last = story.seconds(24).decide();

    assertEquals("r1=10 RISING, r2=100 HEALTHY", servers(back));
    assertEquals(
        "came back: weight 10 of 100, rising for 27 s", back.servers().get("r1").sentence());
    assertEquals(List.of("r1: came back with weight 10, rising to 100"), back.news());
    assertEquals(Optional.of(Duration.ofSeconds(1123)), back.again());
    assertEquals("r1=10 RISING, r2=100 HEALTHY", servers(early));
    assertEquals(Optional.of(Duration.ofSeconds(1123)), early.again());
    assertEquals("r1=20 RISING, r2=100 HEALTHY", servers(step));
    assertEquals(Optional.of(Duration.ofSeconds(1126)), step.again());
    assertEquals(List.of(), step.news());
    assertEquals("r1=100 HEALTHY, r2=100 HEALTHY", servers(last));
    assertEquals(Optional.empty(), last.again());
  }

  @Test
  @DisplayName("who falls again starts anew at the next recovery")
  void fallsAgain() {
    Story story = Story.of(SLOW, "r1=100 r2=100").up("r1", "r2");
    story.decide();
    story.down("r1").decide();
    story.up("r1").decide();
    story.down("r1").seconds(15).decide();

    Decision decision = story.up("r1").seconds(1).decide();

    assertEquals("r1=10 RISING, r2=100 HEALTHY", servers(decision));
  }

  @Test
  @DisplayName("who fails while it rises, and is held in, has its full weight")
  void heldWhileRising() {
    Story story = Story.of("floor = 0.5, slow-start = 27s", "r1=100 r2=100").up("r1", "r2");
    story.decide();
    story.down("r1").decide();
    story.up("r1").decide();
    story.down("r2").seconds(3).decide();

    Decision decision = story.down("r1").seconds(3).decide();

    assertEquals("r1=100 HELD, r2=- FAILED", servers(decision));
  }

  @Test
  @DisplayName("a server that recovers while another is held in gets its full weight at once")
  void recoversBesideHeld() {
    Story story = fourOfWhichThreeFail("floor = 0.75, slow-start = 27s");

    Decision decision = story.up("r1").seconds(3).decide();

    assertEquals("r1=100 HEALTHY, r2=- FAILED, r3=100 HELD, r4=100 HEALTHY", servers(decision));
    assertEquals(Optional.empty(), decision.again());
  }

  @Test
  @DisplayName("so does one that lets the last held one leave, and it stays so")
  void relievesTheLastHeld() {
    Story story = fourOfWhichThreeFail("floor = 0.5, slow-start = 27s");

    Decision decision = story.up("r1").seconds(3).decide();
    Decision next = story.seconds(3).decide();

    assertEquals("r1=100 HEALTHY, r2=- FAILED, r3=- FAILED, r4=100 HEALTHY", servers(decision));
    assertEquals(servers(decision), servers(next));
  }

  private static Story fourOfWhichThreeFail(String settings) {
    Story story = Story.of(settings, "r1=100 r2=100 r3=100 r4=100").up("r1", "r2", "r3", "r4");
    story.decide();
    story.down("r1", "r2", "r3").seconds(3).decide();
    return story;
  }

  @Test
  @DisplayName("who is seen for the first time gets its weight at once")
  void firstSeen() {
    Story story = Story.of(SLOW, "r1=100 r2=100").are(UNKNOWN, "r1", "r2");
    story.decide();

    Decision decision = story.up("r1").decide();

    assertEquals("r1=100 HEALTHY, r2=- NEW", servers(decision));
  }

  @Test
  @DisplayName("a start of the daemon lets nobody rise")
  void start() {
    IpvsTable kernel = table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 100)));

    Decision decision = new Story(Story.service(SLOW, "r1=100 r2=100"), kernel).decide();

    assertEquals("r1=100 HEALTHY, r2=- FAILED", servers(decision));
  }

  @Test
  @DisplayName("a start of the daemon lets those who rise rise on")
  void startWhileRising() {
    IpvsTable kernel =
        table(
            tcp(
                "203.0.113.10",
                443,
                "wrr",
                server("10.0.0.11", 443, 40),
                server("10.0.0.12", 443, 100)));
    Story story = new Story(Story.service(SLOW, "r1=100 r2=100"), kernel);

    Decision first = story.decide();
    Decision next = story.seconds(3).decide();

    assertEquals("r1=40 RISING, r2=100 HEALTHY", servers(first));
    assertEquals(Optional.of(Duration.ofSeconds(1003)), first.again());
    assertEquals("r1=50 RISING, r2=100 HEALTHY", servers(next));
  }

  @Test
  @DisplayName("who was quiesced, drained or disabled rises when it is enabled")
  void enabled() {
    Story story = Story.of(SLOW, "r1=100 r2=100 r3=100 r4=100").up("r1", "r2", "r3", "r4");
    story.decide();
    story.ask(Verb.QUIESCE, "r1").ask(Verb.DISABLE, "r2").drain("r3", Duration.ofSeconds(60));
    story.decide();

    Decision decision = story.enable("r1", "r2", "r3").seconds(5).decide();

    assertEquals("r1=10 RISING, r2=10 RISING, r3=10 RISING, r4=100 HEALTHY", servers(decision));
  }

  @Test
  @DisplayName("another weight for one that serves is there at once; one that rises, rises to it")
  void weights() {
    Story story = Story.of(SLOW, "r1=100 r2=100").up("r1", "r2");
    story.decide();
    story.down("r1").decide();
    story.up("r1").decide();

    Decision decision = story.weigh("r1", 50).weigh("r2", 300).seconds(3).decide();

    assertEquals("r1=10 RISING, r2=300 WEIGHTED", servers(decision));
    assertEquals(
        "came back: weight 10 of 50 (100 is configured, the other asked for by uid 1000: new"
            + " kernel), rising for 27 s",
        decision.servers().get("r1").sentence());
  }

  @Test
  @DisplayName("a reload that ends slow start ends every rise")
  void endsByReload() {
    Story story = Story.of(SLOW, "r1=100 r2=100").up("r1", "r2");
    story.decide();
    story.down("r1").decide();
    story.up("r1").decide();

    Decision decision = story.now(Story.service("floor = 0", "r1=100 r2=100")).decide();

    assertEquals("r1=100 HEALTHY, r2=100 HEALTHY", servers(decision));
    assertEquals(Optional.empty(), decision.again());
  }
}
