// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.TargetHealth;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import director.testkit.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IncomingResultsTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final List<String> heard = new ArrayList<>();
  private final IncomingResults results = new IncomingResults(loop, (id, health) -> heard.add(id));

  @Test
  @DisplayName("a result that changes a state comes at once, after all that came before it")
  void change() {
    results.checked("a", health(false));
    results.checked("b", health(true));

    loop.advance(Duration.ZERO);

    assertEquals(List.of("a", "b"), heard);
  }

  @Test
  @DisplayName("the others come together, within a tenth of a second")
  void together() {
    results.checked("a", health(false));
    results.checked("b", health(false));
    int tasks = loop.waiting();
    loop.advance(Duration.ofMillis(99));
    List<String> before = List.copyOf(heard);

    loop.advance(Duration.ofMillis(1));

    assertEquals(1, tasks);
    assertEquals(List.of(), before);
    assertEquals(List.of("a", "b"), heard);
  }

  @Test
  @DisplayName("none is forgotten that comes after a delivery")
  void goesOn() {
    results.checked("a", health(true));
    loop.advance(Duration.ZERO);
    results.checked("b", health(false));
    loop.advance(Duration.ofMillis(100));
    results.checked("c", health(false));
    results.checked("d", health(true));

    loop.advance(Duration.ofMillis(100));

    assertEquals(List.of("a", "b", "c", "d"), heard);
  }

  private static TargetHealth health(boolean changed) {
    return new TargetHealth(
        HealthState.UP,
        changed,
        0,
        new ProbeResult(
            Verdict.PASSED, "", ProbePhase.ANSWERED, ProbeTimes.endedAfter(Duration.ZERO)),
        Instant.EPOCH,
        Instant.EPOCH,
        "",
        Instant.EPOCH,
        Optional.empty());
  }
}
