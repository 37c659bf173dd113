// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static director.healthcheck.FakeProber.PASSED;
import static director.healthcheck.FakeProber.SILENT;
import static director.healthcheck.FakeProber.STATUS_503;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.Question;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbeResult;
import director.testkit.VirtualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AskedTest {

  private final VirtualLoop loop = new VirtualLoop();
  private final FakeProber prober = new FakeProber(() -> Duration.ofNanos(loop.nanoTime()));
  private final Asked asked =
      new Asked(
          prober, (delay, task) -> loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS), 2);

  @Test
  @DisplayName("two are asked at once, the others when a place is free, in their order")
  void bounded() {
    List<CompletableFuture<ProbeResult>> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(ask("/" + i));
    }
    int first = prober.started.size();
    prober.started.get(1).answer(PASSED);
    prober.started.get(2).answer(STATUS_503);

    assertEquals(2, first);
    assertEquals(List.of("/0", "/1", "/2", "/3"), paths());
    assertEquals(2, prober.open);
    assertEquals(PASSED, answers.get(1).join());
    assertEquals(STATUS_503, answers.get(2).join());
    assertFalse(answers.get(0).isDone());
  }

  @Test
  @DisplayName("the timeout of each counts from when it is asked, and then the next has its turn")
  void timeout() {
    ask("/0");
    ask("/1");
    CompletableFuture<ProbeResult> third = ask("/2");

    loop.advance(Duration.ofSeconds(3));
    boolean atThree = third.isDone();
    loop.advance(Duration.ofSeconds(3));

    assertFalse(atThree);
    assertEquals(SILENT, third.join());
    assertEquals(0, prober.open);
  }

  @Test
  @DisplayName("what ended in time has no deadline any more")
  void noDeadlineLeft() {
    CompletableFuture<ProbeResult> answer = ask("/0");
    prober.last().answer(PASSED);

    loop.advance(Duration.ofSeconds(10));

    assertEquals(PASSED, answer.join());
    assertEquals("answered", prober.last().end);
    assertEquals(0, loop.waiting());
  }

  @Test
  @DisplayName("who has gone while in line is not asked for, and who has gone later leaves nothing")
  void cancelled() {
    CompletableFuture<ProbeResult> first = ask("/0");
    ask("/1");
    CompletableFuture<ProbeResult> waiting = ask("/2");
    ask("/3");

    waiting.cancel(false);
    first.cancel(false);
    loop.advance(Duration.ofSeconds(10));

    assertEquals(List.of("/0", "/1", "/3"), paths());
    assertEquals(0, prober.open);
  }

  @Test
  @DisplayName("the 259th question at once is refused")
  void tooMany() {
    List<CompletableFuture<ProbeResult>> answers = new ArrayList<>();
    for (int i = 0; i < 259; i++) {
      answers.add(ask("/" + i));
    }

    var refused = assertThrows(CompletionException.class, () -> answers.get(258).join());

    assertEquals(RejectedExecutionException.class, refused.getCause().getClass());
    assertEquals(
        "256 checks wait to be run already; try again when some have ended",
        refused.getCause().getMessage());
    assertEquals(258, answers.stream().filter(one -> !one.isDone()).count());
  }

  @Test
  @DisplayName("who asks after the close hears of it at once, and nobody is asked")
  void askedTooLate() {
    asked.close();

    CompletableFuture<ProbeResult> late = ask("/late");

    assertTrue(late.isCancelled());
    assertEquals(List.of(), paths());
  }

  @Test
  @DisplayName("a close drops all, and everybody hears of it")
  void close() {
    List<CompletableFuture<ProbeResult>> answers = List.of(ask("/0"), ask("/1"), ask("/2"));

    asked.close();

    assertTrue(answers.stream().allMatch(CompletableFuture::isCancelled));
    assertEquals(
        List.of("cancelled", "cancelled"), prober.started.stream().map(one -> one.end).toList());
    assertEquals(0, loop.waiting());
  }

  private CompletableFuture<ProbeResult> ask(String path) {
    var answer = new CompletableFuture<ProbeResult>();
    asked.ask(question(path), answer);
    return answer;
  }

  private List<String> paths() {
    return prober.started.stream().map(one -> one.path).toList();
  }

  private static Question question(String path) {
    return VirtualChecker.order(
            path,
            CheckTiming.every(Duration.ofSeconds(1)),
            DecisionRule.inARow(1, 1),
            HealthState.UP)
        .question();
  }
}
