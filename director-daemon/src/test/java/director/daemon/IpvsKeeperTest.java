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
import director.ipvs.table.IpvsSettings;
import director.ipvs.table.IpvsTable;
import director.ipvs.table.SyncDaemon;
import director.ipvs.table.SyncDaemon.Role;
import director.ipvs.table.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    Pass first = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    Pass second = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();

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

    keeper().reconcile(IpvsTarget.of(table(HTTPS))).join();

    assertEquals(List.of("on disk"), seen);
    assertEquals("TCP 203.0.113.10 443\n", Files.readString(file()));
  }

  @Test
  @DisplayName("a service is forgotten only after it left the kernel")
  void forgetsLast() throws IOException {
    IpvsKeeper keeper = keeper();
    keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();
    kernel.refuse("delete service", "busy");

    keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    String meanwhile = Files.readString(file());
    kernel.refuseNothing();
    keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();

    assertEquals("TCP 203.0.113.10 80\nTCP 203.0.113.10 443\n", meanwhile);
    assertEquals("TCP 203.0.113.10 443\n", Files.readString(file()));
    assertEquals(table(HTTPS), kernel.table());
  }

  @Test
  @DisplayName(
      "the next run deletes what was ours and is no longer configured; what is foreign stays")
  void nextRun() throws IOException {
    kernel.becomes(table(FOREIGN));
    keeper().reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();

    Pass pass = keeper().reconcile(IpvsTarget.of(table(HTTPS))).join();

    assertEquals(List.of("delete service TCP 203.0.113.10:80"), describe(pass));
    assertEquals(table(HTTPS, FOREIGN), kernel.table());
  }

  @Test
  @DisplayName("without the memory of a former run its services are foreign, and stay")
  void noMemory() throws IOException {
    kernel.becomes(table(HTTP));

    keeper().reconcile(IpvsTarget.of(table(HTTPS))).join();

    assertEquals(table(HTTPS, HTTP), kernel.table());
  }

  @Test
  @DisplayName("a service that is configured is brought to what is configured, whoever made it")
  void adopts() throws IOException {
    kernel.becomes(table(tcp("203.0.113.10", 443, "rr", server("10.0.0.66", 443, 1)), FOREIGN));

    keeper().reconcile(IpvsTarget.of(table(HTTPS))).join();

    assertEquals(table(HTTPS, FOREIGN), kernel.table());
  }

  @Test
  @DisplayName("what somebody else changed is told apart from what was asked for")
  void drift() throws IOException {
    IpvsKeeper keeper = keeper();
    keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    kernel.becomes(table(tcp("203.0.113.10", 443, "wrr")));

    Pass pass = keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();

    assertEquals(
        List.of("add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443"), drift(pass));
    assertEquals(table(HTTPS, HTTP), kernel.table());
  }

  @Test
  @DisplayName("what was asked for, and what is there for the first time, is no drift")
  void noDrift() throws IOException {
    kernel.becomes(table(tcp("203.0.113.10", 443, "wrr")));
    IpvsKeeper keeper = keeper();

    Pass first = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    Pass second = keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();
    Pass third = keeper.reconcile(IpvsTarget.of(table(HTTP))).join();

    assertEquals(List.of(), first.drift());
    assertEquals(List.of(), second.drift());
    assertEquals(List.of(), third.drift());
  }

  @Test
  @DisplayName("timeouts and sync daemons are made what is asked for, and otherwise left alone")
  void settings() throws IOException {
    SyncDaemon daemon =
        new SyncDaemon(Role.MASTER, "eth0", 51, Tables.address("224.0.0.81"), 8848, 1, 1400);
    Timeouts timeouts = new Timeouts(Duration.ofSeconds(600), Duration.ZERO, Duration.ZERO);
    IpvsTarget target = new IpvsTarget(table(HTTPS), timeouts, Optional.of(List.of(daemon)));
    IpvsKeeper keeper = keeper();

    keeper.reconcile(target).join();
    IpvsSettings asked = kernel.read().settings();
    Pass untouched = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    keeper.reconcile(IpvsTarget.of(table(HTTPS)).with(Optional.of(List.of()))).join();

    assertEquals(
        new IpvsSettings(
            new Timeouts(Duration.ofSeconds(600), Duration.ofSeconds(120), Duration.ofSeconds(300)),
            new TreeMap<>(Map.of(Role.MASTER, daemon))),
        asked);
    assertEquals(List.of(), describe(untouched));
    assertEquals(Map.of(), kernel.read().settings().daemons());
  }

  @Test
  @DisplayName("a refused change is told, holds up no other, and is tried again in the next pass")
  void refusedChange() throws IOException {
    IpvsKeeper keeper = keeper();
    kernel.refuse("10.0.0.11:80", "no memory");

    Pass first = keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();
    IpvsTable meanwhile = kernel.table();
    kernel.refuseNothing();
    Pass second = keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();

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
  @DisplayName(
      "of a service that was refused nothing is told as done, though one refusal speaks for all")
  void refusedService() throws IOException {
    kernel.refuse("add service TCP 203.0.113.10:80", "no such scheduler");

    Pass pass = keeper().reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();

    assertEquals(
        List.of("cannot add service TCP 203.0.113.10:80 scheduler rr: no such scheduler"),
        pass.failures());
    assertEquals(
        List.of(
            "add service TCP 203.0.113.10:443 scheduler wrr",
            "add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443"),
        describe(pass));
  }

  @Test
  @DisplayName(
      "while one service is refused again and again, somebody else's changes are told still")
  void driftBesideRefusal() throws IOException {
    kernel.refuse("add service TCP 203.0.113.10:80", "no such scheduler");
    IpvsKeeper keeper = keeper();
    keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();
    kernel.becomes(table(tcp("203.0.113.10", 443, "wrr")));

    Pass pass = keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();

    assertEquals(
        List.of("add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443"), drift(pass));
  }

  @Test
  @DisplayName("changes of ours are no drift though their answers were lost")
  void lostAnswersAreNoDrift() throws IOException {
    IpvsKeeper keeper = keeper();
    keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    kernel.loseAnswers(true);
    CompletableFuture<Pass> lost =
        keeper.reconcile(IpvsTarget.of(table(tcp("203.0.113.10", 443, "wrr"))));
    assertThrows(CompletionException.class, lost::join);
    kernel.loseAnswers(false);

    Pass pass = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();

    assertEquals(
        List.of("add real server 10.0.0.11:443 weight 1 to TCP 203.0.113.10:443"), describe(pass));
    assertEquals(List.of(), pass.drift());
  }

  @Test
  @DisplayName("a sync daemon that somebody else has stopped is drift")
  void stoppedDaemon() throws IOException {
    SyncDaemon daemon = SyncDaemon.plain(Role.BACKUP, "eth0", 51);
    IpvsTarget target = IpvsTarget.of(table(HTTPS)).with(Optional.of(List.of(daemon)));
    IpvsKeeper keeper = keeper();
    keeper.reconcile(target).join();
    kernel.stopDaemons();

    Pass pass = keeper.reconcile(target).join();

    assertEquals(
        List.of(
            "start the backup sync daemon on eth0, id 51, 224.0.0.81:8848, ttl 1, packets of any length"),
        drift(pass));
  }

  @Test
  @DisplayName("what was deleted is not ours any more, though something else was refused")
  void forgetsBesideRefusal() throws IOException {
    IpvsKeeper keeper = keeper();
    keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();
    kernel.refuse("10.0.0.12:443", "no memory");

    keeper
        .reconcile(
            IpvsTarget.of(
                table(
                    tcp(
                        "203.0.113.10",
                        443,
                        "wrr",
                        server("10.0.0.11", 443, 1),
                        server("10.0.0.12", 443, 1)))))
        .join();

    assertEquals("TCP 203.0.113.10 443\n", Files.readString(file()));
  }

  @Test
  @DisplayName("a table that cannot be read fails that pass only")
  void unreadable() throws IOException {
    IpvsKeeper keeper = keeper();
    kernel.beUnreadable("cannot read the IPVS table: No buffer space available (ENOBUFS)");

    CompletableFuture<Pass> failed = keeper.reconcile(IpvsTarget.of(table(HTTPS)));
    CompletionException refusal = assertThrows(CompletionException.class, failed::join);
    kernel.beUnreadable("");
    keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();

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

    Pass first = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    Pass second = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();
    Files.createDirectory(lost);
    Pass third = keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();

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
    keeper.reconcile(IpvsTarget.of(table(HTTPS, HTTP))).join();

    keeper.reconcile(IpvsTarget.of(table(HTTPS))).join();

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
    CompletableFuture<Pass> pass = keeper.reconcile(IpvsTarget.of(table(HTTPS)));
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

  private static List<String> drift(Pass pass) {
    return pass.drift().stream().map(IpvsChange::describe).toList();
  }
}
