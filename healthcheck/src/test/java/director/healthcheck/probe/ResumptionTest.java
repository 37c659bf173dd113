// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestServer.keys;
import static director.healthcheck.probe.TestServer.readRequest;
import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.TlsTerms.Verification;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handshakes are full, and which resume a session, as the server sees it. */
@Timeout(60)
class ResumptionTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK\n";
  private static final String BUSY = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

  private static Probing probing;

  private final AtomicReference<String> answer = new AtomicReference<>(OK);
  private final TestServer.Conversation serving =
      socket -> {
        readRequest(socket);
        write(socket, answer.get());
        untilClosed(socket);
      };

  @BeforeAll
  static void start() {
    probing = new Probing();
  }

  @AfterAll
  static void stop() {
    probing.close();
  }

  @ParameterizedTest
  @DisplayName("of every four handshakes the first is full, and three resume its session")
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void everyFourth(String version) throws Exception {
    var keys = new SigningKeys(keys("ecdsa"));
    try (var server = TestServer.tls(version, keys, serving)) {

      String handshakes = probed(4, server, keys, 10);

      assertEquals("FrrrFrrrFr", handshakes);
    }
  }

  @ParameterizedTest
  @DisplayName("the handshake after a failure is full, and begins the count anew")
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void afterFailure(String version) throws Exception {
    var keys = new SigningKeys(keys("ecdsa"));
    try (var server = TestServer.tls(version, keys, serving)) {

      String before = probed(4, server, keys, 2);
      answer.set(BUSY);
      String failing = probed(4, server, keys, 1);
      answer.set(OK);
      String after = probed(4, server, keys, 6);

      assertEquals(List.of("Fr", "r", "FrrrFr"), List.of(before, failing, after));
    }
  }

  @Test
  @DisplayName("a probe that is given up was a failure")
  void afterTimeout() throws Exception {
    var keys = new SigningKeys(keys("ecdsa"));
    try (var server = TestServer.tls("TLSv1.3", keys, serving)) {

      String before = probed(4, server, keys, 2);
      answer.set("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
      ProbeResult unused =
          probing.giveUpIn(ProbePhase.BODY, request(4, "a.example"), server.address());
      answer.set(OK);
      String after = probed(4, server, keys, 2);

      assertEquals(List.of("Fr", "Fr"), List.of(before, after));
    }
  }

  @Test
  @DisplayName("a session is not offered to another server, nor under another name")
  void perServerAndName() throws Exception {
    var keys = new SigningKeys(keys("ecdsa"));
    try (var one = TestServer.tls("TLSv1.3", keys, serving);
        var two = TestServer.tls("TLSv1.3", keys, serving)) {

      String handshakes =
          handshake(request(9, "a.example"), one, keys)
              + handshake(request(9, "a.example"), two, keys)
              + handshake(request(9, "b.example"), one, keys)
              + handshake(request(9, "a.example"), one, keys);

      assertEquals("FFFr", handshakes);
    }
  }

  @Test
  @DisplayName("without leave to resume every handshake is full")
  void never() throws Exception {
    var keys = new SigningKeys(keys("ecdsa"));
    try (var server = TestServer.tls("TLSv1.3", keys, serving)) {

      String handshakes = probed(1, server, keys, 5);

      assertEquals("FFFFF", handshakes);
    }
  }

  @Test
  @DisplayName("the notes say that a handshake was resumed, and whose certificate it rests on")
  void notes() throws Exception {
    try (var server = TestServer.tls("TLSv1.3", keys("ecdsa"), serving)) {

      ProbeResult full = probing.probe(request(2, "a.example"), server);
      ProbeResult resumed = probing.probe(request(2, "a.example"), server);

      assertEquals(
          List.of(full.notes().get(0), "handshake resumed"), resumed.notes(), "as the full one");
    }
  }

  /** F for each full handshake and r for each resumed one. */
  private static String probed(int fullEvery, TestServer server, SigningKeys keys, int times) {
    var handshakes = new StringBuilder();
    for (int i = 0; i < times; i++) {
      handshakes.append(handshake(request(fullEvery, "a.example"), server, keys));
    }
    return handshakes.toString();
  }

  private static String handshake(CheckRequest request, TestServer server, SigningKeys keys) {
    int before = keys.taken();
    boolean noted = probing.probe(request, server).notes().contains("handshake resumed");
    boolean full = keys.taken() > before;
    return full == noted ? "?" : full ? "F" : "r";
  }

  private static CheckRequest request(int fullEvery, String name) {
    return HttpCheck.of(
        Optional.of(
            new TlsTerms(
                Optional.of(name),
                Verification.NONE,
                Optional.empty(),
                Optional.empty(),
                fullEvery,
                Duration.ZERO)),
        HttpExchange.get("/", "photos.example.com", ExpectedStatus.of(200)));
  }
}
