// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.Probing.HTTP;
import static director.healthcheck.probe.Probing.HTTPS;
import static director.healthcheck.probe.Probing.address;
import static director.healthcheck.probe.TestServer.answering;
import static director.healthcheck.probe.TestServer.keys;
import static director.healthcheck.probe.TestServer.readRequest;
import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.Expectation;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks real servers on loopback that hang, drip, or send without end. */
@Timeout(60)
class HostileServerTest {

  /** More than the kernel's socket buffers on both sides may hold on top of what was read. */
  private static final long BUFFERED_BYTES = 32L << 20;

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK\n";

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
  @DisplayName("a certificate chain beyond 64 KB is refused")
  void hugeChain() throws Exception {
    try (var server = TestServer.tls("TLSv1.2", new HugeChain(keys("ecdsa"), 200), answering(OK))) {

      assertEquals(
          "TLS handshake failed: excessive message size", probing.probe(HTTPS, server).seen());
    }
  }

  @ParameterizedTest(name = "TLS {0}, {2}")
  @DisplayName("a server that sends without end is cut off, and fails with a reason")
  @CsvSource({
    "true, 'HTTP/1.1 200 OK|', 'X: y|', 'the HTTP response header is longer than 16 KB'",
    "false, 'HTTP/1.1 200 OK|', 'X: y|', 'the HTTP response header is longer than 16 KB'",
    "false, 'HTTP/1.1 ', 'x', 'not an HTTP response, it begins with"
        + " \"HTTP/1.1 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"'",
    "false, '', 'HTTP/1.1 100 Continue||',"
        + " 'more than 1536 KB sent without a complete HTTP response header'",
    "true, 'HTTP/1.1 503 Busy||', 'x', 'HTTP status 503, expected 200'",
    "true, 'HTTP/1.1 200 OK||', 'x', 'the body is longer than 1 MiB (see max-body)'",
    "false, 'HTTP/1.1 200 OK||', 'x', 'the body is longer than 1 MiB (see max-body)'",
    "false, 'HTTP/1.1 200 OK|Content-Length: 10000000000||', 'x', 'the body is longer than 1 MiB"
        + " (see max-body), its Content-Length says 10000000000 bytes'",
    "false, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||', '1;extension|x|', 'more than 1536 KiB"
        + " sent without the end of the body: status 200, '",
    "false, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|', 'Trailer: x|',"
        + " 'the body of the HTTP response is malformed: status 200, 0 bytes of the body'",
  })
  void endless(boolean tls, String first, String then, String seen) throws Exception {
    var sent = new AtomicLong();
    TestServer.Conversation endless =
        socket -> {
          readRequest(socket);
          write(socket, first.replace("|", "\r\n"));
          String block = then.replace("|", "\r\n").repeat(500);
          while (true) {
            write(socket, block);
            sent.addAndGet(block.length());
          }
        };
    try (var server = tls ? TestServer.tls(endless) : TestServer.plain(endless)) {

      ProbeResult result = probing.probe(tls ? HTTPS : HTTP, server);

      assertTrue(result.seen().startsWith(seen), result.seen());
      assertTrue(sent.get() < BUFFERED_BYTES, sent + " bytes sent");
    }
  }

  @Test
  @DisplayName("a body of just the maximum is one that may end, one byte more is too long")
  void bodyLimit() throws Exception {
    String header = "HTTP/1.1 200 OK\r\n\r\n";
    try (var most = TestServer.plain(answering(header + "x".repeat(1_048_576)));
        var more = TestServer.plain(answering(header + "x".repeat(1_048_577)))) {

      ProbeResult notYet = probing.giveUpIn(ProbePhase.BODY, HTTP, most.address());
      ProbeResult tooLong = probing.probe(HTTP, more);

      assertEquals(Verdict.FAILED, notYet.verdict());
      assertTrue(notYet.seen().contains("not complete within"), notYet.seen());
      assertEquals("the body is longer than 1 MiB (see max-body)", tooLong.seen());
    }
  }

  @Test
  @DisplayName("signs of life are counted: none, a connection, and what was sent over it")
  void signsOfLife() throws Exception {
    try (ServerSocket full = TestServer.hung(1);
        ServerSocket hung = TestServer.hung(1);
        var dripping =
            TestServer.plain(answering("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"));
        var first = new Socket(full.getInetAddress(), full.getLocalPort());
        var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      List<RunningProbe> probes =
          List.of(
              probing.startUntil(ProbePhase.CONNECT, HTTPS, address(full)),
              probing.startUntil(ProbePhase.TLS, HTTPS, address(hung)),
              probing.startUntil(ProbePhase.BODY, HTTP, dripping.address()));

      List<Long> received = new ArrayList<>();
      for (RunningProbe probe : probes) {
        received.add(probing.onLoop(probe::received));
        probing.onLoop(probe::giveUp);
      }

      assertEquals(List.of(0L, 1L, 40L), received);
      assertTrue(first.isConnected() && second.isConnected());
    }
  }

