// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestHttp2.data;
import static director.healthcheck.probe.TestHttp2.frame;
import static director.healthcheck.probe.TestHttp2.header;
import static director.healthcheck.probe.TestHttp2.settings;
import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static director.healthcheck.state.Verdict.FAILED;
import static director.healthcheck.state.Verdict.PASSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.GrpcCheck;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class GrpcDialogueTest {

  private static final GrpcCheck CHECK =
      new GrpcCheck(Optional.empty(), "photos.example", "photos");
  private static final GrpcCheck TLS =
      new GrpcCheck(Optional.of(TlsTerms.asking(Optional.empty())), "photos.example", "");

  private static final String[] GRPC = {":status", "200", "content-type", "application/grpc"};
  private static final String SERVING = "0000000002" + "0801";

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
  @DisplayName("a service that serves is healthy, and is asked in the words of the protocol")
  void serving() throws Exception {
    var asked = new CompletableFuture<TestHttp2.Call>();
    try (var server =
        TestServer.plain(
            socket -> {
              asked.complete(TestHttp2.call(socket));
              answer(socket, SERVING, "grpc-status", "0");
              untilClosed(socket);
            })) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(PASSED, result.verdict(), result.seen());
      assertTrue(result.seen().startsWith("gRPC health SERVING in "), result.seen());
      assertEquals(
          new TestHttp2.Call(
              "[:method: POST, :scheme: http, :path: /grpc.health.v1.Health/Check,"
                  + " :authority: photos.example, te: trailers, content-type: application/grpc,"
                  + " user-agent: directord]",
              "0000000008" + "0a06" + "70686f746f73"),
          asked.get());
    }
  }

  @Test
  @DisplayName("over TLS, h2 is offered and must be taken up")
  void tls() throws Exception {
    try (var server =
            TestServer.tls(
                socket -> {
                  takeUp(socket, "h2");
                  TestHttp2.call(socket);
                  answer(socket, SERVING, "grpc-status", "0");
                  untilClosed(socket);
                });
        var deaf = TestServer.tls(TestServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n"))) {

      ProbeResult result = probing.probe(TLS, server);
      ProbeResult refused = probing.probe(TLS, deaf);

      assertEquals(PASSED, result.verdict(), result.seen());
      assertEquals(
          "the server does not speak HTTP/2: it did not take up h2 by ALPN", refused.seen());
    }
  }

  @ParameterizedTest(name = "{0}, status {1} {2}: {3}")
  @DisplayName("any other answer is named")
  @CsvSource({
    "00000000020802, 0, '', 'gRPC health NOT_SERVING, expected SERVING'",
    "00000000020803, 0, '', 'gRPC health SERVICE_UNKNOWN, expected SERVING'",
    "0000000000,     0, '', 'gRPC health UNKNOWN, expected SERVING'",
    "ff,             0, '', 'the gRPC answer is not that of a health service'",
    "'',             0, '', 'the gRPC answer is not that of a health service'",
    "'',  5, no such service, 'gRPC status 5 NOT_FOUND: no such service'",
    "'', 12, unknown method,"
        + " 'the server has no health service (gRPC status 12 UNIMPLEMENTED): unknown method'",
    "'', 14, '', 'gRPC status 14 UNAVAILABLE'",
    "'', 99, '', 'gRPC status 99 unknown code'",
    "'', '', '', 'the gRPC answer ended without a grpc-status'",
  })
  void otherwise(String message, String code, String words, String seen) throws Exception {
    try (var server =
        TestServer.plain(
            socket -> {
              TestHttp2.call(socket);
              answer(socket, message, "grpc-status", code, "grpc-message", words);
              untilClosed(socket);
            })) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(FAILED, result.verdict());
      assertEquals(seen, result.seen());
    }
  }

  @Test
  @DisplayName("a refusal may come as trailers alone, and an interim response before all")
  void trailersOnly() throws Exception {
    try (var server =
        server(
            header(1, false, ":status", "103"),
            header(
                1,
                true,
                ":status",
                "200",
                "content-type",
                "application/grpc",
                "grpc-status",
                "7"))) {

      assertEquals("gRPC status 7 PERMISSION_DENIED", probing.probe(CHECK, server).seen());
    }
  }

  @Test
  @DisplayName("what is not gRPC is named, too")
  void notGrpc() throws Exception {
    try (var notFound = server(header(1, true, ":status", "404"));
        var html = server(header(1, false, ":status", "200", "content-type", "text/html"));
        var noTrailers = server(header(1, false, GRPC), data(1, true, SERVING));
        var tooLong = server(header(1, false, GRPC), data(1, false, "00".repeat(4097)))) {

      assertEquals(
          "HTTP status 404 instead of a gRPC answer", probing.probe(CHECK, notFound).seen());
      assertEquals(
          "content type text/html instead of application/grpc", probing.probe(CHECK, html).seen());
      assertEquals(
          "the gRPC answer ended without a grpc-status", probing.probe(CHECK, noTrailers).seen());
      assertEquals("the gRPC answer is longer than 4 KB", probing.probe(CHECK, tooLong).seen());
    }
  }

  @Test
  @DisplayName("a server that ends the call or the connection says why")
  void ended() throws Exception {
    try (var reset = server(frame(3, 0, 1, "00000007"));
        var away = server(frame(7, 0, 0, "00000000" + "0000000b"));
        var leaving =
            server(
                frame(7, 0, 0, "7fffffff" + "00000000"),
                header(1, false, GRPC),
                data(1, false, SERVING),
                header(1, true, "grpc-status", "0"))) {

      assertEquals(
          "the server reset the call with HTTP/2 error REFUSED_STREAM",
          probing.probe(CHECK, reset).seen());
      assertEquals(
          "the server sends us away with HTTP/2 error ENHANCE_YOUR_CALM",
          probing.probe(CHECK, away).seen());
      assertEquals(PASSED, probing.probe(CHECK, leaving).verdict());
    }
  }

  @Test
  @DisplayName("a server that hangs, closes, or speaks something else is named so")
  void noHttp2() throws Exception {
    try (var silent = TestServer.plain(socket -> untilClosed(socket));
        var closing = TestServer.plain(socket -> TestHttp2.call(socket));
        var http1 =
            TestServer.plain(
                socket -> {
                  write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
                  untilClosed(socket); // a close before our words are read is a reset
                });
        var half = server(header(1, false, GRPC))) {

      ProbeResult hung = probing.giveUpIn(ProbePhase.HEADER, CHECK, silent.address());
      ProbeResult begun = probing.giveUpIn(ProbePhase.BODY, CHECK, half.address());

      assertEquals("TCP connected but no HTTP/2 answer within 3 s (process hung?)", hung.seen());
      assertEquals(
          "the gRPC answer was not complete within 3 s: no grpc-status came", begun.seen());
      assertEquals(
          "connection closed by the server before any response",
          probing.probe(CHECK, closing).seen());
      assertEquals(
          "not an HTTP/2 answer, it begins with \"HTTP/1.1 400 Bad Request\"",
          probing.probe(CHECK, http1).seen().replaceAll("\\.\\.\\.\\.\"", "\""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("a server that floods is cut off, with a reason")
  @CsvSource({
    "settings, 000000040000000000",
    "pings, 0000080600000000000000000000000000",
    "window updates, 00000408000000000000000001",
    "unknown frames, 0000007700000000000000000000",
    "empty data, 000000000000000001",
    "header fields, 00000a010000000001" + "40017801790000000000",
    "continuations, 000000090000000001",
    "priorities, 0000050200000000030000000000",
    "garbage, ffffffffffffffffffffff",
  })
  void floods(String what, String hex) throws Exception {
    var sent = new AtomicLong();
    byte[] once = java.util.HexFormat.of().parseHex(hex);
    byte[] block = new byte[once.length * 1000];
    for (int i = 0; i < block.length; i++) {
      block[i] = once[i % once.length];
    }
    try (var server =
        TestServer.plain(
            socket -> {
              TestHttp2.call(socket);
              socket.getOutputStream().write(settings());
              if (what.equals("continuations")) {
                socket.getOutputStream().write(frame(1, 0, 1, ""));
              }
              while (true) {
                socket.getOutputStream().write(block);
                sent.addAndGet(block.length);
              }
            })) {

      ProbeResult result = probing.probe(CHECK, server);

      assertEquals(FAILED, result.verdict());
      assertTrue(
          result.seen().startsWith("the server violates HTTP/2: ")
              || result.seen().equals("more than 256 KB sent without a complete gRPC answer"),
          result.seen());
      assertTrue(sent.get() < 32L << 20, sent + " bytes sent");
    }
  }

  @Test
  @DisplayName("no socket and no timer is left, however a call ends")
  void noLeaks() throws Exception {
    try (var serving =
            server(
                header(1, false, GRPC),
                data(1, false, SERVING),
                header(1, true, "grpc-status", "0"));
        var half = server(header(1, false, GRPC))) {
      long before = Probing.sockets();

      for (int i = 0; i < 30; i++) {
        probing.probe(CHECK, serving);
        probing.giveUpIn(ProbePhase.BODY, CHECK, half.address());
      }

      Probing.awaitSockets(before);
      assertEquals(0, probing.timers());
    }
  }

  /** Hears a call, and says these frames. */
  private static TestServer server(byte[]... frames) throws IOException {
    return TestServer.plain(
        socket -> {
          TestHttp2.call(socket);
          socket.getOutputStream().write(settings());
          for (byte[] frame : frames) {
            socket.getOutputStream().write(frame);
          }
          untilClosed(socket);
        });
  }

  /** A whole response; trailers with an empty value are left out. */
  private static void answer(Socket socket, String message, String... trailers) throws IOException {
    String[] said =
        trailers.length == 4 && trailers[3].isEmpty() ? Arrays.copyOf(trailers, 2) : trailers;
    said = said[1].isEmpty() ? new String[] {"x", "y"} : said;
    socket.getOutputStream().write(settings());
    socket.getOutputStream().write(header(1, false, GRPC));
    socket.getOutputStream().write(data(1, false, message));
    socket.getOutputStream().write(header(1, true, said));
  }

  private static void takeUp(Socket socket, String protocol) {
    SSLSocket tls = (SSLSocket) socket;
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    tls.setSSLParameters(parameters);
  }
}
