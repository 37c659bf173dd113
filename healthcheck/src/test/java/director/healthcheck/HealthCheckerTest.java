// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.probe.TestServer;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.DecisionRule;
import director.healthcheck.state.HealthState;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole path, with real servers on loopback and short intervals. */
@Timeout(60)
class HealthCheckerTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String BUSY = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 1);

  private record Heard(String id, TargetHealth health) {}

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  @Test
  @DisplayName("a router that says 503 leaves, and returns when it says 200 again")
  void leavesAndReturns() throws Exception {
    var answer = new String[] {OK};
    try (var server = TestServer.tls(socket -> TestServer.answering(answer[0]).with(socket));
        var checker = checker()) {
      checker.check(order("router1", server.address(), Duration.ofSeconds(20)));
      TargetHealth up = await(TargetHealth::changed);
      answer[0] = BUSY;
      TargetHealth down = await(TargetHealth::changed);
      answer[0] = OK;
      TargetHealth again = await(TargetHealth::changed);

      assertEquals(HealthState.UP, up.state());
      assertEquals(HealthState.DOWN, down.state());
      assertEquals("3 of 3 checks in a row failed: HTTP status 503, expected 200", down.reason());
      assertEquals(HealthState.UP, again.state());
      assertTrue(again.reason().endsWith(", 1 of 1 needed"), again.reason());
      assertTrue(!again.since().isBefore(down.since()), again.since() + " " + down.since());
    }
  }

  @Test
  @DisplayName("a router that hangs, so that TCP connects and nothing answers, leaves")
  void hangs() throws Exception {
    try (var server = TestServer.plain(TestServer::untilClosed);
        var checker = checker()) {
      checker.check(order("router1", server.address(), Duration.ofMillis(50)));

      TargetHealth down = await(TargetHealth::changed);

      assertEquals(HealthState.DOWN, down.state());
      assertEquals(
          "3 of 3 checks in a row failed: TCP connected but the TLS handshake did not finish"
              + " within 50 ms (process hung?)",
          down.reason());
    }
  }

  @Test
  @DisplayName(
      "two hundred targets through four places are all checked, and never more than four at once")
  void bounded() throws Exception {
    var atOnce = new AtomicInteger();
    var most = new AtomicInteger();
    Set<String> passed = ConcurrentHashMap.newKeySet();
    try (var server =
            TestServer.plain(
                socket -> {
                  most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                  TestServer.readRequest(socket);
                  atOnce.decrementAndGet();
                  TestServer.write(socket, OK);
                  TestServer.untilClosed(socket);
                });
        var checker = checker(4)) {
      var orders = new TreeMap<String, CheckOrder>();
      for (int i = 0; i < 200; i++) {
        orders.put(
            "router" + i,
            order(false, server.address(), Duration.ofMillis(500), Duration.ofSeconds(30)));
      }
      checker.check(orders);
      while (passed.size() < 200) {
        Heard one = heard.take();
        assertEquals(Verdict.PASSED, one.health().lastResult().verdict());
        passed.add(one.id());
      }

      assertTrue(most.get() <= 4, most.get() + " at once");
      assertEquals(200, checker.load().targets());
    }
  }

  @Test
  @DisplayName("five thousand probes, answered, refused and reset, leave no descriptor open")
  void noDescriptorLeft() throws Exception {
    try (var server = TestServer.plain(TestServer.answering(OK));
        var resetting = TestServer.plain(socket -> socket.setSoLinger(true, 0))) {
      // The loopback port 1 refuses.
      var addresses = List.of(server.address(), resetting.address(), HERE);
      var checker = checker();
      long before = sockets();
      var orders = new TreeMap<String, CheckOrder>();
      for (int i = 0; i < 30; i++) {
        orders.put(
            "router" + i,
            order(false, addresses.get(i % 3), Duration.ofMillis(10), Duration.ofSeconds(30)));
      }
      checker.check(orders);
      for (int i = 0; i < 5_000; i++) {
        heard.take();
      }

      checker.check(new TreeMap<>());

      while (sockets() > before) {
        Thread.onSpinWait(); // the server's threads close their ends
      }
      checker.close();
    }
  }

  @Test
  @DisplayName("what is asked beside the plan is answered, a dozen at once, too")
  void asked() throws Exception {
    try (var server = TestServer.plain(TestServer.answering(BUSY));
        var silent = TestServer.plain(TestServer::untilClosed);
        var checker = checker()) {
      var fine = order(false, server.address(), Duration.ofSeconds(1), Duration.ofSeconds(30));
      var mute = order(false, silent.address(), Duration.ofSeconds(1), Duration.ofMillis(20));
      List<CompletableFuture<ProbeResult>> answers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        answers.add(checker.ask((i % 2 == 0 ? fine : mute).question()));
      }

      for (int i = 0; i < 12; i++) {
        String seen = answers.get(i).get().seen();
        assertTrue(seen.startsWith(i % 2 == 0 ? "HTTP status 503" : "TCP connected but no"), seen);
      }
      assertTrue(heard.isEmpty());
    }
  }

  @Test
  @DisplayName("a closed checker says nothing of its probes under way, and takes no orders")
  void close() throws Exception {
    var asked = new CompletableFuture<Void>();
    try (var server =
        TestServer.plain(
            socket -> {
              asked.complete(null);
              TestServer.untilClosed(socket);
            })) {
      var checker = checker();
      checker.check(
          new TreeMap<>(
              Map.of(
                  "router1",
                  order(true, server.address(), Duration.ofMillis(20), Duration.ofHours(1)))));
      asked.get();

      checker.close();
      checker.close();

      assertTrue(heard.isEmpty(), heard.toString());
      assertThrows(RejectedExecutionException.class, () -> checker.check(new TreeMap<>()));
    }
  }

  @Test
  @DisplayName("orders and limits that make no sense are refused")
  void refusals() {
    var unresolved = InetSocketAddress.createUnresolved("router1.example.com", 443);
    var second = Duration.ofSeconds(1);

    assertThrows(IllegalArgumentException.class, () -> order(true, unresolved, second, second));
    assertThrows(IllegalArgumentException.class, () -> CheckTiming.every(Duration.ofMillis(9)));
    assertThrows(
        IllegalArgumentException.class, () -> new CheckTiming(second, second.plusMillis(1)));
    assertThrows(IllegalArgumentException.class, () -> order(true, HERE, second, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> DecisionRule.inARow(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new CheckerSettings(0, 0.3));
    assertThrows(IllegalArgumentException.class, () -> new CheckerSettings(1, 0));
  }

  private static long sockets() throws IOException {
    long sockets = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        try {
          sockets += Files.readSymbolicLink(descriptor).toString().startsWith("socket:") ? 1 : 0;
        } catch (NoSuchFileException closedMeanwhile) {
          // as those may that are being closed
        }
      }
    }
    return sockets;
  }

  private HealthChecker checker() {
    return checker(256);
  }

  private HealthChecker checker(int maxInFlight) {
    return new HealthChecker(
        (id, health) -> heard.add(new Heard(id, health)),
        new CheckerSettings(maxInFlight, 1),
        thread ->
            (question, done) -> {
              throw new AssertionError(question + " is asked elsewhere");
            },
        // How busy this machine is, is not what is tested.
        TargetsTest::uncounted);
  }

  private TargetHealth await(Predicate<TargetHealth> wanted) throws InterruptedException {
    while (true) {
      Heard next = heard.poll(30, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was heard for 30 s");
      }
      if (wanted.test(next.health())) {
        return next.health();
      }
    }
  }

  private static TreeMap<String, CheckOrder> order(
      String id, InetSocketAddress target, Duration timeout) {
    return new TreeMap<>(Map.of(id, order(true, target, Duration.ofMillis(20), timeout)));
  }

  private static CheckOrder order(
      boolean tls, InetSocketAddress target, Duration interval, Duration timeout) {
    return new CheckOrder(
        new Question(
            HttpCheck.of(
                tls
                    ? Optional.of(TlsTerms.asking(Optional.of("photos.example.com")))
                    : Optional.empty(),
                HttpExchange.get("/", "photos.example.com", ExpectedStatus.of(200))),
            target,
            ProbePath.ROUTED,
            timeout),
        CheckTiming.every(interval),
        DecisionRule.inARow(3, 1),
        HealthState.UNKNOWN);
  }
}
