// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.PASSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.Expectation;
import director.healthcheck.request.Expectation.Algorithm;
import director.healthcheck.request.Expectation.Contains;
import director.healthcheck.request.Expectation.Digest;
import director.healthcheck.request.Expectation.Lacks;
import director.healthcheck.request.Octets;
import director.healthcheck.request.TcpCheck;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TcpDialogueTest {

  private static final TcpCheck PING = asking("PING\r\n", new Contains("+PONG"), new Lacks("-ERR"));

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
  @DisplayName("a connection is enough, and is reset, so that the server keeps no TIME_WAIT")
  void connectOnly() throws Exception {
    var end = new CompletableFuture<String>();
    try (var server = TestServer.plain(socket -> end.complete(howItEnds(socket)))) {

      ProbeResult result = probing.probe(TcpCheck.CONNECT, server);

      assertEquals(PASSED, result.verdict());
      assertTrue(result.seen().startsWith("connected in "), result.seen());
      assertEquals("Connection reset", end.get());
    }
  }

  @Test
  @DisplayName("with TLS, the handshake is what counts, and the end is in order")
  void tls() throws Exception {
    var end = new CompletableFuture<String>();
    var check =
        new TcpCheck(Optional.of(TlsTerms.asking(Optional.empty())), Optional.empty(), List.of());
    try (var server = TestServer.tls(socket -> end.complete(howItEnds(socket)))) {

      ProbeResult result = probing.probe(check, server);

      assertTrue(result.seen().startsWith("TLS connected in "), result.seen());
      assertEquals("end", end.get());
    }
  }

  @Test
  @DisplayName("what is only sent arrives whole, before an end in order")
  void sendOnly() throws Exception {
    var heard = new CompletableFuture<Integer>();
    var check =
        new TcpCheck(
            Optional.empty(), Optional.of(Octets.ofText("x".repeat(1_000_000))), List.of());
    try (var server =
        TestServer.plain(socket -> heard.complete(socket.getInputStream().readAllBytes().length))) {

      ProbeResult result = probing.probe(check, server);

      assertEquals(PASSED, result.verdict());
      assertEquals(1_000_000, heard.get());
    }
  }

  @ParameterizedTest(name = "closing afterwards: {0}")
  @DisplayName("an answer that is as expected settles it, whether the server closes or not")
  @ValueSource(booleans = {true, false})
  void asExpected(boolean closing) throws Exception {
    try (var server =
        TestServer.plain(
            socket -> {
              socket.getInputStream().readNBytes(6);
              write(socket, "+PO");
              write(socket, "NG\r\n");
              if (!closing) {
                untilClosed(socket);
              }
            })) {

      ProbeResult result = probing.probe(PING, server);

      assertEquals(PASSED, result.verdict(), result.seen());
      assertTrue(result.seen().startsWith("answered \"+PONG"), result.seen());
    }
  }

  @Test
  @DisplayName("a greeting is waited for when nothing is sent")
  void greeting() throws Exception {
    var check = new TcpCheck(Optional.empty(), Optional.empty(), List.of(new Contains("SSH-2.0-")));
    try (var server =
        TestServer.plain(
            socket -> {
              write(socket, "SSH-2.0-OpenSSH_9.2\r\n");
              untilClosed(socket);
            })) {

      ProbeResult result = probing.probe(check, server);

      assertTrue(result.seen().startsWith("answered \"SSH-2.0-OpenSSH_9.2\" in"), result.seen());
    }
  }

  @Test
  @DisplayName("another answer fails when the server closes, and when time is over")
  void otherAnswer() throws Exception {
    TestServer.Conversation loading =
        socket -> {
          socket.getInputStream().readNBytes(6);
          write(socket, "-LOADING\r\n");
        };
    try (var closing = TestServer.plain(loading);
        var waiting =
            TestServer.plain(
                socket -> {
                  loading.with(socket);
                  untilClosed(socket);
                })) {

      ProbeResult closed = probing.probe(PING, closing);
      ProbeResult over = probing.giveUpAfter(11, PING, waiting.address());

      assertEquals(FAILED, closed.verdict());
      assertEquals("the answer has no \"+PONG\" in it, it begins with \"-LOADING\"", closed.seen());
      assertEquals(ProbePhase.ANSWERED, closed.reached());
      assertEquals(FAILED, over.verdict());
      assertEquals(
          "the answer was not complete within 3 s: it has no \"+PONG\" in it", over.seen());
    }
  }

  @Test
  @DisplayName("a server that closes without a word, or says none, is named so")
  void noAnswer() throws Exception {
    try (var closing = TestServer.plain(socket -> socket.getInputStream().readNBytes(6));
        var silent = TestServer.plain(socket -> untilClosed(socket))) {

      ProbeResult closed = probing.probe(PING, closing);
      ProbeResult over = probing.giveUpIn(ProbePhase.HEADER, PING, silent.address());

      assertEquals("connection closed by the server before any response", closed.seen());
      assertEquals("TCP connected but no answer within 3 s (process hung?)", over.seen());
    }
  }

  @Test
  @DisplayName("a digest is that of all that was sent")
  void digest() throws Exception {
    var check =
        asking(
            "",
            new Digest(
                Algorithm.SHA_256,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    try (var server =
            TestServer.plain(
                socket -> {
                  write(socket, "a");
                  write(socket, "bc");
                });
        var more = TestServer.plain(socket -> write(socket, "x".repeat(65_537)))) {

      ProbeResult met = probing.probe(check, server);
      ProbeResult longer = probing.probe(check, more);

      assertTrue(met.seen().startsWith("answered \"abc\""), met.seen());
      assertTrue(longer.seen().startsWith("the answer "), longer.seen());
    }
  }

  @ParameterizedTest(name = "{0} bytes at a time")
  @DisplayName("a server that sends without end is cut off after 64 KB, or after too many pieces")
  @ValueSource(ints = {1, 100_000})
  void endless(int piece) throws Exception {
    var sent = new AtomicLong();
    try (var server =
        TestServer.plain(
            socket -> {
              socket.setTcpNoDelay(true);
              while (true) {
                write(socket, "x".repeat(piece));
                sent.addAndGet(piece);
              }
            })) {

      ProbeResult result = probing.probe(PING, server);

      assertEquals(FAILED, result.verdict());
      assertTrue(
          result.seen().endsWith(", it begins with \"" + "x".repeat(40) + "\""), result.seen());
      assertTrue(sent.get() < 32L << 20, sent + " bytes sent");
    }
  }

  @Test
  @DisplayName("an answer in single bytes is judged up to 4 MB of work, and no further")
  void drips() {
    List<Finding> findings = new ArrayList<>();
    var dialogue = new TcpDialogue(PING);
    var line =
        new Dialogue.Line() {
          @Override
          public void found(Finding finding) {
            findings.add(finding);
          }

          @Override
          public void inBody() {}

          @Override
          public String excerpt() {
            return "\"x\"";
          }
        };
    int bytes = 0;

    while (findings.isEmpty()) {
      dialogue.heard(null, Unpooled.wrappedBuffer(new byte[] {'x'}), line);
      bytes++;
    }

    assertEquals(
        List.of(Finding.bad("the answer comes in too small pieces, it begins with \"x\"")),
        findings);
    assertEquals(2896, bytes); // the first n with n(n + 1)/2 above 4,194,304
  }

  private static TcpCheck asking(String words, Expectation... expectations) {
    return new TcpCheck(Optional.empty(), Optional.of(Octets.ofText(words)), List.of(expectations));
  }

  private static String howItEnds(Socket socket) throws IOException {
    try {
      untilClosed(socket);
      return "end";
    } catch (SocketException e) {
      return e.getMessage();
    }
  }
}
