// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import director.daemon.config.ServiceConfig;
import director.daemon.plan.Instruction.Verb;
import director.healthcheck.state.HealthState;
import director.ipvs.table.IpvsTable;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All that can happen in two steps to three servers: each health at first, each health then, and
 * what operators asked of two of them.
 */
class AllotmentUniverseTest {
  private static final List<String> SERVERS = List.of("r1", "r2", "r3");
  private static final List<HealthState> HEALTH = List.of(HealthState.values());
  private static final int CHOICES = 3;
  private static final int COMBINATIONS = 27;
  private static final int COMBINATIONS_OF_TWO = 9;

  @ParameterizedTest(name = "{0}, floor {1}, quorum {2}, {3}")
  @CsvSource({
    "r1=1 r2=1 r3=1, 0, 1, remove",
    "r1=1 r2=1 r3=1, 0.5, 2, remove",
    "r1=1 r2=2 r3=4, 0.5, 2, quiesce",
    "r1=1 r2=2 r3=4, 1, 5, remove",
    "r1=3 r2=0 r3=1, 0.34, 1, quiesce",
  })
  @DisplayName("the rules hold in the whole of a small universe")
  void rulesHold(String servers, String floor, int quorum, String onFailure) {
    for (String sorry : List.of("", "sorry-server.address = \"10.0.0.99\"")) {
      ServiceConfig service =
          Story.service(
              "floor = %s, quorum = %d, check { on-failure = %s }\n%s"
                  .formatted(floor, quorum, onFailure, sorry),
              servers);
      for (int first = 0; first < COMBINATIONS; first++) {
        for (int then = 0; then < COMBINATIONS; then++) {
          for (int asked = 0; asked < COMBINATIONS_OF_TWO; asked++) {
            play(service, first, then, asked);
          }
        }
      }
    }
  }

  private static void play(ServiceConfig service, int first, int then, int asked) {
    Story story = new Story(service, IpvsTable.EMPTY);
    judge(story, first);
    Decision before = story.decide();
    judge(story, then);
    instruct(story, asked);

    Decision after = story.decide();

    new DecisionRules(story, before, after, first + " then " + then + " asked " + asked).check();
  }

  private static void judge(Story story, int combination) {
    for (int server = 0; server < SERVERS.size(); server++) {
      story.are(HEALTH.get(digit(combination, server)), SERVERS.get(server));
    }
  }

  private static void instruct(Story story, int combination) {
    for (int server = 0; server < SERVERS.size(); server++) {
      switch (digit(combination, server)) {
        case 1 -> story.ask(Verb.QUIESCE, SERVERS.get(server));
        case 2 -> story.ask(Verb.DISABLE, SERVERS.get(server));
        default -> story.enable(SERVERS.get(server));
      }
    }
  }

  private static int digit(int number, int place) {
    return number / (int) Math.pow(CHOICES, place) % CHOICES;
  }
}
