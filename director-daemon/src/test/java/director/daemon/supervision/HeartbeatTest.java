// SPDX-License-Identifier: Apache-2.0
package director.daemon.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final List<Throwable> mistakes = new ArrayList<>();
  private final Loop deciding = new Loop("deciding", mistakes::add);
  private final Loop checking = new Loop("checking", mistakes::add);
  private final BlockingQueue<String> beats = new LinkedBlockingQueue<>();
  private final Heartbeat heart =
      new Heartbeat(
          deciding,
          () -> CompletableFuture.runAsync(() -> {}, checking),
          () -> beats.add(Thread.currentThread().getName()));

  @AfterEach
  void stop() {
    deciding.shutdownNow();
    checking.shutdownNow();
    assertEquals(List.of(), mistakes);
  }

  private static CountDownLatch block(Loop loop) throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    loop.execute(
        () -> {
          held.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    held.await();
    return release;
  }

  private static void turn(Loop loop) throws Exception {
    CompletableFuture.runAsync(() -> {}, loop).get(30, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("beats again and again on the deciding thread while both turn")
  void beats() throws Exception {
    heart.every(Duration.ofMillis(1));

    assertEquals("deciding", beats.poll(30, TimeUnit.SECONDS));
    assertEquals("deciding", beats.poll(30, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("does not beat once the other thread takes no task any more")
  void ended() throws Exception {
    Heartbeat over =
        new Heartbeat(
            deciding,
            () -> CompletableFuture.failedFuture(new IllegalStateException("closed")),
            () -> beats.add("beat"));

    over.every(NEVER);
    turn(deciding);
    turn(deciding);

    assertTrue(beats.isEmpty());
  }

  @Test
  @DisplayName("does not beat while the checking thread is stuck, though the deciding one turns")
  void checkingIsStuck() throws Exception {
    CountDownLatch release = block(checking);

    heart.every(NEVER);
    turn(deciding);
    turn(deciding);

    assertTrue(beats.isEmpty());
    release.countDown();
    assertEquals("deciding", beats.poll(30, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("does not beat while the deciding thread is stuck, though the checking one turns")
  void decidingIsStuck() throws Exception {
    CountDownLatch release = block(deciding);

    heart.every(NEVER);
    turn(checking);
    turn(checking);

    assertTrue(beats.isEmpty());
    release.countDown();
    assertEquals("deciding", beats.poll(30, TimeUnit.SECONDS));
  }
}
