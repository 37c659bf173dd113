// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.plan.Story.servers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.plan.Instruction.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InstructionTest {

  private static Story three() {
    Story story = Story.of("floor = 0, drain-timeout = 5m", "r1=1 r2=1 r3=1").up("r1", "r2", "r3");
    story.decide();
    return story;
  }

  @Test
  @DisplayName("disable, quiesce and weight are in force at once, with who and why")
  void atOnce() {
    Story story = three().ask(Verb.DISABLE, "r1").ask(Verb.QUIESCE, "r2").weigh("r3", 7);

    Decision decision = story.decide();

    assertEquals("r1=- DISABLED, r2=0 QUIESCED, r3=7 WEIGHTED", servers(decision));
    assertEquals("disabled by uid 1000: new kernel", decision.servers().get("r1").sentence());
    assertEquals("quiesced by uid 1000: new kernel", decision.servers().get("r2").sentence());
    assertEquals(
        "weight 7 instead of 1, asked for by uid 1000: new kernel",
        decision.servers().get("r3").sentence());
    assertEquals(Optional.empty(), decision.again());
  }

  @Test
  @DisplayName("quiesce has no end")
  void quiesceStays() {
    Story story = three().ask(Verb.QUIESCE, "r1").connections("r1", 0);
    story.decide();

    Decision decision = story.after(Duration.ofDays(30)).decide();

    assertEquals("r1=0 QUIESCED, r2=1 HEALTHY, r3=1 HEALTHY", servers(decision));
  }

  @Test
  @DisplayName("a drain ends at its deadline, whatever connections are left")
  void drainEndsAtDeadline() {
    Story story = three().drain("r1", Duration.ofSeconds(40)).connections("r1", 12);

    Decision begun = story.decide();
    Decision late = story.connections("r1", 2).after(Duration.ofMillis(39_999)).decide();
    Decision over = story.after(Duration.ofMillis(1)).decide();

    assertEquals("r1=0 DRAINING, r2=1 HEALTHY, r3=1 HEALTHY", servers(begun));
    assertEquals(
        "draining, 12 connections left, asked for by uid 1000: new kernel",
        begun.servers().get("r1").sentence());
    assertEquals(Optional.of(Duration.ofSeconds(1040)), begun.again());
    assertEquals("r1=0 DRAINING, r2=1 HEALTHY, r3=1 HEALTHY", servers(late));
    assertEquals("r1=- DRAINED, r2=1 HEALTHY, r3=1 HEALTHY", servers(over));
    assertEquals(
        "drained after 40 s, 2 connections left, asked for by uid 1000: new kernel",
        over.servers().get("r1").sentence());
    assertEquals(List.of("r1: drained after 40 s, 2 connections left"), over.news());
    assertEquals(Optional.empty(), over.again());
  }

  @Test
  @DisplayName("a drain ends when no connection is left")
  void drainEndsWhenEmpty() {
    Story story = three().drain("r1", Duration.ofSeconds(300));
    story.decide();

    Decision one = story.connections("r1", 1).seconds(5).decide();
    Decision none = story.connections("r1", 0).seconds(5).decide();

    assertEquals(
        "draining, 1 connection left, asked for by uid 1000: new kernel",
        one.servers().get("r1").sentence());
    assertEquals("r1=- DRAINED, r2=1 HEALTHY, r3=1 HEALTHY", servers(none));
    assertEquals(List.of("r1: drained after 10 s, 0 connections left"), none.news());
  }

  @Test
  @DisplayName("a count that may be from before the weight was 0 ends no drain")
  void countOfBefore() {
    Story story = three().drain("r1", Duration.ofSeconds(300)).connections("r1", 0);

    Decision first = story.decide();
    Decision early = story.after(Duration.ofMillis(999)).decide();
    Decision settled = story.after(Duration.ofMillis(1)).decide();

    assertEquals("r1=0 DRAINING, r2=1 HEALTHY, r3=1 HEALTHY", servers(first));
    assertEquals("r1=0 DRAINING, r2=1 HEALTHY, r3=1 HEALTHY", servers(early));
    assertEquals("r1=- DRAINED, r2=1 HEALTHY, r3=1 HEALTHY", servers(settled));
  }

  @Test
  @DisplayName("who is drained stays out, also with another deadline, until it is enabled")
  void drainedStaysOut() {
    Story story = three().drain("r1", Duration.ofSeconds(40));
    story.decide();
    story.seconds(40).decide();

    Decision asked = story.drain("r1", Duration.ofSeconds(40)).seconds(1).decide();
    Decision enabled = story.enable("r1").decide();

    assertEquals("r1=- DRAINED, r2=1 HEALTHY, r3=1 HEALTHY", servers(asked));
    assertEquals(List.of(), asked.news());
    assertEquals("r1=1 HEALTHY, r2=1 HEALTHY, r3=1 HEALTHY", servers(enabled));
  }

  @Test
  @DisplayName("a drain without a deadline takes the service's drain-timeout")
  void drainTimeout() {
    Story story = three().ask(Verb.DRAIN, "r1");

    Decision decision = story.decide();

    assertEquals(Optional.of(Duration.ofSeconds(1300)), decision.again());
    assertEquals(
        "draining, asked for by uid 1000: new kernel", decision.servers().get("r1").sentence());
  }

  @Test
  @DisplayName("who is down leaves, though it is quiesced, drained or weighed")
  void downLeaves() {
    Story story =
        three().ask(Verb.QUIESCE, "r1").drain("r2", Duration.ofSeconds(40)).weigh("r3", 7);
    story.decide();

    Decision down = story.down("r1", "r2", "r3").seconds(1).decide();
    Decision over = story.up("r1").seconds(39).decide();

    assertEquals("r1=- FAILED, r2=- FAILED, r3=- FAILED", servers(down));
    assertEquals(
        "down, so not in the table; also quiesced by uid 1000: new kernel",
        down.servers().get("r1").sentence());
    assertEquals(
        "down, so not in the table; also draining, asked for by uid 1000: new kernel",
        down.servers().get("r2").sentence());
    assertEquals(
        "down, so not in the table; weight 7 asked for by uid 1000: new kernel",
        down.servers().get("r3").sentence());
    assertEquals("r1=0 QUIESCED, r2=- DRAINED, r3=- FAILED", servers(over));
  }

  @Test
  @DisplayName("operators may take the last server out, and are told")
  void theLastOne() {
    Story story = three().down("r1");
    story.decide();
    story.ask(Verb.DISABLE, "r2").decide();

    Decision none = story.drain("r3", Duration.ofSeconds(40)).decide();
    Decision served = story.enable("r2").decide();

    assertEquals(
        List.of(
            "quorum lost: healthy weight 0, needed 1",
            "nobody serves now: 1 down, 1 draining, 1 disabled"),
        none.news());
    assertEquals(
        "disabled by uid 1000: new kernel; nobody serves now", none.servers().get("r2").sentence());
    assertEquals(
        "draining, asked for by uid 1000: new kernel; nobody serves now",
        none.servers().get("r3").sentence());
    assertEquals("down, so not in the table", none.servers().get("r1").sentence());
    assertEquals(
        List.of(
            "quorum regained: healthy weight 1, needed 1",
            "served now: 1 healthy, 1 down, 1 draining"),
        served.news());
  }

  @Test
  @DisplayName("weight 0 is a weight: the server stays, and gets no new connections")
  void weightZero() {
    Decision decision = three().weigh("r1", 0).decide();

    assertEquals("r1=0 WEIGHTED, r2=1 HEALTHY, r3=1 HEALTHY", servers(decision));
  }

  @Test
  @DisplayName("an instruction for a server without a verdict waits for it")
  void withoutVerdict() {
    Story story = Story.of("floor = 0", "r1=1 r2=1").up("r1").ask(Verb.QUIESCE, "r2");

    Decision unknown = story.decide();
    Decision up = story.up("r2").decide();

    assertEquals("r1=1 HEALTHY, r2=- NEW", servers(unknown));
    assertEquals(
        "no verdict yet, so not in the table; also quiesced by uid 1000: new kernel",
        unknown.servers().get("r2").sentence());
    assertEquals("r1=1 HEALTHY, r2=0 QUIESCED", servers(up));
  }

  @Test
  @DisplayName("instructions outlive a reload, and the end of a drain too")
  void outliveReload() {
    Story story = three().drain("r1", Duration.ofSeconds(40)).ask(Verb.QUIESCE, "r2");
    story.decide();
    story.seconds(40).decide();

    Decision decision = story.now(Story.service("floor = 1", "r1=5 r2=5 r3=5")).decide();

    assertEquals("r1=- DRAINED, r2=0 QUIESCED, r3=5 HEALTHY", servers(decision));
    assertEquals(List.of(), decision.news());
  }

  @Test
  @DisplayName("without a reason only the asker is named")
  void withoutReason() {
    Instruction quiet =
        new Instruction(
            Verb.DISABLE, 0, Duration.ZERO, Optional.empty(), "uid 0", " ", Instant.EPOCH);

    assertEquals("by uid 0", quiet.by());
  }

  @Test
  @DisplayName("a weight below 0 is nobody's instruction")
  void negativeWeight() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Instruction(
                Verb.WEIGHT, -1, Duration.ZERO, Optional.empty(), "uid 0", "", Instant.EPOCH));
  }
}
