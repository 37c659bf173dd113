// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestServer.readRequest;
import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of several requests, and redirects. */
@Timeout(60)
class SequenceProbeTest {

  private static final Pattern REQUEST =
      Pattern.compile("([A-Z]+ [^ ]+) .*?Host: ([^\r]+)\r", Pattern.DOTALL);

  private static final String OK = "HTTP/1.1 200 OK|Content-Length: 0||";

  private static Probing probing;

  /** What servers of the test at hand were asked for, as in "GET / photos.example.com". */
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    probing = new Probing();
  }

  @AfterAll
  static void stop() {
    probing.close();
  }

  @Test
  @DisplayName("all requests are made in order, each on a fresh connection")
  void all() throws Exception {
    try (var server = TestServer.tls(serving(Map.of("/a", OK, "/b", OK, "/c", OK)))) {

      ProbeResult result = probing.probe(https("/a", "/b", "/c"), server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
      assertTrue(result.seen().startsWith("answered 200, 200, 200 in "), result.seen());
      assertEquals(
          List.of(
              "GET /a photos.example.com",
              "GET /b photos.example.com",
              "GET /c photos.example.com"),
          asked);
      assertEquals(1, result.notes().size(), "the same for all: " + result.notes());
    }
  }

  @Test
  @DisplayName("the first that fails ends it, and is named")
  void named() throws Exception {
    String busy = "HTTP/1.1 503 Busy|Content-Length: 0||";
    try (var server = TestServer.plain(serving(Map.of("/a", OK, "/b", busy, "/c", OK)))) {

      ProbeResult result = probing.probe(http("/a", "/b", "/c"), server);

      assertEquals("request 2 of 3, GET /b: HTTP status 503, expected 200", result.seen());
      assertEquals(Verdict.FAILED, result.verdict());
      assertEquals(ProbePhase.ANSWERED, result.reached());
      assertEquals(List.of("GET /a photos.example.com", "GET /b photos.example.com"), asked);
    }
  }

  @Test
  @DisplayName("a request that is given up is named, and signs of life never become fewer")
  void givenUp() throws Exception {
    try (var server =
        TestServer.plain(serving(Map.of("/a", OK, "/b", "HTTP/1.1 200 OK|Content-Length: 9||")))) {
      RunningProbe probe = probing.startUntil(ProbePhase.BODY, http("/a", "/b"), server.address());

      long received = probing.onLoop(probe::received);
      String seen = probing.onLoop(probe::giveUp).seen();

      assertEquals(
          "request 2 of 2, GET /b: the HTTP response was not complete within 3 s: status 200,"
              + " 0 of 9 bytes of the body",
          seen);
      // each connection, and two headers of 38 bytes
      assertEquals(2 + 2 * 38, received);
    }
  }

  @Test
  @DisplayName("a cancelled sequence goes no further, and leaves nothing open")
  void cancelled() throws Exception {
    List<ProbeResult> told = new ArrayList<>();
    try (var server = TestServer.plain(serving(Map.of("/a", OK, "/b", "HTTP/1.1 ")))) {
      long before = Probing.sockets();
      RunningProbe probe =
          probing.onLoop(() -> probing.start(http("/a", "/b"), server.address(), told::add));
      while (asked.size() < 2) {
        Thread.onSpinWait();
      }

      probing.onLoop(
          () -> {
            probe.cancel();
            return null;
          });

      Probing.awaitSockets(before);
      assertEquals(List.of(), told);
    }
  }

  @Test
  @DisplayName("a redirect is followed at the same server, with the host it names")
  void followed() throws Exception {
    try (var server =
        TestServer.plain(
            serving(
                Map.of(
                    "/a", "HTTP/1.1 301 Moved|Location: http://other.example.com:8080/b?c=d#e||",
                    "/b?c=d", "HTTP/1.1 302 Found|Location: ?f||",
                    "/b?f", OK)))) {

      ProbeResult result = probing.probe(Asking.get("/a").following().plain(), server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
      assertTrue(result.seen().startsWith("answered 200 at /b?f in "), result.seen());
      assertEquals(
          List.of(
              "GET /a photos.example.com",
              "GET /b?c=d other.example.com:8080",
              "GET /b?f other.example.com:8080"),
          asked);
    }
  }

  @Test
  @DisplayName("a failure after a redirect says where it was and how it came there")
  void failsThere() throws Exception {
    try (var server =
        TestServer.plain(
            serving(
                Map.of(
                    "/a", "HTTP/1.1 307 Away|Location: b||",
                    "/b", "HTTP/1.1 404 Not Found|Content-Length: 0||")))) {

      ProbeResult result = probing.probe(Asking.get("/a").following().plain(), server);

      assertEquals("GET /b (redirected from /a): HTTP status 404, expected 200", result.seen());
    }
  }

  @Test
  @DisplayName("redirects in a circle end after five")
  void circle() throws Exception {
    try (var server =
        TestServer.plain(
            serving(
                Map.of(
                    "/a", "HTTP/1.1 302 Found|Location: /b||",
                    "/b", "HTTP/1.1 302 Found|Location: /a||")))) {

      ProbeResult result = probing.probe(Asking.get("/a").following().plain(), server);

      assertEquals(
          "GET /b (redirected from /a): HTTP status 302 redirects to /a, the sixth redirect in a"
              + " row",
          result.seen());
      assertEquals(6, asked.size());
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("a redirect that leads away from the check's protocol, or nowhere, is a failure")
  @CsvSource({
    "https://photos.example.com/, 'which is not http as this check is'",
    "ftp://photos.example.com/, 'which is not http as this check is'",
    "mailto:root@example.com, 'which is not http or https'",
    "http://user:secret@photos.example.com/, 'which has a user name in it'",
    "//user@photos.example.com/, 'which has a user name in it'",
    "http:///nowhere, 'which names no host'",
    "'http://[::1/', 'which is no address'",
    "'/a b', 'which is no address'",
  })
  void refused(String location, String why) throws Exception {
    try (var server =
        TestServer.plain(
            serving(Map.of("/a", "HTTP/1.1 302 Found|Location: " + location + "||")))) {

      ProbeResult result = probing.probe(Asking.get("/a").following().plain(), server);

      assertEquals("HTTP status 302 redirects to " + location + ", " + why, result.seen());
      assertEquals(Verdict.FAILED, result.verdict());
    }
  }

  @Test
  @DisplayName("a redirect whose status is expected is an answer")
  void expectedRedirect() throws Exception {
    var exchange = Asking.get("/a").following().exchange();
    var expecting302 =
        new HttpExchange(
            exchange.method(),
            exchange.path(),
            exchange.host(),
            exchange.version(),
            exchange.headers(),
            ExpectedStatus.of(302),
            exchange.body(),
            exchange.maximumBody(),
            exchange.strictLength(),
            exchange.redirects());
    try (var server =
        TestServer.plain(
            serving(Map.of("/a", "HTTP/1.1 302 Found|Location: /b|Content-Length: 0||")))) {

      ProbeResult result = probing.probe(HttpCheck.of(Optional.empty(), expecting302), server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
      assertEquals(List.of("GET /a photos.example.com"), asked);
    }
  }

  private static CheckRequest http(String... paths) {
    return check(Optional.empty(), paths);
  }

  private static CheckRequest https(String... paths) {
    return check(Optional.of(TlsTerms.asking(Optional.empty())), paths);
  }

  private static CheckRequest check(Optional<TlsTerms> tls, String... paths) {
    return new HttpCheck(
        tls, List.of(paths).stream().map(path -> Asking.get(path).exchange()).toList());
  }

  /** A server that answers by path, and keeps the connection open. */
  private TestServer.Conversation serving(Map<String, String> answers) {
    return socket -> {
      Matcher request = REQUEST.matcher(readRequest(socket));
      if (request.find()) {
        asked.add(request.group(1) + " " + request.group(2));
        String path = request.group(1).substring(request.group(1).indexOf(' ') + 1);
        write(socket, answers.get(path).replace("|", "\r\n"));
        untilClosed(socket);
      }
    };
  }
}
