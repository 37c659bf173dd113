// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.plan.Story.servers;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.QuorumConfig;
import director.daemon.plan.Instruction.Verb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
  private static final String SORRY = "floor = 0, sorry-server.address = \"10.0.0.99\"\n";

  @ParameterizedTest(name = "quorum {0} +- {1}, lost before: {2}, healthy {3}, unknown {4}: {5}")
  @CsvSource({
    "1, 0, false, 1, 0, false",
    "1, 0, false, 0, 0, true",
    "1, 0, false, 0, 1, false",
    "1, 0, true, 0, 1, true",
    "1, 0, true, 1, 0, false",
    "3, 0, false, 3, 0, false",
    "3, 0, false, 2, 0, true",
    "3, 0, true, 3, 0, false",
    "3, 1, false, 2, 0, false",
    "3, 1, false, 1, 0, true",
    "3, 1, false, 1, 1, false",
    "3, 1, true, 3, 0, true",
    "3, 1, true, 4, 0, false",
    "2, 1, false, 1, 0, false",
    "2, 1, false, 0, 0, true",
  })
  @DisplayName("lost below quorum - hysteresis and at 0, regained at quorum + hysteresis")
  void lost(
      long weight, long hysteresis, boolean before, long healthy, long unknown, boolean lost) {
    QuorumConfig quorum = new QuorumConfig(weight, hysteresis);

    assertEquals(lost, Quorum.lost(quorum, before, healthy, unknown));
  }

  @Test
  @DisplayName("quorum lost: the sorry server answers instead of all others")
  void sorryServerGoesIn() {
    Story story = Story.of(SORRY + "quorum = 2", "r1=1 r2=1 r3=1").up("r1", "r2", "r3");
    story.decide();

    Decision two = story.down("r1").decide();
    Decision one = story.down("r2").decide();

    assertEquals("r1=- FAILED, r2=1 HEALTHY, r3=1 HEALTHY", servers(two));
    assertEquals(new Quorum(2, 2, true, false), two.quorum());
    assertEquals("r1=- FAILED, r2=- FAILED, r3=- REPLACED_BY_SORRY", servers(one));
    assertEquals(new Quorum(2, 1, false, true), one.quorum());
    assertEquals(
        "healthy, but the sorry server answers until healthy weight 2 is there, now it is 1",
        one.servers().get("r3").sentence());
    assertEquals(
        List.of("quorum lost: healthy weight 1, needed 2", "sorry server 10.0.0.99 answers"),
        one.news());
  }

  @Test
  @DisplayName("quorum regained: the servers go in, the sorry server out")
  void sorryServerGoesOut() {
    Story story = Story.of(SORRY + "quorum { weight = 2, hysteresis = 1 }", "r1=1 r2=1 r3=1");
    story.up("r1", "r2", "r3").decide();
    story.down("r1", "r2", "r3").decide();

    Decision two = story.up("r1", "r2").decide();
    Decision three = story.up("r3").decide();

    assertEquals("r1=- REPLACED_BY_SORRY, r2=- REPLACED_BY_SORRY, r3=- FAILED", servers(two));
    assertEquals(new Quorum(2, 2, false, true), two.quorum());
    assertEquals(List.of(), two.news());
    assertEquals("r1=1 HEALTHY, r2=1 HEALTHY, r3=1 HEALTHY", servers(three));
    assertEquals(
        List.of(
            "quorum regained: healthy weight 3, needed 2 + 1",
            "sorry server 10.0.0.99 is out again"),
        three.news());
  }

  @Test
  @DisplayName("held servers do not count, and leave for the sorry server")
  void heldOnesLeave() {
    Story story = Story.of("floor = 1, sorry-server.address = \"10.0.0.99\"", "r1=1 r2=1");
    story.up("r1", "r2").decide();

    Decision held = story.down("r1").decide();
    Decision none = story.down("r2").decide();

    assertEquals("r1=1 HELD, r2=1 HEALTHY", servers(held));
    assertEquals("r1=- FAILED, r2=- FAILED", servers(none));
    assertEquals(
        List.of(
            "quorum lost: healthy weight 0, needed 1",
            "sorry server 10.0.0.99 answers",
            "r1: no longer held in: down, so not in the table"),
        none.news());
  }

  @Test
  @DisplayName("without a sorry server a lost quorum is told, and nothing else happens")
  void withoutSorryServer() {
    Story story = Story.of("floor = 0, quorum = 2", "r1=1 r2=1").up("r1", "r2");
    story.decide();

    Decision lost = story.down("r1").decide();
    Decision regained = story.up("r1").decide();

    assertEquals("r1=- FAILED, r2=1 HEALTHY", servers(lost));
    assertEquals(new Quorum(2, 1, false, false), lost.quorum());
    assertEquals(List.of("quorum lost: healthy weight 1, needed 2"), lost.news());
    assertEquals(List.of("quorum regained: healthy weight 2, needed 2"), regained.news());
  }

  @Test
  @DisplayName("before the first verdicts nothing is lost")
  void freshStart() {
    Story story = Story.of(SORRY + "quorum = 2", "r1=1 r2=1 r3=1");

    Decision none = story.decide();
    Decision one = story.down("r1").decide();
    Decision two = story.down("r2").decide();

    assertEquals(new Quorum(2, 0, false, false), none.quorum());
    assertEquals(new Quorum(2, 0, false, false), one.quorum());
    assertEquals(new Quorum(2, 0, false, true), two.quorum());
    assertEquals("r1=- FAILED, r2=- FAILED, r3=- NEW", servers(two));
  }

  @Test
  @DisplayName("a reload that brings other servers waits for their verdicts")
  void otherServers() {
    Story story = Story.of(SORRY, "r1=1").up("r1");
    story.decide();

    Decision decision =
        story.now(Story.service(SORRY, "r0=1 r2=1 r3=1")).are(UNKNOWN, "r0").decide();

    // r0 has the address that r1 had, and so what is known of r1.
    assertEquals("r0=1 HEALTHY, r2=- NEW, r3=- NEW", servers(decision));
    assertEquals(false, decision.quorum().sorryActive());
  }

  @Test
  @DisplayName("a server that operators took out has no part in the quorum")
  void takenOut() {
    Story story = Story.of(SORRY + "quorum = 2", "r1=1 r2=1").up("r1", "r2");
    story.decide();

    Decision decision = story.ask(Verb.DISABLE, "r1").decide();

    assertEquals("r1=- DISABLED, r2=- REPLACED_BY_SORRY", servers(decision));
    assertEquals(new Quorum(2, 1, false, true), decision.quorum());
  }

  @Test
  @DisplayName("a rising server counts in full, and one with another weight with that")
  void weightsThatCount() {
    Story story = Story.of(SORRY + "quorum = 100, slow-start = 30s", "r1=100 r2=100");
    story.up("r1", "r2").decide();
    story.down("r1").decide();

    Decision rising = story.up("r1").down("r2").decide();
    Decision weighed = story.weigh("r1", 99).decide();

    assertEquals(new Quorum(100, 100, true, false), rising.quorum());
    assertEquals(new Quorum(100, 99, false, true), weighed.quorum());
  }

  @Test
  @DisplayName("after the sorry server nobody rises: nobody else would carry the load")
  void noSlowStartAfterSorry() {
    Story story = Story.of(SORRY + "quorum = 150, slow-start = 30s", "r1=100 r2=100");
    story.up("r1", "r2").decide();
    story.down("r1", "r2").decide();
    story.up("r1").seconds(10).decide();

    Decision decision = story.up("r2").seconds(10).decide();

    assertEquals("r1=100 HEALTHY, r2=100 HEALTHY", servers(decision));
  }

  @Test
  @DisplayName("connections go on beside the sorry server where they were promised to")
  void promisesHold() {
    Story story =
        Story.of(SORRY + "quorum = 3, check { on-failure = quiesce }", "r1=1 r2=1 r3=1 r4=1");
    story.up("r1", "r2", "r3", "r4").decide();
    story.drain("r1", Duration.ofMinutes(5)).decide();

    Decision decision = story.down("r2").decide();

    assertEquals(
        "r1=0 DRAINING, r2=0 FAILED_QUIESCED, r3=0 REPLACED_BY_SORRY, r4=0 REPLACED_BY_SORRY",
        servers(decision));
  }

  @Test
  @DisplayName("a sorry server that is configured while the quorum is lost goes in, and out again")
  void sorryServerByReload() {
    Story story = Story.of("floor = 0", "r1=1").up("r1");
    story.decide();
    story.down("r1").decide();

    Decision with = story.now(Story.service(SORRY, "r1=1")).decide();
    Decision without = story.now(Story.service("floor = 0", "r1=1")).decide();

    assertEquals(List.of("sorry server 10.0.0.99 answers"), with.news());
    assertEquals(List.of("sorry server is out again", "nobody serves now: 1 down"), without.news());
  }
}
