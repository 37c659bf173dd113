// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.Probing.HTTPS;
import static director.healthcheck.probe.Probing.request;
import static director.healthcheck.probe.TestServer.answering;
import static director.healthcheck.probe.TestServer.keys;
import static director.healthcheck.probe.TestServer.readRequest;
import static director.healthcheck.probe.TestServer.untilClosed;
import static director.healthcheck.probe.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks real servers on loopback that speak TLS, or should. */
@Timeout(60)
class TlsProbeTest {

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

  @ParameterizedTest(name = "{0} with an {1} certificate")
  @DisplayName("a healthy HTTPS server passes, whoever signed its certificate")
  @CsvSource({"TLSv1.3, ecdsa", "TLSv1.2, ecdsa", "TLSv1.3, rsa", "TLSv1.2, rsa"})
  void https(String version, String key) throws Exception {
    try (var server = TestServer.tls(version, keys(key), answering(OK))) {

      ProbeResult result = probing.probe(HTTPS, server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
      assertTrue(result.seen().matches("answered 200 in ([0-9.]+|under 1) m?s"), result.seen());
      assertEquals(ProbePhase.ANSWERED, result.reached());
      assertNotNull(result.times().connected());
      assertNotNull(result.times().secured());
      assertNotNull(result.times().firstByte());
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("the TLS server name is asked for as given, without a last dot, and none if none is")
  @CsvSource({
    "photos.example.com,[photos.example.com]",
    "photos.example.com.,[photos.example.com]",
    "photo-router,[photo-router]",
    ",[]",
  })
  void serverName(String serverName, String expected) throws Exception {
    var seen = new CompletableFuture<String>();
    try (var server =
        TestServer.tls(
            socket -> {
              readRequest(socket);
              var session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
              seen.complete(
                  session.getRequestedServerNames().stream()
                      .map(name -> new String(name.getEncoded()))
                      .toList()
                      .toString());
              write(socket, OK);
            })) {

      probing.probe(request(true, "192.0.2.1:8443", serverName), server);

      assertEquals(expected, seen.get());
    }
  }

  @Test
  @DisplayName("the ClientHello offers three classic groups, no ML-KEM, and fits one small segment")
  void clientHello() throws Exception {
    var seen = new CompletableFuture<String>();
    try (var server =
        TestServer.plain(
            socket -> {
              byte[] header = socket.getInputStream().readNBytes(5);
              int length = (header[3] & 0xff) << 8 | header[4] & 0xff;
              byte[] hello = socket.getInputStream().readNBytes(length);
              seen.complete(HexFormat.of().formatHex(hello));
            })) {

      probing.probe(HTTPS, server);

      // extension 10, length 8, list length 6: x25519, secp256r1, secp384r1
      assertTrue(seen.get().contains("000a00080006001d00170018"), seen.get());
      assertTrue(seen.get().length() / 2 < 600, seen.get());
    }
  }

  @Test
  @DisplayName("every probe makes a full handshake, also when the server would resume")
  void neverResumes() throws Exception {
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      List<Boolean> resumed = new CopyOnWriteArrayList<>();
      try (var server =
          TestServer.tls(
              version,
              keys("ecdsa"),
              socket -> {
                long accepted = System.currentTimeMillis();
                readRequest(socket);
                var session = ((SSLSocket) socket).getSession();
                resumed.add(session.getCreationTime() < accepted);
                write(socket, OK);
                untilClosed(socket);
              })) {

        for (int i = 0; i < 8; i++) {
          assertEquals(Verdict.PASSED, probing.probe(HTTPS, server).verdict());
        }

        assertEquals(Collections.nCopies(8, false), resumed, version);
      }
    }
  }

  @Test
  @DisplayName("a server that speaks plain HTTP where TLS is due fails, with what it said")
  void plainInsteadOfTls() throws Exception {
    try (var server =
        TestServer.plain(
            socket -> {
              socket.getInputStream().read();
              write(socket, "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n");
              untilClosed(socket);
            })) {

      assertEquals(
          "TLS handshake failed: the server does not speak TLS,"
              + " it sent \"HTTP/1.1 400 Bad Request..Server: nginx\"",
          probing.probe(HTTPS, server).seen());
    }
  }

  @Test
  @DisplayName("a TLS alert fails, with the alert's name")
  void alert() throws Exception {
    try (var server =
        TestServer.plain(
            socket -> {
              socket.getInputStream().read();
              socket.getOutputStream().write(HexFormat.of().parseHex("15030300020228"));
              untilClosed(socket);
            })) {

      assertEquals(
          "TLS handshake failed: sslv3 alert handshake failure",
          probing.probe(HTTPS, server).seen());
    }
  }

  @Test
  @DisplayName(
      "a server that wants a client certificate fails, also in TLS 1.3, where that is late")
  void wantsClientCertificate() throws Exception {
    try (var server =
        TestServer.tls(
            socket -> {
              ((SSLSocket) socket).setNeedClientAuth(true);
              readRequest(socket);
            })) {

      ProbeResult result = probing.probe(HTTPS, server);

      assertEquals(Verdict.FAILED, result.verdict());
      // Which of the two alerts it sends is the server's choice: it differs between JDK 17 updates.
      assertTrue(
          Set.of(
                  "TLS failed (sslv3 alert bad certificate) before any response",
                  "TLS failed (tlsv1 alert certificate required) before any response")
              .contains(result.seen()),
          result.seen());
    }
  }

  @Test
  @DisplayName("a server that closes or resets in the TLS handshake fails")
  void endsHandshake() throws Exception {
    try (var closing = TestServer.plain(socket -> socket.getInputStream().readNBytes(100));
        var resetting =
            TestServer.plain(
                socket -> {
                  socket.getInputStream().read();
                  TestServer.reset(socket);
                })) {

      String closed = probing.probe(HTTPS, closing).seen();
      String reset = probing.probe(HTTPS, resetting).seen();

      assertTrue(
          List.of(
                  "TLS handshake failed: connection closed by the server",
                  "TLS handshake failed: connection reset by the server")
              .contains(closed),
          closed);
      assertEquals("TLS handshake failed: connection reset by the server", reset);
    }
  }
}
