// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestServer.answering;
import static director.healthcheck.probe.TestServer.readRequest;
import static director.healthcheck.probe.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.Expectation;
import director.healthcheck.request.Expectation.Algorithm;
import director.healthcheck.request.Expectation.Contains;
import director.healthcheck.request.Expectation.Digest;
import director.healthcheck.request.Expectation.Lacks;
import director.healthcheck.request.Expectation.Matches;
import director.healthcheck.request.Expectation.MatchesNot;
import director.healthcheck.request.HttpExchange.Header;
import director.healthcheck.request.HttpExchange.Method;
import director.healthcheck.request.HttpExchange.Version;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request may say, and what may be expected of its response. */
@Timeout(60)
class HttpExchangeProbeTest {

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
  @DisplayName("the response to HEAD ends with its header, whatever length it names")
  void head() throws Exception {
    try (var server =
        TestServer.plain(answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"))) {

      ProbeResult result = probing.probe(Asking.get("/").by(Method.HEAD).plain(), server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
      assertEquals(
          "HEAD / HTTP/1.1\r\nHost: photos.example.com\r\nUser-Agent: directord\r\n"
              + "Accept: */*\r\nConnection: close\r\n\r\n",
          sent(Asking.get("/").by(Method.HEAD)));
    }
  }

  @Test
  @DisplayName("HTTP/1.0 names the host, too, and says nothing of the connection")
  void oldVersion() throws Exception {
    assertEquals(
        "OPTIONS /x HTTP/1.0\r\nHost: photos.example.com\r\nUser-Agent: directord\r\n"
            + "Accept: */*\r\n\r\n",
        sent(Asking.get("/x").by(Method.OPTIONS).in(Version.HTTP_1_0)));
  }

  @Test
  @DisplayName("headers keep their order, and stand for our own of the same name")
  void headers() throws Exception {
    assertEquals(
        "GET / HTTP/1.1\r\nHost: photos.example.com\r\nAccept: */*\r\n"
            + "X-Probe: 1\r\nuser-agent: check/2\r\nX-Probe: 2\r\nConnection: close\r\n\r\n",
        sent(
            Asking.get("/")
                .with(
                    new Header("X-Probe", "1"),
                    new Header("user-agent", "check/2"),
                    new Header("X-Probe", "2"))));
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @DisplayName("a body is held against what is expected of it, with its chunks joined")
  @CsvSource({
    "contains, ready, 'all ready', ''",
    "contains, dy s, 'all ready', 'the body has no \"dy s\" in it, it begins with \"all ready\"'",
    "contains, x, '', 'the body has no \"x\" in it, it is empty'",
    "lacks, error, 'all ready', ''",
    "lacks, ready, 'all ready', 'the body has \"ready\" in it, it begins with \"all ready\"'",
    "matches, '^all (ok|ready)$', 'all ready', ''",
    "matches, '^ok', 'all ready',"
        + " 'the body does not match \"^ok\", it begins with \"all ready\"'",
    "matches-not, '[0-9]+ failed', 'all ready', ''",
    "matches-not, '[0-9]+ failed', '3 failed',"
        + " 'the body matches \"[0-9]+ failed\", it begins with \"3 failed\"'",
    "contains, \u00fcber, 'gr\u00fc\u00dfe \u00fcberall', ''",
    "md5, a3b8b60abe52ce5a38c2c9c22b8a5de8, 'all ready', 'the body has the MD5"
        + " 444bcb3a3fcf8389296c49467f27e1d6, not a3b8b60abe52ce5a38c2c9c22b8a5de8, it begins with"
        + " \"ok\"'",
    "md5, 444bcb3a3fcf8389296c49467f27e1d6, 'ok', ''",
    "sha256, 2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df, 'ok', ''",
  })
  void body(String kind, String wanted, String body, String problem) throws Exception {
    boolean digestOfOther = kind.equals("md5") && !problem.isEmpty();
    byte[] bytes = (digestOfOther ? "ok" : body).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var chunks = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (byte one : bytes) {
      chunks.append("1\r\n").append((char) (one & 0xff)).append("\r\n");
    }
    try (var server = TestServer.plain(answering(chunks + "0\r\n\r\n"))) {

      ProbeResult result =
          probing.probe(Asking.get("/").expecting(expectation(kind, wanted)).plain(), server);

      assertEquals(
          problem.isEmpty() ? Verdict.PASSED : Verdict.FAILED, result.verdict(), result.seen());
      assertTrue(problem.isEmpty() || result.seen().equals(problem), result.seen());
    }
  }

  @Test
  @DisplayName("all expectations have to be met, and the first that is not is told")
  void several() throws Exception {
    try (var server = TestServer.plain(answering(OK))) {

      ProbeResult result =
          probing.probe(
              Asking.get("/")
                  .expecting(new Contains("OK"), new Lacks("O"), new Contains("x"))
                  .plain(),
              server);

      assertEquals("the body has \"O\" in it, it begins with \"OK\"", result.seen());
    }
  }

  @Test
  @DisplayName(
      "a body beyond the maximum, or four times that if nothing is expected, is a failure; with 0 none is read")
  void maximum() throws Exception {
    String ok = "HTTP/1.1 200 OK\r\n";
    String body = "x".repeat(400);
    try (var said = TestServer.plain(answering(ok + "Content-Length: 400\r\n\r\n" + body));
        var unsaid = TestServer.plain(answering(ok + "\r\n" + body))) {

      List<String> seen =
          List.of(
              probing.probe(Asking.get("/").atMost(99).plain(), said).seen(),
              probing.probe(Asking.get("/").atMost(99).plain(), unsaid).seen(),
              probing
                  .probe(Asking.get("/").atMost(399).expecting(new Contains("x")).plain(), unsaid)
                  .seen(),
              probing.probe(Asking.get("/").atMost(100).plain(), said).seen(),
              probing.probe(Asking.get("/").atMost(0).plain(), said).seen());

      assertEquals(
          List.of(
              "the body is longer than 396 bytes (see max-body), its Content-Length says 400 bytes",
              "the body is longer than 396 bytes (see max-body)",
              "the body is longer than 399 bytes (see max-body)"),
          seen.subList(0, 3));
      assertTrue(seen.get(3).startsWith("answered 200 in "), seen.get(3));
      assertTrue(seen.get(4).startsWith("answered 200 in "), seen.get(4));
    }
  }

  @Test
  @DisplayName("a digest is that of a body of just the maximum, when it ends there")
  void digestAtTheLimit() throws Exception {
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n";
    var digest = new Digest(Algorithm.MD5, "444bcb3a3fcf8389296c49467f27e1d6");
    try (var ending = TestServer.plain(answering(chunked + "0\r\n\r\n"));
        var silent = TestServer.plain(answering(chunked))) {
      var request = Asking.get("/").atMost(2).expecting(digest).plain();

      ProbeResult ended = probing.probe(request, ending);
      ProbeResult waiting = probing.giveUpIn(ProbePhase.BODY, request, silent.address());

      assertEquals(Verdict.PASSED, ended.verdict(), ended.seen());
      assertEquals(Verdict.FAILED, waiting.verdict());
    }
  }

  @Test
  @DisplayName(
      "a body that ends before its length is a failure if lengths are strict, else a warning")
  void truncated() throws Exception {
    TestServer.Conversation half =
        socket -> {
          readRequest(socket);
          write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
        };
    try (var server = TestServer.plain(half)) {

      ProbeResult strict = probing.probe(Asking.get("/").strictly().plain(), server);
      ProbeResult lax = probing.probe(Asking.get("/").plain(), server);

      assertEquals(
          "connection closed by the server before the HTTP response was complete:"
              + " status 200, 4 of 9 bytes of the body",
          strict.seen());
      assertEquals(Verdict.PASSED, lax.verdict());
      assertEquals(
          List.of("the body ended after 4 of the 9 bytes that its Content-Length promised"),
          lax.warnings());
    }
  }

  /** What a server gets to read. */
  private static String sent(Asking asking) throws Exception {
    var seen = new CompletableFuture<String>();
    try (var server =
        TestServer.plain(
            socket -> {
              seen.complete(readRequest(socket));
              write(socket, OK);
            })) {
      probing.probe(asking.plain(), server);
      return seen.get();
    }
  }

  private static Expectation expectation(String kind, String wanted) {
    return switch (kind) {
      case "contains" -> new Contains(wanted);
      case "lacks" -> new Lacks(wanted);
      case "matches" -> new Matches(wanted);
      case "matches-not" -> new MatchesNot(wanted);
      case "md5" -> new Digest(Algorithm.MD5, wanted);
      case "sha256" -> new Digest(Algorithm.SHA_256, wanted);
      default -> throw new AssertionError(kind);
    };
  }
}
