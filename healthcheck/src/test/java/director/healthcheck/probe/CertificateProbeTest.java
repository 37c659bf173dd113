// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import static director.healthcheck.probe.TestServer.answering;
import static director.healthcheck.probe.TestServer.keys;
import static director.healthcheck.probe.TestServer.readRequest;
import static director.healthcheck.probe.TestServer.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.healthcheck.request.CheckRequest;
import director.healthcheck.request.ExpectedStatus;
import director.healthcheck.request.HttpCheck;
import director.healthcheck.request.HttpExchange;
import director.healthcheck.request.TlsTerms;
import director.healthcheck.request.TlsTerms.ClientCertificate;
import director.healthcheck.request.TlsTerms.Verification;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is demanded of a server's certificate, what is told of it, and what we show of our own. */
@Timeout(60)
class CertificateProbeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK\n";

  private static Probing probing;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    probing = new Probing();
  }

  @AfterAll
  static void stop() {
    probing.close();
  }

  @ParameterizedTest(name = "{0} by {1}, verified {2} for {3} in {4}: {5}")
  @DisplayName("a certificate is verified as far as the terms demand")
  @CsvSource({
    "photos, ca, NONE, photos.example.com, TLSv1.3, answered 200 in",
    "photos, other-ca, NONE, wrong.example.com, TLSv1.3, answered 200 in",
    "photos, ca, CHAIN, wrong.example.com, TLSv1.3, answered 200 in",
    "photos, ca, FULL, photos.example.com, TLSv1.3, answered 200 in",
    "photos, ca, FULL, photos.example.com, TLSv1.2, answered 200 in",
    "photos, ca, FULL, PHOTOS.example.com., TLSv1.3, answered 200 in",
    "photos, ca, FULL, 7.img.example.com, TLSv1.3, answered 200 in",
    "photos, ca, FULL, 7.8.img.example.com, TLSv1.3,"
        + " 'certificate is for photos.example.com and 1 more, not for 7.8.img.example.com'",
    "photos, ca, FULL, img.example.com, TLSv1.3,"
        + " 'certificate is for photos.example.com and 1 more, not for img.example.com'",
    "elsewhere, ca, FULL, photos.example.com, TLSv1.3,"
        + " 'certificate is for a.example, not for photos.example.com'",
    "elsewhere, ca, FULL, photos.example.com, TLSv1.2,"
        + " 'certificate is for a.example, not for photos.example.com'",
    "nameless, ca, FULL, photos.example.com, TLSv1.3,"
        + " 'certificate names no host: it has no subjectAltName, and its common name"
        + " photos.example.com counts for no client of today'",
    "photos, other-ca, CHAIN, photos.example.com, TLSv1.3,"
        + " 'certificate not trusted: no authority of FILE has signed it, but Test Authority'",
    "ecdsa, ca, FULL, photos.example.com, TLSv1.2,"
        + " 'certificate not trusted: no authority of FILE has signed it, but it itself'",
  })
  void verified(
      String shown,
      String authority,
      Verification verification,
      String name,
      String version,
      String seen)
      throws Exception {
    Path file = resource(authority + ".pem");
    try (var server = TestServer.tls(version, keys(shown), answering(OK))) {
      List<ProbeResult> results = new ArrayList<>();

      // The second comes upon what the first has left behind.
      for (int i = 0; i < 2; i++) {
        results.add(probing.probe(request(terms(name, verification, file)), server));
      }

      for (ProbeResult result : results) {
        assertTrue(result.seen().startsWith(seen.replace("FILE", file.toString())), result.seen());
        assertEquals(ProbePhase.ANSWERED, result.reached());
        assertEquals(
            seen.startsWith("answered") ? Verdict.PASSED : Verdict.FAILED, result.verdict());
      }
    }
  }

  @Test
  @DisplayName("without an authority of its own a check trusts those of the system")
  void system() throws Exception {
    var terms =
        new TlsTerms(
            Optional.of("photos.example.com"),
            Verification.CHAIN,
            Optional.empty(),
            Optional.empty(),
            1,
            Duration.ZERO);
    try (var server = TestServer.tls("TLSv1.3", keys("photos"), answering(OK))) {

      ProbeResult result = probing.probe(request(terms), server);

      assertTrue(
          result
              .seen()
              .matches(
                  "certificate not trusted: no authority of"
                      + " /.*(ca-certificates.crt|ca-bundle.crt|cacerts) has signed it, but Test"
                      + " Authority"),
          result.seen());
    }
  }

  @ParameterizedTest(name = "at {0}, warned {1} days before: {2}, {3}, {4}")
  @DisplayName("the certificate is noted with its expiry, and warned of when that is near or past")
  @CsvSource({
    "2126-08-20T12:00:00Z, 14, NONE, '(70 days)', ''",
    "2126-10-24T12:00:00Z, 5, NONE, '(5 days)', ''",
    "2126-10-24T12:00:00Z, 6, NONE, '(5 days)',"
        + " 'certificate of 127.0.0.1 expires in 5 days, on 2126-10-29'",
    "2126-10-28T00:00:00Z, 14, CHAIN, '(1 day)',"
        + " 'certificate of 127.0.0.1 expires in 1 day, on 2126-10-29'",
    "2126-11-01T00:00:00Z, 14, NONE, '(3 days ago)',"
        + " 'certificate of 127.0.0.1 has expired on 2126-10-29'",
    "2126-11-01T00:00:00Z, 0, NONE, '(3 days ago)', ''",
  })
  void expiry(Instant now, int days, Verification verification, String left, String warning)
      throws Exception {
    var terms =
        new TlsTerms(
            Optional.of("photos.example.com"),
            verification,
            Optional.of(resource("ca.pem")),
            Optional.empty(),
            1,
            Duration.ofDays(days));
    try (var later = new Probing(InstantSource.fixed(now));
        var server = TestServer.tls("TLSv1.3", keys("photos"), answering(OK))) {

      ProbeResult result = later.probe(request(terms), server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
      String expires = left.contains("ago") ? "expired" : "expires";
      assertEquals(
          List.of("TLSv1.3, certificate of photos.example.com, " + expires + " 2126-10-29 " + left),
          result.notes());
      assertEquals(warning.isEmpty() ? List.of() : List.of(warning), result.warnings());
    }
  }

  @ParameterizedTest
  @DisplayName("a certificate outside of its time is refused where its chain is verified")
  @CsvSource({
    "2126-11-01T00:00:00Z, certificate expired on 2126-10-29",
    "2026-11-01T00:00:00Z, certificate is not valid before 2026-11-22T15:41:37Z",
  })
  void outOfTime(Instant now, String seen) throws Exception {
    try (var later = new Probing(InstantSource.fixed(now));
        var server = TestServer.tls("TLSv1.3", keys("photos"), answering(OK))) {

      ProbeResult result =
          later.probe(
              request(terms("photos.example.com", Verification.CHAIN, resource("ca.pem"))), server);

      assertEquals(List.of(seen, Verdict.FAILED), List.of(result.seen(), result.verdict()));
    }
  }

  @Test
  @DisplayName("an authority that is replaced is the new one from the next probe on")
  void rotated() throws Exception {
    Path file = directory.resolve("ca.pem");
    var request = request(terms("photos.example.com", Verification.CHAIN, file));
    List<Verdict> verdicts = new ArrayList<>();
    try (var server = TestServer.tls("TLSv1.3", keys("photos"), answering(OK))) {

      verdicts.add(probing.probe(request, server).verdict());
      for (String next : List.of("ca.pem", "other-ca.pem", "ca.pem")) {
        replace(file, resource(next));
        verdicts.add(probing.probe(request, server).verdict());
      }

      assertEquals(List.of(Verdict.VOID, Verdict.PASSED, Verdict.FAILED, Verdict.PASSED), verdicts);
    }
  }

  @Test
  @DisplayName("a file that cannot be used is our fault, and is named with the cause")
  void unusable() throws Exception {
    Path absent = directory.resolve("absent.pem");
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    Path garbage =
        Files.writeString(
            directory.resolve("garbage.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Path huge = Files.write(directory.resolve("huge.pem"), new byte[1024 * 1024 + 1]);
    List<String> seen = new ArrayList<>();
    try (var server = TestServer.tls("TLSv1.3", keys("photos"), answering(OK))) {

      for (Path file : List.of(absent, directory, empty, garbage, huge)) {
        ProbeResult result =
            probing.probe(request(terms("photos.example.com", Verification.CHAIN, file)), server);
        assertEquals(Verdict.VOID, result.verdict());
        seen.add(result.seen().replace(directory.toString(), "DIR"));
      }

      String words = "this host cannot speak TLS as configured: the file of authorities DIR";
      assertEquals(
          List.of(
              words + "/absent.pem does not exist",
              words + " cannot be read: Is a directory",
              words + "/empty.pem has no certificate in PEM",
              words + "/huge.pem has 1048577 bytes, more than 1 MB"),
          List.of(seen.get(0), seen.get(1), seen.get(2), seen.get(4)));
      assertTrue(seen.get(3).startsWith(words + "/garbage.pem cannot be read: "), seen.get(3));
    }
  }

  @ParameterizedTest
  @DisplayName("a server that asks for a certificate is shown ours")
  @CsvSource({"TLSv1.3", "TLSv1.2"})
  void client(String version) throws Exception {
    var seen = new CompletableFuture<String>();
    TestServer.Conversation asking =
        socket -> {
          ((SSLSocket) socket).setNeedClientAuth(true);
          readRequest(socket);
          seen.complete(((SSLSocket) socket).getSession().getPeerPrincipal().toString());
          write(socket, OK);
        };
    try (var server =
        TestServer.tls(
            version, keys("photos"), Authorities.read(resource("ca.pem")).judge(), asking)) {

      ProbeResult result = probing.probe(request(showing("client.pem", "client.key")), server);

      assertEquals(Verdict.PASSED, result.verdict(), result.seen());
      assertEquals("CN=director", seen.get());
    }
  }

  @ParameterizedTest(name = "{0} and {1}")
  @DisplayName("a certificate of ours that cannot be shown is our fault")
  @CsvSource({
    "ca.pem, client.key, 'the TLS key DIR/client.key does not belong to the certificate"
        + " DIR/ca.pem'",
    "client.pem, client.pem, 'the file of our TLS key DIR/client.pem has no \"BEGIN PRIVATE"
        + " KEY\" (PKCS 8, not encrypted); openssl pkcs8 -topk8 -nocrypt makes one of other forms'",
    "client.pem, absent.key, 'the file of our TLS key DIR/absent.key does not exist'",
    "client.key, client.key, 'the file of our TLS certificate DIR/client.key has no certificate"
        + " in PEM'",
  })
  void badClient(String certificate, String key, String why) throws Exception {
    try (var server = TestServer.tls("TLSv1.3", keys("photos"), answering(OK))) {

      ProbeResult result = probing.probe(request(showing(certificate, key)), server);

      assertEquals(
          "this host cannot speak TLS as configured: " + why,
          result.seen().replace(resource("ca.pem").getParent().toString(), "DIR"));
      assertEquals(Verdict.VOID, result.verdict());
    }
  }

  private static TlsTerms terms(String name, Verification verification, Path authority) {
    return new TlsTerms(
        Optional.of(name),
        verification,
        Optional.of(authority),
        Optional.empty(),
        1,
        Duration.ZERO);
  }

  private static TlsTerms showing(String certificate, String key) throws URISyntaxException {
    Path directory = resource("ca.pem").getParent();
    return new TlsTerms(
        Optional.empty(),
        Verification.NONE,
        Optional.empty(),
        Optional.of(new ClientCertificate(directory.resolve(certificate), directory.resolve(key))),
        1,
        Duration.ZERO);
  }

  private static CheckRequest request(TlsTerms terms) {
    return HttpCheck.of(
        Optional.of(terms), HttpExchange.get("/", "photos.example.com", ExpectedStatus.of(200)));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(CertificateProbeTest.class.getResource(name).toURI());
  }

  /** As operators and their tools do it: another file is moved to the name. */
  private static void replace(Path file, Path by) throws Exception {
    Path next = file.resolveSibling("next");
    Files.copy(by, next);
    Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
