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

  @Test
  @DisplayName("a loop that is stuck does not beat, whatever else turns; once it is free, it does")
  void stuck() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    beat();
    assertEquals("elector", beats.poll(30, TimeUnit.SECONDS));
    CompletableFuture<Void> stuck =
        elector
            .status()
            .thenAccept(
                status -> {
                  held.countDown();
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    // A status that was answered before we asked for more would hold up this thread, not the loop.
    assertTrue(held.await(30, TimeUnit.SECONDS));
    beats.clear();

    assertEquals(null, beats.poll(100, TimeUnit.MILLISECONDS));

    release.countDown();
    stuck.join();
    assertEquals("elector", beats.poll(30, TimeUnit.SECONDS));
  }
}
