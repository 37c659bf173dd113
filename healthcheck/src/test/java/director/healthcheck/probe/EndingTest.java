// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EndingTest {

  private final Queue<Runnable> soon = new ArrayDeque<>();
  private final List<String> happened = new ArrayList<>();
  private final Ending ending =
      new Ending(soon::add, result -> happened.add(result.seen()), () -> happened.add("closed"));

  @Test
  @DisplayName("the first finding is told once, after the read that led to it, and closes")
  void first() {
    ending.with(() -> result("answered 200"));
    ending.with(() -> result("closed by the server"));
    happened.add("read");

    runSoon();

    assertEquals(List.of("read", "closed", "answered 200"), happened);
  }

  @Test
  @DisplayName("who cancels before it is told hears nothing")
  void cancelled() {
    ending.with(() -> result("answered 200"));
    ending.cancel();

    runSoon();

    assertEquals(List.of("closed"), happened);
  }

  @Test
  @DisplayName("nothing is found after the end, nor looked for")
  void late() {
    ending.cancel();
    ending.with(
        () -> {
          happened.add("looked for");
          return result("answered 200");
        });

    runSoon();

    assertEquals(List.of("closed"), happened);
  }

  @Test
  @DisplayName("who gives up gets what was about to be told, and is not told it again")
  void givenUpAfterAnAnswer() {
    ending.with(() -> result("answered 200"));

    ProbeResult given = ending.giveUp(() -> result("no answer"));
    runSoon();

    assertEquals("answered 200", given.seen());
    assertEquals(List.of("closed"), happened);
  }

  @Test
  @DisplayName("who gives up in silence gets the silence")
  void givenUp() {
    ProbeResult given = ending.giveUp(() -> result("no answer"));

    assertEquals("no answer", given.seen());
    assertEquals(List.of("closed"), happened);
  }

  private void runSoon() {
    while (!soon.isEmpty()) {
      soon.remove().run();
    }
  }

  private static ProbeResult result(String seen) {
    return new ProbeResult(
        Verdict.PASSED, seen, ProbePhase.ANSWERED, ProbeTimes.endedAfter(Duration.ofMillis(1)));
  }
}