  @Test
  @DisplayName("a probe under way has no timer of its own, only its owner has")
  void noTimers() throws Exception {
    try (ServerSocket full = TestServer.hung(1);
        ServerSocket hung = TestServer.hung(1);
        var first = new Socket(full.getInetAddress(), full.getLocalPort());
        var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      RunningProbe connecting = probing.startUntil(ProbePhase.CONNECT, HTTPS, address(full));
      RunningProbe handshaking = probing.startUntil(ProbePhase.TLS, HTTPS, address(hung));

      int timers = probing.timers();

      assertEquals(0, timers);
      assertTrue(first.isConnected() && second.isConnected());
      probing.onLoop(connecting::giveUp);
      probing.onLoop(handshaking::giveUp);
    }
  }

  @Test
  @DisplayName("an endless TLS handshake is cut off")
  void endlessHandshake() throws Exception {
    byte[] record = new byte[5 + 1000]; // a handshake record of 1000 zero bytes: HelloRequests
    System.arraycopy(HexFormat.of().parseHex("16030303e8"), 0, record, 0, 5);
    try (var server =
        TestServer.plain(
            socket -> {
              socket.getInputStream().read();
              while (true) {
                socket.getOutputStream().write(record);
              }
            })) {

      ProbeResult result = probing.probe(HTTPS, server);

      assertEquals(Verdict.FAILED, result.verdict());
      assertTrue(result.seen().startsWith("TLS handshake failed: "), result.seen());
    }
  }

  @Test
  @DisplayName("a server whose accept queue is full does not answer the TCP connect")
  void blackhole() throws Exception {
    try (ServerSocket full = TestServer.hung(1);
        var first = new Socket(full.getInetAddress(), full.getLocalPort());
        var second = new Socket(full.getInetAddress(), full.getLocalPort())) {

      ProbeResult result = probing.giveUpIn(ProbePhase.CONNECT, HTTPS, address(full));

      assertEquals("no answer to the TCP connect within 3 s", result.seen());
      assertTrue(first.isConnected() && second.isConnected());
    }
  }

  @Test
  @DisplayName("a hung process, for which the kernel still accepts, is seen as such")
  void hung() throws Exception {
    try (ServerSocket hung = TestServer.hung(50)) {

      ProbeResult tls = probing.giveUpIn(ProbePhase.TLS, HTTPS, address(hung));
      ProbeResult plain = probing.giveUpIn(ProbePhase.HEADER, HTTP, address(hung));

      assertEquals(
          "TCP connected but the TLS handshake did not finish within 3 s (process hung?)",
          tls.seen());
      assertEquals("TCP connected but no HTTP response within 3 s (process hung?)", plain.seen());
    }
  }

  @Test
  @DisplayName("a server that drips its answer is given up with what it has said")
  void drips() throws Exception {
    try (var silent = TestServer.tls(socket -> untilClosed(socket));
        var dripping =
            TestServer.tls(answering("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"))) {

      ProbeResult noAnswer = probing.giveUpIn(ProbePhase.HEADER, HTTPS, silent.address());
      ProbeResult half = probing.giveUpIn(ProbePhase.BODY, HTTPS, dripping.address());

      assertEquals("TLS handshake done but no HTTP response within 3 s", noAnswer.seen());
      assertTrue(
          half.seen().startsWith("the HTTP response was not complete within 3 s: status 200, "),
          half.seen());
    }
  }

  @Test
  @DisplayName("a compressed bomb stays its compressed bytes, and is judged as such")
  void bomb() throws Exception {
    String packed = gzip("x".repeat(1 << 10), 1 << 16);
    String header =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + packed.length()
            + "\r\n\r\n";
    long before = Probing.sockets();
    try (var server = TestServer.plain(answering(header + packed))) {

      ProbeResult plain = probing.probe(HTTP, server);
      ProbeResult expecting =
          probing.probe(
              Asking.get("/").atMost(1000).expecting(new Expectation.Contains("xxxx")).plain(),
              server);

      assertEquals(Verdict.PASSED, plain.verdict(), plain.seen());
      assertEquals(Verdict.FAILED, expecting.verdict(), expecting.seen());
    }
    Probing.awaitSockets(before);
  }

