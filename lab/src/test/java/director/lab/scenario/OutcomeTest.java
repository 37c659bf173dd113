// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.lab.scenario.Outcome.Kind;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Scenario SPREAD =
      new Scenario("spread", "Requests are spread over three routers", () -> "");

  @Test
  @DisplayName("a scenario that passed is one line, which ends with what was measured")
  void passed() {
    Outcome outcome = new Outcome(Kind.PASSED, SPREAD, Duration.ofMillis(3449), "10 each", "");

    assertEquals(
        "passed    3.4 s  spread                 Requests are spread over three routers: 10 each",
        outcome.lines());
  }

  @Test
  @DisplayName("a scenario that failed says why, indented")
  void failed() {
    Outcome outcome =
        new Outcome(Kind.FAILED, SPREAD, Duration.ofSeconds(12), "", "answers:\nexpected 10");

    assertEquals(
        "failed   12.0 s  spread                 Requests are spread over three routers\n"
            + "    answers:\n"
            + "    expected 10",
        outcome.lines());
  }
}
