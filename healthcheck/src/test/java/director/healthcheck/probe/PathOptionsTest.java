// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.state.Verdict.PASSED;
import static director.healthcheck.state.Verdict.VOID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.Octets;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.UdpCheck;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class PathOptionsTest {

  /** linux/capability.h */
  private static final int CAP_NET_ADMIN = 12;

  private static final CheckRequest UDP =
      new UdpCheck(Octets.ofText("ping"), Optional.of(new UdpCheck.Reply("", 0, 65_535)));

  private static Probing probing;

  @BeforeAll
  static void start() {
    probing = new Probing();
  }

  @AfterAll
  static void stop() {
    probing.close();
  }

  @Test
  @DisplayName("a probe comes from the source that is set, by the device that is set")
  void sourceAndDevice() throws Exception {
    var client = new CompletableFuture<String>();
    try (var server =
        TestServer.plain(socket -> client.complete(socket.getInetAddress().getHostAddress()))) {
      ProbePath path = path("127.0.0.7", "lo", OptionalInt.empty());

      ProbeResult result = probing.probe(TcpCheck.CONNECT, server.address(), path);

      assertEquals(PASSED, result.verdict(), result.seen());
      assertEquals("127.0.0.7", client.get());
    }
  }

  @ParameterizedTest(name = "by UDP: {0}")
  @DisplayName("a source that this host has not is ours to mend")
  @ValueSource(booleans = {false, true})
  void noSuchSource(boolean udp) throws Exception {
    try (var server = TestServer.plain(socket -> {})) {
      ProbePath path = path("192.0.2.99", null, OptionalInt.empty());

      ProbeResult result = probing.probe(udp ? UDP : TcpCheck.CONNECT, server.address(), path);

      assertEquals(VOID, result.verdict());
      assertEquals(
          "this host cannot send from 192.0.2.99 (setting source): Cannot assign requested address;"
              + " one of its interfaces must have that address",
          result.seen());
    }
  }

  @ParameterizedTest(name = "by UDP: {0}")
  @DisplayName("a device that this host has not is ours to mend")
  @ValueSource(booleans = {false, true})
  void noSuchDevice(boolean udp) throws Exception {
    try (var server = TestServer.plain(socket -> {})) {
      ProbePath path = path(null, "eth99", OptionalInt.empty());

      ProbeResult result = probing.probe(udp ? UDP : TcpCheck.CONNECT, server.address(), path);

      assertEquals(VOID, result.verdict());
      assertEquals(
          "this host cannot send by interface eth99 (setting interface): No such device; the interface"
              + " must exist, and directord needs CAP_NET_RAW",
          result.seen());
    }
  }

  @Test
  @DisplayName("a mark is set, or it is said what that needs")
  void mark() throws Exception {
    try (var server = TestServer.plain(socket -> {})) {
      ProbePath path = path(null, null, OptionalInt.of(0xfffffff0));

      ProbeResult result = probing.probe(TcpCheck.CONNECT, server.address(), path);

      Verdict expected = has(CAP_NET_ADMIN) ? PASSED : VOID;
      assertEquals(expected, result.verdict(), result.seen());
      assertTrue(
          result.seen().startsWith("connected in ")
              || result
                  .seen()
                  .equals(
                      "this host cannot mark packets with 4294967280 (setting mark): Operation not"
                          + " permitted; directord needs CAP_NET_ADMIN"),
          result.seen());
    }
  }

  private static ProbePath path(String source, String device, OptionalInt mark) throws IOException {
    return new ProbePath(
        source == null ? Optional.empty() : Optional.of(InetAddress.getByName(source)),
        Optional.ofNullable(device),
        mark);
  }

  private static boolean has(int capability) throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    String effective =
        status.stream().filter(line -> line.startsWith("CapEff:")).findFirst().orElseThrow();
    return (Long.parseUnsignedLong(effective.substring(7).strip(), 16) >> capability & 1) == 1;
  }
}
