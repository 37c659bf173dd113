// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.control.Outcome;
import director.daemon.loop.Loop;
import director.daemon.supervision.Supervisor;
import director.daemon.supervision.Supervisors;
import director.systemd.WatchdogTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The service manager hears of the director")
class ReportingTest {
  private static final WatchdogTime DAYS = new WatchdogTime(Duration.ofDays(1));

  private final List<Throwable> mistakes = new ArrayList<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Supervisor supervisor = Supervisors.telling(heard::add);
  private final Loop loop = new Loop("director", mistakes::add);
  private volatile String standing = "BACKUP of photos";
  private final Reporting reporting =
      new Reporting(loop, () -> standing, () -> CompletableFuture.completedFuture(true));

  @AfterEach
  void stop() {
    loop.shutdownNow();
    assertEquals(List.of(), mistakes);
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
  }

  private void onLoop(Runnable task) {
    CompletableFuture.runAsync(task, loop).join();
  }

  private void becomeReady() throws InterruptedException {
    onLoop(() -> reporting.begin(supervisor, Optional.empty()));
    assertEquals("EXTEND_TIMEOUT_USEC=30000000", next());
    assertEquals("STATUS=starting: BACKUP of photos", next());
    onLoop(reporting::ready);
    assertEquals("READY=1\nSTATUS=BACKUP of photos", next());
  }

  @Test
  @DisplayName("that it works, and while it waits for the elector that this is no hang")
  void starting() throws Exception {
    onLoop(() -> reporting.begin(supervisor, Optional.of(DAYS)));

    assertEquals("WATCHDOG=1", next());
    assertEquals("EXTEND_TIMEOUT_USEC=30000000", next());
    assertEquals("STATUS=starting: BACKUP of photos", next());
  }

  @Test
  @DisplayName("how it stands when that has changed, and not otherwise")
  void standing() throws Exception {
    becomeReady();

    onLoop(reporting::look);
    standing = "MASTER of photos";
    onLoop(reporting::look);

    assertEquals("STATUS=MASTER of photos", next());
    assertTrue(heard.isEmpty());
  }

  @Test
  @DisplayName("that a reload begins and ends, and why it was refused until one succeeds")
  void reloads() throws Exception {
    becomeReady();
    Outcome refused =
        Outcome.refused("refused", List.of("director.conf:3: a is not a known key", "second"));

    assertEquals(refused, reload(refused));
    String reloading = next();
    assertTrue(reloading.matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*"), reloading);
    assertEquals("READY=1", next());
    assertEquals(
        "STATUS=the last reload was refused, what ran before runs on: director.conf:3: a is not a"
            + " known key (and 1 more); BACKUP of photos",
        next());

    Outcome done = Outcome.done("reloaded", List.of());
    assertEquals(done, reload(done));
    assertTrue(next().startsWith("RELOADING=1\n"));
    assertEquals("READY=1", next());
    assertEquals("STATUS=BACKUP of photos", next());
  }

  private Outcome reload(Outcome comes) throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    onLoop(
        () -> {
          var unused =
              reporting
                  .around(() -> CompletableFuture.completedFuture(comes))
                  .thenAccept(outcome::complete);
        });
    return outcome.get(30, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("nothing of a reload before it is ready: READY would end the start")
  void reloadWhileStarting() throws Exception {
    onLoop(() -> reporting.begin(supervisor, Optional.empty()));
    assertEquals("EXTEND_TIMEOUT_USEC=30000000", next());
    assertEquals("STATUS=starting: BACKUP of photos", next());

    Outcome done = Outcome.done("reloaded", List.of());
    assertEquals(done, reload(done));

    assertTrue(heard.isEmpty(), heard.toString());
  }

  @Test
  @DisplayName("that it stops and how long that may take, and nothing more")
  void stopping() throws Exception {
    becomeReady();

    reporting.stop(Duration.ofSeconds(55));
    standing = "MASTER of photos";
    onLoop(reporting::look);

    assertEquals("STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=55000000", next());
    assertTrue(heard.isEmpty());
  }
}
