// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.Probing.HTTP;
import static director.healthcheck.probe.Probing.HTTPS;
import static director.healthcheck.probe.Probing.address;
import static director.healthcheck.probe.Probing.request;
import static director.healthcheck.probe.TestServer.answering;
import static director.healthcheck.probe.TestServer.readRequest;
import static director.healthcheck.probe.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks real servers on loopback that answer, well or badly. */
@Timeout(60)
class HttpProbeTest {

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
  @DisplayName("a healthy HTTP server passes, and has no TLS time")
  void http() throws Exception {
    try (var server = TestServer.plain(answering(OK))) {

      ProbeResult result = probing.probe(HTTP, server);

      assertEquals(Verdict.PASSED, result.verdict());
      assertNull(result.times().secured());
    }
  }

  @Test
  @DisplayName("the request names path and host, and asks for the connection to be closed")
  void requestText() throws Exception {
    var seen = new CompletableFuture<String>();
    try (var server =
        TestServer.plain(
            socket -> {
              seen.complete(readRequest(socket));
              write(socket, OK);
            })) {

      probing.probe(request(false, "photos.example.com:8080", null), server);

      assertEquals(
          "GET /health?deep=1 HTTP/1.1\r\nHost: photos.example.com:8080\r\n"
              + "User-Agent: directord\r\nAccept: */*\r\nConnection: close\r\n\r\n",
          seen.get());
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("what answers as expected passes")
  @CsvSource({
    "keeps the connection open after Content-Length, 'HTTP/1.1 200 OK|Content-Length: 2||OK'",
    "keeps it open after the last chunk, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|OK|0||'",
    "has no body, 'HTTP/1.1 200 OK|content-length: 0||'",
    "ends its lines with line feeds only, 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'",
    "has no reason phrase, 'HTTP/1.1 200|Content-Length: 0||'",
    "has no reason phrase but a space, 'HTTP/1.1 200 |Content-Length: 0||'",
    "is HTTP/1.0, 'HTTP/1.0 200 OK|Content-Length: 0||'",
    "sends interim responses first, "
        + "'HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 200 OK|Content-Length: 0||'",
  })
  void passes(String how, String response) throws Exception {
    try (var server = TestServer.plain(answering(response.replace("|", "\r\n")))) {

      ProbeResult result = probing.probe(HTTP, server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
    }
  }

  @Test
  @DisplayName("a body without a length ends with the connection")
  void endOfConnection() throws Exception {
    try (var server =
        TestServer.tls(
            socket -> {
              readRequest(socket);
              write(socket, "HTTP/1.0 200 OK\r\n\r\nall is well");
            })) {

      assertEquals(Verdict.PASSED, probing.probe(HTTPS, server).verdict());
    }
  }

  @ParameterizedTest(name = "{1}")
  @DisplayName("what answers otherwise fails, and the reason says what was seen")
  @CsvSource({
    "'HTTP/1.1 503 Service Unavailable|Content-Length: 9||', 'HTTP status 503, expected 200'",
    "'HTTP/1.1 302 Found|Location: https://elsewhere.example.com/||',"
        + " 'HTTP status 302, expected 200 (it redirects to https://elsewhere.example.com/)'",
    "'HTTP/1.1 101 Switching Protocols||', 'HTTP status 101, expected 200'",
    "'SSH-2.0-OpenSSH_9.2p1|', 'not an HTTP response, it begins with \"SSH-2.0-OpenSSH_9.2p1\"'",
    "'SSH and then silence', 'not an HTTP response, it begins with \"SSH and then silence\"'",
    "'HTTP/1.1 OK|', 'not an HTTP response, it begins with \"HTTP/1.1 OK\"'",
    "'HTTP/9 x|', 'not an HTTP response, it begins with \"HTTP/9 x\"'",
    "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|',"
        + " 'the body of the HTTP response is malformed: status 200, 0 bytes of the body'",
    "'HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2||OK',"
        + " 'the HTTP response header is malformed: Multiple Content-Length values found: [1, 2]'",
  })
  void fails(String response, String seen) throws Exception {
    try (var server = TestServer.plain(answering(response.replace("|", "\r\n")))) {

      ProbeResult result = probing.probe(HTTP, server);

      assertEquals(seen, result.seen());
      assertEquals(Verdict.FAILED, result.verdict());
      assertEquals(ProbePhase.ANSWERED, result.reached());
    }
  }

  @ParameterizedTest(name = "after \"{0}\": {1}")
  @DisplayName("a server that closes before it has answered fails")
  @CsvSource({
    "'', connection closed by the server before any response, HEADER",
    "HTTP/1.1 20, connection closed by the server before the HTTP response header was complete, HEADER",
    "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||4|half',"
        + " 'connection closed by the server before the HTTP response was complete: status 200,"
        + " 4 bytes of the body', BODY",
  })
  void closes(String response, String seen, ProbePhase reached) throws Exception {
    try (var server =
        TestServer.tls(
            socket -> {
              readRequest(socket);
              write(socket, response.replace("|", "\r\n"));
            })) {

      ProbeResult result = probing.probe(HTTPS, server);

      assertEquals(List.of(seen, reached), List.of(result.seen(), result.reached()));
      assertEquals(Verdict.FAILED, result.verdict());
    }
  }

  @Test
  @DisplayName("a reset instead of an answer fails")
  void resets() throws Exception {
    try (var server =
        TestServer.plain(
            socket -> {
              readRequest(socket);
              TestServer.reset(socket);
            })) {

      assertEquals(
          "connection reset by the server before any response", probing.probe(HTTP, server).seen());
    }
  }

  @Test
  @DisplayName("a closed port fails as refused")
  void refused() throws Exception {
    // Bound and not listening, so that nobody else on this machine gets the port meanwhile.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var closed = new InetSocketAddress(taken.getLocalAddress(), taken.getLocalPort());

      ProbeResult result = probing.probe(HTTPS, closed);

      assertEquals(
          List.of(Verdict.FAILED, "connection refused", ProbePhase.CONNECT),
          List.of(result.verdict(), result.seen(), result.reached()));
    }
  }

  @Test
  @DisplayName("a cancelled probe is never heard of, and leaves nothing open")
  void cancelled() throws Exception {
    List<ProbeResult> told = new ArrayList<>();
    try (ServerSocket hung = TestServer.hung(50)) {
      long before = Probing.sockets();

      probing.onLoop(
          () -> {
            probing.start(HTTPS, address(hung), told::add).cancel();
            return null;
          });

      Probing.awaitSockets(before);
      assertEquals(List.of(), told);
    }
  }

  @Test
  @DisplayName("after 500 probes of every kind no descriptor is left")
  void nothingLeft() throws Exception {
    long before = Probing.sockets();

    try (var good = TestServer.tls(answering(OK));
        var resetting = TestServer.plain(TestServer::reset);
        var endless = TestServer.plain(HostileServerTest::greetForEver);
        var hung = TestServer.plain(TestServer::untilClosed)) {
      for (int i = 0; i < 125; i++) {
        probing.probe(HTTPS, good);
        probing.probe(HTTPS, resetting);
        probing.probe(HTTP, endless);
        probing.giveUpIn(ProbePhase.TLS, HTTPS, hung.address());
      }

      Probing.awaitSockets(before + 4); // the servers listen
    }
  }
}
