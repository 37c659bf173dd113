// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ElectorPulseTest {
  private final BlockingQueue<String> beats = new LinkedBlockingQueue<>();
  private Elector elector;
  private Thread loop;

  @BeforeEach
  void run() throws Exception {
    elector = Elector.open(change -> {});
    loop = new Thread(elector, "elector");
    loop.setDaemon(true);
    loop.start();
  }

  @AfterEach
  void end() throws Exception {
    elector.stop("the test is over");
    loop.join();
  }

  private void beat() {
    elector.beat(Duration.ofMillis(10), () -> beats.add(Thread.currentThread().getName()));
  }

  @Test
  @DisplayName("a loop that has nothing else to do beats by itself, on its own thread")
  void idle() throws Exception {
    beat();

    assertEquals("elector", beats.poll(30, TimeUnit.SECONDS));
    assertEquals("elector", beats.poll(30, TimeUnit.SECONDS));
    assertEquals("elector", beats.poll(30, TimeUnit.SECONDS));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("a loop that is stuck does not beat, whatever else turns; once it is free, it does")
  void stuck() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    // The first beat waits until the loop has been given what it will be stuck in.
    elector.beat(
        Duration.ofMillis(10),
        () -> {
          beats.add(Thread.currentThread().getName());
          await(asked);
        });
    assertEquals("elector", beats.poll(30, TimeUnit.SECONDS));
    CompletableFuture<Void> task =
        elector
            .status()
            .thenAccept(
                status -> {
                  stuck.countDown();
                  await(release);
                });
    asked.countDown();
    assertTrue(stuck.await(30, TimeUnit.SECONDS));
    beats.clear();

    assertEquals(null, beats.poll(100, TimeUnit.MILLISECONDS));

    release.countDown();
    task.join();
    assertEquals("elector", beats.poll(30, TimeUnit.SECONDS));
  }
}
