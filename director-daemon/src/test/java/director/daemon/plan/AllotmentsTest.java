// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static director.daemon.plan.Story.servers;
import static director.healthcheck.state.HealthState.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.config.ServiceConfig;
import director.ipvs.table.IpvsTable;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AllotmentsTest {

  @Test
  @DisplayName("what health means to a server, and what operators read about it")
  void health() {
    Story story = Story.of("floor = 0", "r1=5 r2=5 r3=5").up("r1").down("r2");

    Decision decision = story.decide();

    assertEquals("r1=5 HEALTHY, r2=- FAILED, r3=- NEW", servers(decision));
    assertEquals("healthy", decision.servers().get("r1").sentence());
    assertEquals("down, so not in the table", decision.servers().get("r2").sentence());
    assertEquals("no verdict yet, so not in the table", decision.servers().get("r3").sentence());
    assertEquals(
        List.of("served now: 1 healthy, 1 without a verdict yet, 1 down"), decision.news());
  }

  @Test
  @DisplayName("servers that are not checked are in, whatever is thought of them")
  void unchecked() {
    Decision decision = Story.of("check = none", "r1=5 r2=5").down("r2").decide();

    assertEquals("r1=5 UNCHECKED, r2=5 UNCHECKED", servers(decision));
    assertEquals("not checked", decision.servers().get("r1").sentence());
  }

  @Test
  @DisplayName("when nothing is known any more, what was known stays")
  void unknownTakesNothingBack() {
    Story story = Story.of("floor = 0", "r1=1 r2=1").up("r1").down("r2");
    story.decide();

    Decision decision = story.are(UNKNOWN, "r1", "r2").decide();

    assertEquals("r1=1 HEALTHY, r2=- FAILED", servers(decision));
    assertEquals(List.of(), decision.news());
  }

  @Test
  @DisplayName("a server with another name is the same; one at another address is another")
  void knownByPlace() {
    ServiceConfig before = Story.service("floor = 1", "r1=1 r2=1");
    Story story = new Story(before, IpvsTable.EMPTY).up("r1", "r2");
    story.decide();
    story.down("r1").decide();

    // At 10.0.0.11 is a now, and r1 is where r2 was.
    Decision decision = story.now(Story.service("floor = 1", "a=1 r1=1")).down("a", "r1").decide();

    assertEquals("a=1 HELD, r1=1 HELD", servers(decision));
    assertEquals(
        List.of(
            "quorum lost: healthy weight 0, needed 1",
            "r1: down, but held in: without it weight 1 of 2 would be left, below the floor of 1.0"),
        decision.news());
  }

  @Test
  @DisplayName("at start the kernel's table tells who is in, and nothing is told as news")
  void start() {
    ServiceConfig service = Story.service("sorry-server.address = \"10.0.0.99\"", "r1=5 r2=5 r3=0");
    Story served =
        new Story(
            service,
            table(
                tcp(
                    "203.0.113.10",
                    443,
                    "wrr",
                    server("10.0.0.11", 443, 5),
                    server("10.0.0.13", 443, 0))));
    Story sorry =
        new Story(service, table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.99", 443, 1))));

    Decision goesOn = served.decide();
    Decision stillSorry = sorry.decide();

    assertEquals("r1=5 HEALTHY, r2=- FAILED, r3=0 HEALTHY", servers(goesOn));
    assertEquals(List.of(), goesOn.news());
    assertEquals("r1=- FAILED, r2=- FAILED, r3=- FAILED", servers(stillSorry));
    assertEquals(new Quorum(1, 0, false, true), stillSorry.quorum());
    assertEquals(List.of(), stillSorry.news());
  }
}
