// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.state.Advice.Mode.DRAIN;
import static director.healthcheck.state.Advice.Mode.MAINTENANCE;
import static director.healthcheck.state.Advice.Mode.SERVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.state.Advice.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentAnswerTest {

  private static final List<String> OPERATIONAL =
      List.of("", "up", "down", "stopped", "fail", "failed");
  private static final List<String> ADMINISTRATIVE = List.of("", "ready", "drain", "maint");
  private static final List<String> PERCENTAGES = List.of("", "0%", "75%", "100%", "150%");
  private static final List<String> SEPARATORS = List.of(" ", "\t", ",", ", ", " ,\t,");

  @Test
  @DisplayName("each word of a kind means the same beside each word of another, in any order")
  void allOfThem() {
    for (String operational : OPERATIONAL) {
      for (String administrative : ADMINISTRATIVE) {
        for (String percentage : PERCENTAGES) {
          for (String separator : SEPARATORS) {
            List<String> words = new ArrayList<>(List.of(operational, administrative, percentage));
            words.removeIf(String::isEmpty);
            AgentAnswer expected =
                new AgentAnswer(
                    bad(operational),
                    mode(administrative),
                    percent(percentage),
                    "",
                    !words.isEmpty(),
                    List.of());

            for (int turn = 0; turn < 3; turn++) {
              assertEquals(expected, AgentAnswer.parse(String.join(separator, words)));
              words.add(words.isEmpty() ? "" : words.remove(0));
            }
          }
        }
      }
    }
  }

  @Test
  @DisplayName("a description begins at a # that begins a word, and has all the rest")
  void description() {
    assertEquals(
        new AgentAnswer(
            Optional.of("down"),
            Optional.empty(),
            OptionalInt.empty(),
            "disk full, up 75% # really",
            true,
            List.of()),
        AgentAnswer.parse("down # disk full, up 75% # really "));
    assertEquals("", AgentAnswer.parse("down #").description());
    assertEquals("x", AgentAnswer.parse("#x").description());
    assertEquals(
        List.of("the agent says \"down#x\", not understood"), AgentAnswer.parse("down#x").notes());
  }

  @Test
  @DisplayName("of words of the same kind the last holds, and case does not matter")
  void lastHolds() {
    assertEquals(
        new AgentAnswer(
            Optional.empty(), Optional.of(MAINTENANCE), OptionalInt.of(20), "", true, List.of()),
        AgentAnswer.parse("DOWN Up drain 10% MAINT 20%"));
  }

  @Test
  @DisplayName("words that are not acted upon are noted, the first five of them")
  void notes() {
    AgentAnswer answer = AgentAnswer.parse("up maxconn:30 bogus -5% 7.5% % maxconn:x 9");

    assertEquals(
        new AgentAnswer(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            "",
            true,
            List.of(
                "the agent says \"maxconn:30\", not applied here",
                "the agent says \"bogus\", not understood",
                "the agent says \"-5%\", not understood",
                "the agent says \"7.5%\", not understood",
                "the agent says \"%\", not understood")),
        answer);
  }

  @ParameterizedTest(name = "\"{0}\" is understood: {1}")
  @DisplayName("a line is understood if one word of it is")
  @CsvSource({
    "'', false",
    "'   ', false",
    "',,,', false",
    "bogus, false",
    "#up, false",
    "'x up', true",
    "maxconn:1, true",
    "maxconn:, false",
    "0%, true"
  })
  void known(String line, boolean known) {
    assertEquals(known, AgentAnswer.parse(line).known());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("a percentage of any length is a number")
  @CsvSource({
    "000%, 0",
    "00075%, 75",
    "1000000%, 1000000",
    "1000001%, 1000000",
    "9999999%, 1000000",
    "99999999999999999999%, 1000000"
  })
  void percentages(String word, int percent) {
    assertEquals(OptionalInt.of(percent), AgentAnswer.parse(word).percent());
  }

  @Test
  @DisplayName("whatever an agent says can be read")
  void garbage() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        line.append((char) random.nextInt(256));
      }

      AgentAnswer answer = AgentAnswer.parse(line.toString());

      assertTrue(answer.notes().size() <= 5);
    }
  }

  private static Optional<String> bad(String word) {
    return word.isEmpty() || word.equals("up") ? Optional.empty() : Optional.of(word);
  }

  private static Optional<Mode> mode(String word) {
    return switch (word) {
      case "ready" -> Optional.of(SERVE);
      case "drain" -> Optional.of(DRAIN);
      case "maint" -> Optional.of(MAINTENANCE);
      default -> Optional.empty();
    };
  }

  private static OptionalInt percent(String word) {
    return switch (word) {
      case "0%" -> OptionalInt.of(0);
      case "75%" -> OptionalInt.of(75);
      case "100%" -> OptionalInt.of(100);
      case "150%" -> OptionalInt.of(150);
      default -> OptionalInt.empty();
    };
  }
}
