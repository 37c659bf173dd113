// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.control.StatusSnapshots.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusSnapshotsTest {
  /** Of a director: each is made when the test says so. */
  private final List<CompletableFuture<StatusReport>> asked = new ArrayList<>();

  private long now;
  private final StatusSnapshots status =
      new StatusSnapshots(
          () -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
          },
          Runnable::run,
          () -> now);

  @Test
  @DisplayName("a hundred who ask at once get the same bytes of one report")
  void shared() {
    List<CompletionStage<Blocks>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(status.bytes(View.FULL));
    }
    made(Duration.ofMillis(1));

    assertEquals(1, asked.size());
    answers.forEach(answer -> assertSame(blocks(answers.get(0)), blocks(answer)));
  }

  @Test
  @DisplayName("each view is written once, of the same report")
  void views() {
    CompletionStage<Blocks> full = status.bytes(View.FULL);
    CompletionStage<Blocks> summary = status.bytes(View.SUMMARY);
    made(Duration.ofMillis(1));

    assertEquals(1, asked.size());
    assertNotSame(blocks(full), blocks(summary));
    assertSame(blocks(summary), blocks(status.bytes(View.SUMMARY)));
  }

  @Test
  @DisplayName("one that was made quickly is good for 250 ms")
  void quick() {
    status.report();
    made(Duration.ofMillis(10));

    pass(Duration.ofMillis(240));
    status.report();
    int within = asked.size();
    pass(Duration.ofMillis(1));
    status.report();

    assertEquals(1, within);
    assertEquals(2, asked.size());
  }

  @Test
  @DisplayName("one that took half a second is good for two")
  void slow() {
    status.report();
    made(Duration.ofMillis(500));

    pass(Duration.ofMillis(1_500));
    status.report();
    int within = asked.size();
    pass(Duration.ofMillis(1));
    status.report();

    assertEquals(1, within);
    assertEquals(2, asked.size());
  }

  @Test
  @DisplayName("none is good for more than five seconds, however long it took")
  void late() {
    status.report();
    made(Duration.ofSeconds(4));

    pass(Duration.ofSeconds(1));
    status.report();
    int within = asked.size();
    pass(Duration.ofMillis(1));
    status.report();

    assertEquals(1, within);
    assertEquals(2, asked.size());
  }

  @Test
  @DisplayName("after an order another one is made, also if one is being made")
  void ordered() {
    status.report();
    status.ordered();
    CompletionStage<StatusReport> after = status.report();
    asked.get(0).complete(Reports.allWell());
    boolean byTheOld = after.toCompletableFuture().isDone();
    asked.get(1).complete(Reports.degraded());

    assertEquals(2, asked.size());
    assertTrue(!byTheOld);
    assertEquals(Reports.degraded(), after.toCompletableFuture().join());
  }

  @Test
  @DisplayName("one that failed is not kept")
  void failed() {
    CompletionStage<Blocks> first = status.bytes(View.FULL);
    asked.get(0).completeExceptionally(new IllegalStateException("no"));
    status.bytes(View.FULL);

    assertTrue(first.toCompletableFuture().isCompletedExceptionally());
    assertEquals(2, asked.size());
  }

  private void made(Duration took) {
    pass(took);
    asked.get(asked.size() - 1).complete(Reports.allWell());
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static Blocks blocks(CompletionStage<Blocks> stage) {
    return stage.toCompletableFuture().join();
  }
}
