// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.IpvsKeeper.Pass;
import director.ipvs.table.IpvsChange;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsKeeperTest {
  private static final IpvsTable.Entry HTTPS =
      tcp("203.0.113.10", 443, "wrr", server("10.0.0.11", 443, 1));
  private static final IpvsTable.Entry HTTP =
      tcp("203.0.113.10", 80, "rr", server("10.0.0.11", 80, 1));
  private static final IpvsTable.Entry FOREIGN =
      tcp("203.0.113.99", 25, "wlc", server("10.0.0.25", 25, 1));

  @TempDir Path directory;

  private final FakeIpvs kernel = new FakeIpvs(IpvsTable.EMPTY);

  @Test
  @DisplayName(
      "writes the differences, tells what it found and what it did, and then has nothing to do")
  void writesDifferences() throws IOException {
    IpvsKeeper keeper = keeper();

    Pass first = keeper.reconcile(table(HTTPS)).join();
    Pass second = keeper.reconcile(table(HTTPS)).join();

    assertEquals(IpvsTable.EMPTY, first.snapshot().table());
    assertEquals(
        List.of(
            "add service TCP 203.0.113.10:443 scheduler wrr",
            "add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443"),
        describe(first));
    assertEquals(List.of(), first.failures());
    assertEquals(table(HTTPS), second.snapshot().table());
    assertEquals(List.of(), second.applied());
    assertEquals(table(HTTPS), kernel.table());
    assertEquals(2, keeper.writes());
  }

  @Test
  @DisplayName("a service is on disk as ours before it is in the kernel")
  void remembersFirst() throws IOException {
    List<String> seen = new ArrayList<>();
    kernel.beforeRead(() -> seen.add(Files.exists(file()) ? "on disk" : "not on disk yet"));

    keeper().reconcile(table(HTTPS)).join();

    assertEquals(List.of("on disk"), seen);
    assertEquals("TCP 203.0.113.10 443\n", Files.readString(file()));
  }

  @Test
  @DisplayName("a service is forgotten only after it left the kernel")
  void forgetsLast() throws IOException {
    IpvsKeeper keeper = keeper();
    keeper.reconcile(table(HTTPS, HTTP)).join();
    kernel.refuse("delete service", "busy");

    keeper.reconcile(table(HTTPS)).join();
    String meanwhile = Files.readString(file());
    kernel.refuseNothing();
    keeper.reconcile(table(HTTPS)).join();

    assertEquals("TCP 203.0.113.10 80\nTCP 203.0.113.10 443\n", meanwhile);
    assertEquals("TCP 203.0.113.10 443\n", Files.readString(file()));
    assertEquals(table(HTTPS), kernel.table());
  }

  @Test
  @DisplayName(
      "the next run deletes what was ours and is no longer configured; what is foreign stays")
  void nextRun() throws IOException {
    kernel.becomes(table(FOREIGN));
    keeper().reconcile(table(HTTPS, HTTP)).join();

    Pass pass = keeper().reconcile(table(HTTPS)).join();

    assertEquals(List.of("delete service TCP 203.0.113.10:80"), describe(pass));
    assertEquals(table(HTTPS, FOREIGN), kernel.table());
  }

  @Test
  @DisplayName("without the memory of a former run its services are foreign, and stay")
  void noMemory() throws IOException {
    kernel.becomes(table(HTTP));

    keeper().reconcile(table(HTTPS)).join();

    assertEquals(table(HTTPS, HTTP), kernel.table());
  }

  @Test
  @DisplayName("a service that is configured is brought to what is configured, whoever made it")
  void adopts() throws IOException {
    kernel.becomes(table(tcp("203.0.113.10", 443, "rr", server("10.0.0.66", 443, 1)), FOREIGN));

    keeper().reconcile(table(HTTPS)).join();

    assertEquals(table(HTTPS, FOREIGN), kernel.table());
  }

  @Test
  @DisplayName("a refused change is told, holds up no other, and is tried again in the next pass")
  void refusedChange() throws IOException {
    IpvsKeeper keeper = keeper();
    kernel.refuse("10.0.0.11:80", "no memory");

    Pass first = keeper.reconcile(table(HTTPS, HTTP)).join();
    IpvsTable meanwhile = kernel.table();
    kernel.refuseNothing();
    Pass second = keeper.reconcile(table(HTTPS, HTTP)).join();

    assertEquals(
        List.of("cannot add real server 10.0.0.11:80 weight 1 to TCP 203.0.113.10:80: no memory"),
        first.failures());
    assertEquals(table(tcp("203.0.113.10", 80, "rr"), HTTPS), meanwhile);
    assertEquals(List.of(), second.failures());
    assertEquals(
        List.of("add real server 10.0.0.11:80 weight 1 to TCP 203.0.113.10:80"), describe(second));
    assertEquals(table(HTTPS, HTTP), kernel.table());
  }

  @Test
  @DisplayName("a table that cannot be read fails that pass only")
  void unreadable() throws IOException {
    IpvsKeeper keeper = keeper();
    kernel.beUnreadable("cannot read the IPVS table: No buffer space available (ENOBUFS)");

    CompletableFuture<Pass> failed = keeper.reconcile(table(HTTPS));
    CompletionException refusal = assertThrows(CompletionException.class, failed::join);
    kernel.beUnreadable("");
    keeper.reconcile(table(HTTPS)).join();

    assertEquals(
        "cannot read the IPVS table: No buffer space available (ENOBUFS)",
        refusal.getCause().getMessage());
    assertEquals(table(HTTPS), kernel.table());
  }

  @Test
  @DisplayName("a state directory that cannot be written is told in every pass and stops nothing")
  void unwritableState() throws IOException {
    Path lost = directory.resolve("state");
    IpvsKeeper keeper = new IpvsKeeper(kernel, OwnedServices.load(lost));
    List<String> told =
        List.of(
            "cannot remember which services are ours: java.nio.file.NoSuchFileException: "
                + lost.resolve("owned-services.new"));

    Pass first = keeper.reconcile(table(HTTPS)).join();
    Pass second = keeper.reconcile(table(HTTPS)).join();
    Files.createDirectory(lost);
    Pass third = keeper.reconcile(table(HTTPS)).join();

    assertEquals(table(HTTPS), kernel.table());
    assertEquals(told, first.failures());
    assertEquals(told, second.failures());
    assertEquals(List.of(), third.failures());
    assertEquals("TCP 203.0.113.10 443\n", Files.readString(lost.resolve("owned-services")));
  }

  @Test
  @DisplayName("a service of this run is ours even while it cannot be remembered")
  void oursWithoutMemory() throws IOException {
    IpvsKeeper keeper =
        new IpvsKeeper(kernel, OwnedServices.load(directory.resolve("no such directory")));
    keeper.reconcile(table(HTTPS, HTTP)).join();

    keeper.reconcile(table(HTTPS)).join();

    assertEquals(table(HTTPS), kernel.table());
  }

  @Test
  @DisplayName("closes the line to the kernel after the pass that is under way")
  void closesInOrder() throws Exception {
    IpvsKeeper keeper = keeper();
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    kernel.beforeRead(
        () -> {
          reading.countDown();
          Waiting.forLatch(go);
        });
    CompletableFuture<Pass> pass = keeper.reconcile(table(HTTPS));
    Waiting.forLatch(reading);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(keeper::close);
    go.countDown();
    closed.join();

    assertEquals(2, pass.join().applied().size());
    assertTrue(kernel.closed());
  }

  private IpvsKeeper keeper() throws IOException {
    return new IpvsKeeper(kernel, OwnedServices.load(directory));
  }

  private Path file() {
    return directory.resolve("owned-services");
  }

  private static List<String> describe(Pass pass) {
    return pass.applied().stream().map(IpvsChange::describe).toList();
  }
}
