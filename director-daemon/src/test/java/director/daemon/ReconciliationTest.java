// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.loop.Loop;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTest {
  private static final IpvsTable ONE =
      table(tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1)));
  private static final IpvsTable TWO =
      table(
          tcp(
              "203.0.113.10",
              443,
              "wrr",
              server("10.0.0.11", 443, 1),
              server("10.0.0.12", 443, 1)));

  @TempDir Path directory;

  private final FakeIpvs kernel = new FakeIpvs(IpvsTable.EMPTY);
  private final Queue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final Loop loop = new Loop("test", mistakes::add);
  private final AtomicInteger passes = new AtomicInteger();
  private final DirectorLog log = new DirectorLog();
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private IpvsKeeper keeper;
  private Reconciliation reconciliation;
  private IpvsTable desired = ONE;

  @BeforeEach
  void make() throws IOException {
    keeper = new IpvsKeeper(kernel, OwnedServices.load(directory));
    reconciliation =
        new Reconciliation(
            loop,
            keeper,
            () -> IpvsTarget.of(desired),
            found -> passes.incrementAndGet(),
            events::add);
  }

  @AfterEach
  void end() {
    loop.shutdownNow();
    keeper.close();
    log.close();
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  @Test
  @DisplayName("a request makes the table what is desired, and each change tells its reason")
  void oneRequest() {
    Object before = ask(reconciliation::last);

    on(() -> reconciliation.request("start"));
    awaitPasses(1);

    assertNull(before);
    assertNotNull(ask(reconciliation::last));
    assertEquals(ONE, kernel.table());
    assertEquals(
        List.of(
            "INFO ipvs: add service TCP 203.0.113.10:443 scheduler wrr (start)",
            "INFO ipvs: add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443 (start)"),
        log.lines());
  }

  @Test
  @DisplayName("what comes up during a pass is done in one pass after it")
  void coalesces() {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    kernel.beforeRead(
        () -> {
          reading.countDown();
          Waiting.forLatch(go);
        });
    on(() -> reconciliation.request("start"));
    Waiting.forLatch(reading);

    on(
        () -> {
          desired = TWO;
          reconciliation.request("photos/router2 is UP");
          reconciliation.request("photos/router3 is UP");
          reconciliation.compare();
        });
    go.countDown();
    awaitPasses(2);
    on(() -> {});

    assertEquals(2, passes.get());
    assertEquals(TWO, kernel.table());
    assertEquals(
        "INFO ipvs: add real server 10.0.0.12:443 weight 1 to TCP 203.0.113.10:443"
            + " (photos/router2 is UP, photos/router3 is UP)",
        log.lines().get(2));
  }

  @Test
  @DisplayName("a pass that failed is told once, and the next one finishes it for the same reason")
  void failedPass() {
    kernel.beUnreadable("No buffer space available (ENOBUFS)");
    on(() -> reconciliation.request("start"));
    awaitPasses(1);
    on(reconciliation::compare);
    awaitPasses(2);
    List<String> refusals = ask(reconciliation::refusals);
    Object last = ask(reconciliation::last);

    kernel.beUnreadable("");
    on(reconciliation::compare);
    awaitPasses(3);

    assertEquals(
        List.of("cannot compare the IPVS table: No buffer space available (ENOBUFS)"), refusals);
    assertNull(last);
    assertEquals(List.of(), ask(reconciliation::refusals));
    assertEquals(ONE, kernel.table());
    assertEquals(
        List.of(
            "ERROR cannot compare the IPVS table: No buffer space available (ENOBUFS)",
            "INFO ipvs: add service TCP 203.0.113.10:443 scheduler wrr (start)",
            "INFO ipvs: add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443 (start)"),
        log.lines());
  }

  @Test
  @DisplayName("one failed pass does not lose what came up meanwhile")
  void failsWhileMoreComesUp() {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    kernel.beUnreadable("timeout");
    kernel.beforeRead(
        () -> {
          reading.countDown();
          Waiting.forLatch(go);
        });
    on(() -> reconciliation.request("start"));
    Waiting.forLatch(reading);

    on(
        () -> {
          desired = TWO;
          reconciliation.request("photos/router2 is UP");
        });
    kernel.beforeRead(() -> kernel.beUnreadable(""));
    go.countDown();
    awaitPasses(2);

    assertEquals(TWO, kernel.table());
    assertEquals(
        "INFO ipvs: add real server 10.0.0.12:443 weight 1 to TCP 203.0.113.10:443"
            + " (photos/router2 is UP, start)",
        log.lines().get(3));
  }

  @Test
  @DisplayName("a refused change is told once however often it is tried, until it is granted")
  void refusedChange() {
    kernel.refuse("add real server", "no memory");
    on(() -> reconciliation.request("start"));
    awaitPasses(1);
    on(reconciliation::compare);
    awaitPasses(2);
    List<String> refusals = ask(reconciliation::refusals);
    kernel.refuseNothing();

    on(reconciliation::compare);
    awaitPasses(3);

    assertEquals(
        List.of("cannot add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443: no memory"),
        refusals);
    assertEquals(
        List.of(
            "INFO ipvs: add service TCP 203.0.113.10:443 scheduler wrr (start)",
            "ERROR cannot add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443: no memory",
            "INFO ipvs: add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443 (start)"),
        log.lines());
  }

  @Test
  @DisplayName("of a change that is refused for long the last reason is told, not all there were")
  void reasonsDoNotPileUp() {
    desired = TWO;
    kernel.refuse("10.0.0.12:443", "no memory");
    on(() -> reconciliation.request("start"));
    awaitPasses(1);
    on(() -> reconciliation.request("photos/router2 is DOWN"));
    awaitPasses(2);
    on(() -> reconciliation.request("photos/router2 is UP"));
    awaitPasses(3);
    kernel.refuseNothing();

    on(reconciliation::compare);
    awaitPasses(4);

    assertEquals(
        "INFO ipvs: add real server 10.0.0.12:443 weight 1 to TCP 203.0.113.10:443"
            + " (photos/router2 is UP)",
        log.lines().get(log.lines().size() - 1));
  }

  @Test
  @DisplayName("comparing takes a twentieth of the time at most")
  void pause() {
    Duration interval = Duration.ofSeconds(5);

    assertEquals(interval, Reconciliation.pause(interval, Duration.ofMillis(250)));
    assertEquals(Duration.ofSeconds(10), Reconciliation.pause(interval, Duration.ofMillis(500)));
  }

  @Test
  @DisplayName(
      "a table that somebody else changed is put right, and that is the reason, old ones are done")
  void drift() {
    kernel.beUnreadable("timeout");
    on(() -> reconciliation.request("start"));
    awaitPasses(1);
    kernel.beUnreadable("");
    on(reconciliation::compare);
    awaitPasses(2);
    kernel.becomes(table(tcp("203.0.113.10", 443, "wrr")));

    on(reconciliation::compare);
    awaitPasses(3);

    assertEquals(ONE, kernel.table());
    assertEquals(
        "INFO ipvs: add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443"
            + " (somebody else changed it)",
        log.lines().get(4));
    assertEquals(
        "WARN ipvs: somebody else changed the table in 1 places; put right", log.lines().get(3));
    assertEquals(1, ask(reconciliation::drift).total());
    assertEquals(
        List.of("add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443"),
        ask(reconciliation::drift).changes());
    assertEquals(
        List.of(
            Event.of(Event.Kind.PROBLEM, Target.IPVS, "cannot compare the IPVS table: timeout"),
            Event.of(
                    Event.Kind.DRIFT,
                    Target.IPVS,
                    "somebody else changed the table in 1 places; put right")
                .with(ask(reconciliation::drift).changes())),
        List.copyOf(events));
  }

  @Test
  @DisplayName("a comparison that finds nothing writes nothing and says nothing")
  void nothingToDo() {
    kernel.becomes(ONE);

    on(() -> reconciliation.request("start"));
    awaitPasses(1);

    assertEquals(List.of(), kernel.written());
    assertEquals(List.of(), log.lines());
  }

  @Test
  @DisplayName("after the end no pass begins, not even for what came up during the last")
  void ends() {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    kernel.beforeRead(
        () -> {
          reading.countDown();
          Waiting.forLatch(go);
        });
    on(() -> reconciliation.request("start"));
    Waiting.forLatch(reading);

    on(
        () -> {
          desired = TWO;
          reconciliation.request("photos/router2 is UP");
          reconciliation.end();
          reconciliation.request("too late");
        });
    go.countDown();
    awaitPasses(1);
    on(reconciliation::compare);
    keeper.read().join();

    assertEquals(ONE, kernel.table());
    assertEquals(1, passes.get());
  }

  @Test
  @DisplayName("a mistake of ours in a pass comes to light")
  void mistake() {
    kernel.beforeRead(
        () -> {
          throw new IllegalStateException("our mistake");
        });

    on(() -> reconciliation.request("start"));
    Waiting.until(() -> !mistakes.isEmpty(), () -> "no mistake");

    Throwable mistake = mistakes.remove();
    assertEquals("a pass over the IPVS table failed", mistake.getMessage());
    assertEquals("our mistake", mistake.getCause().getMessage());
  }

  private void awaitPasses(int count) {
    Waiting.until(() -> passes.get() >= count, () -> passes + " passes");
  }

  private void on(Runnable task) {
    CompletableFuture.runAsync(task, loop).join();
  }

  private <T> T ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, loop).join();
  }
}