  @Test
  @DisplayName("a body in endless chunks of one byte ends at the limit of bytes")
  void endlessBody() throws Exception {
    var sent = new AtomicLong();
    TestServer.Conversation endless =
        socket -> {
          readRequest(socket);
          write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          String chunks = "1\r\nx\r\n".repeat(1000);
          while (true) {
            write(socket, chunks);
            sent.addAndGet(chunks.length());
          }
        };
    try (var server = TestServer.plain(endless)) {

      ProbeResult small =
          probing.probe(Asking.get("/").expecting(new Expectation.Lacks("y")).plain(), server);
      ProbeResult large =
          probing.probe(
              Asking.get("/").atMost(10_000).expecting(new Expectation.Contains("y")).plain(),
              server);

      // The framing is five times the body, so the limit of bytes may come first.
      assertTrue(
          small.seen().startsWith("more than 384 KiB sent without the end of the body"),
          small.seen());
      assertEquals("the body is longer than 10000 bytes (see max-body)", large.seen());
      assertTrue(sent.get() < BUFFERED_BYTES, sent + " bytes sent");
    }
  }

  @Test
  @DisplayName("an answer that drips byte by byte is waited for, and given up with what has come")
  void byteByByte() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n12345";
    try (var server =
        TestServer.plain(
            socket -> {
              readRequest(socket);
              socket.setTcpNoDelay(true);
              for (char next : answer.toCharArray()) {
                write(socket, String.valueOf(next));
              }
              untilClosed(socket);
            })) {
      RunningProbe probe = probing.startUntil(ProbePhase.BODY, HTTP, server.address());
      while (probing.onLoop(probe::received) < 1 + answer.length()) {
        Thread.onSpinWait();
      }

      ProbeResult result = probing.onLoop(probe::giveUp);

      assertEquals(
          "the HTTP response was not complete within 3 s: status 200, 5 of 99 bytes of the body",
          result.seen());
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName(
      "a malformed header is a failure with a reason, or is overlooked, but never an error")
  @CsvSource({
    "'HTTP/1.1 200 OK|: no name||', PASSED",
    "'HTTP/1.1 200 OK|\u0001\u0002: x|Content-Length: 0||', PASSED",
    "'HTTP/1.1 200 OK|no colon|Content-Length: 0||', PASSED",
    "'HTTP/1.1 200 OK|Content-Length: -1||', FAILED",
    "'HTTP/1.1 200 OK|Content-Length: 99999999999999999999||', FAILED",
    "'HTTP/1.1 200 OK|Content-Length: many||', FAILED",
    "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||ffffffffffffffff|', FAILED",
    "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||-5|', FAILED",
    "'HTTP/1.1 2000 OK||', FAILED",
    "'HTTP/1.1 0x0 OK||', FAILED",
    "'HTTP/1.1 -20 OK||', FAILED",
    "'||||||||', FAILED",
  })
  void malformed(String answer, Verdict verdict) throws Exception {
    try (var server =
        TestServer.plain(
            socket -> {
              readRequest(socket);
              write(socket, answer.replace("|", "\r\n"));
            })) {

      ProbeResult result = probing.probe(HTTP, server);

      assertEquals(verdict, result.verdict(), result.seen());
      assertTrue(!result.seen().contains("directord"), result.seen());
    }
  }

  @ParameterizedTest(name = "{0}...")
  @DisplayName("malformed TLS is a failed handshake")
  @CsvSource({
    "16030300040200ffff", // a ServerHello that promises 65535 bytes and ends
    "160303ffff", // a record that is too long
    "1603030004020000000f", // a ServerHello of nothing
    "170303000a00000000000000000000", // application data before any handshake
    "15030300020100", // a warning that the connection closes
    "1403030001011403030001011403030001ff", // ChangeCipherSpec, and a wrong one
    "0000000000000000000000",
    "8080010301000000000000", // SSL 2
  })
  void malformedTls(String hex) throws Exception {
    long before = Probing.sockets();
    try (var server =
        TestServer.plain(
            socket -> {
              socket.getInputStream().read();
              socket.getOutputStream().write(HexFormat.of().parseHex(hex));
              socket.shutdownOutput();
              untilClosed(socket);
            })) {
      ProbeResult result = probing.probe(HTTPS, server);

      assertEquals(Verdict.FAILED, result.verdict());
      assertTrue(result.seen().startsWith("TLS handshake failed: "), result.seen());
    }
    Probing.awaitSockets(before);
  }

  private static String gzip(String block, int times) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i++) {
        out.write(block.getBytes(StandardCharsets.US_ASCII));
      }
    }
    return packed.toString(StandardCharsets.ISO_8859_1);
  }

  static void greetForEver(Socket socket) throws IOException {
    String greetings = "HTTP/".repeat(1000);
    while (true) {
      write(socket, greetings);
    }
  }
}
