// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.daemon.config.ConfigLoader;
import director.daemon.config.ControlConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not come in over the network does not. */
@Timeout(60)
class NetworkSecurityTest {
  private static final Limits HASTY =
      new Limits(64, 64 * 1024, Duration.ofSeconds(2), Duration.ofSeconds(60));

  @TempDir static Path shared;
  private static Certificates certificates;

  @TempDir Path folder;

  private final String operator = Token.secret();
  private final String reader = Token.secret();
  private final List<String> orders = new ArrayList<>();
  private int port;
  private ControlServer server;

  @BeforeAll
  static void certificates() throws Exception {
    certificates = Certificates.make(shared);
  }

  @BeforeEach
  void open() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    writeTokens(
        Token.of("anna", Role.OPERATOR, operator), Token.of("monitoring", Role.READ, reader));
    server = ControlServer.open(folder.resolve("control.sock"), config(), routes(), HASTY);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("who has a token may what its role may, and is known by its name")
  void tokens() throws IOException {
    ControlAnswer asked = client(reader).call("GET", "/v1/ping", "");
    ControlAnswer refused = client(reader).call("POST", "/v1/stop", "");
    ControlAnswer ordered = client(operator).call("POST", "/v1/stop", "");

    assertEquals(new ControlAnswer(200, "\"pong\""), asked);
    assertEquals(403, refused.status());
    assertEquals(200, ordered.status());
    assertEquals(List.of("token anna from 127.0.0.1"), orders);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        "Authorization: Bearer \r\n",
        "Authorization: Bearer directord_wrong\r\n",
        "Authorization: Bearer directord_wrong, directord_wrong\r\n",
        "Authorization: Basic YW5uYTphbm5h\r\n",
        "Authorization: Bearer \u00ff\u00fe\r\n",
        "Authorization: LONG\r\n",
        "Authorization: Bearer TOKEN\r\nAuthorization: Bearer TOKEN\r\n",
        "Authorization: Bearer TOKEN x\r\n",
        "Cookie: token=TOKEN\r\n",
        "X-Token: TOKEN\r\n"
      })
  @DisplayName("who has no good token is told the same, whatever was wrong with it")
  void noToken(String header) throws IOException {
    String given = header.replace("TOKEN", operator).replace("LONG", "Bearer " + "a".repeat(4_000));

    String answer = exchange("POST /v1/stop HTTP/1.1\r\nHost: localhost\r\n" + given + "\r\n");

    boolean browser = header.startsWith("Cookie");
    assertTrue(answer.startsWith(browser ? "HTTP/1.1 403 " : "HTTP/1.1 401 "), answer);
    assertTrue(
        browser
            || answer.endsWith(
                "{\"error\":\"not let in\",\"detail\":[\"a good token is needed: Authorization:"
                    + " Bearer TOKEN\"]}"),
        answer);
    assertEquals(List.of(), orders);
  }

  @Test
  @DisplayName("a token in the path or in the query is none")
  void tokenElsewhere() throws IOException {
    String answer =
        exchange("GET /v1/ping?token=" + reader + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
  }

  @Test
  @DisplayName("after ten failures an address is not heard, with a good token neither")
  void barred() throws IOException {
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      statuses.add(exchange("GET /v1/ping HTTP/1.1\r\nHost: localhost\r\n\r\n").substring(9, 12));
    }
    int good = client(reader).call("GET", "/v1/ping", "").status();

    assertEquals(
        List.of("401", "401", "401", "401", "401", "401", "401", "401", "401", "401", "429"),
        statuses);
    assertEquals(429, good);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "Host: evil.example.com\r\n",
        "Host: localhost.evil.example.com\r\n",
        "Host: 127.0.0.2\r\n",
        "Host: localhost\r\nHost: localhost\r\n",
        "Host: \r\n",
        ""
      })
  @DisplayName("a request for somebody else is refused, though it has a token")
  void otherHost(String host) throws IOException {
    String answer =
        exchange(
            "GET /v1/ping HTTP/1.1\r\n" + host + "Authorization: Bearer " + reader + "\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 421 ") || answer.startsWith("HTTP/1.1 400 "), answer);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "Origin: https://evil.example.com",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Mode: no-cors",
        "Cookie: a=b"
      })
  @DisplayName(
      "a page of the web asks in vain, though its reader has a token, and no header invites it")
  void crossSite(String header) throws IOException {
    String answer =
        exchange(
            "POST /v1/stop HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + operator
                + "\r\n"
                + header
                + "\r\n\r\n");
    String preflight =
        exchange("OPTIONS /v1/stop HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertTrue(preflight.startsWith("HTTP/1.1 403 "), preflight);
    assertTrue(!(answer + preflight).toLowerCase().contains("access-control"), answer);
    assertEquals(List.of(), orders);
  }

  @Test
  @DisplayName("plain HTTP, silence in the handshake, and old TLS get nothing and keep no place")
  void notTls() throws IOException {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
      plain
          .getOutputStream()
          .write("GET /v1/ping HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertTrue(!readToEnd(plain.getInputStream()).contains("HTTP/1.1"));
      assertEquals("", readToEnd(silent.getInputStream()));
    }
    assertThrows(IOException.class, () -> handshake("TLSv1.1"));
    handshake("TLSv1.2");
    awaitNobody();
  }

  @Test
  @DisplayName("tokens that are taken away are not good after a reload, and nobody is dropped")
  void reload() throws IOException {
    writeTokens(Token.of("monitoring", Role.READ, reader));

    server.follow(config());

    assertEquals(401, client(operator).call("GET", "/v1/ping", "").status());
    assertEquals(200, client(reader).call("GET", "/v1/ping", "").status());
  }

  @Test
  @DisplayName("a file of tokens that is not good is refused, and what was before goes on")
  void badTokens() throws IOException {
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, "# who\nanna operator " + operator + "\n");
    String line =
        assertThrows(ControlRefusedException.class, () -> server.follow(config())).getMessage();
    Files.writeString(tokens, "");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-rw-rw-"));
    String writable =
        assertThrows(ControlRefusedException.class, () -> server.follow(config())).getMessage();

    assertEquals(
        "control.listen.tokens: "
            + tokens
            + ": line 2 is none; expected: NAME read|operator sha256:HEX, as directorctl token"
            + " prints it",
        line);
    assertEquals(
        "control.listen.tokens: "
            + tokens
            + ": others may write it, and let themselves in: chmod go-w",
        writable);
    assertEquals(200, client(operator).call("GET", "/v1/ping", "").status());
  }

  @Test
  @DisplayName("without the section nobody listens any more")
  void off() throws IOException {
    server.follow(ControlConfig.DEFAULT);

    assertThrows(
        DirectorUnreachableException.class, () -> client(reader).call("GET", "/v1/ping", ""));
  }

  @Test
  @DisplayName(
      "a port that is denied is a problem of the status, and operators come in all the same")
  void deniedPort() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "root alone can give rights away");
    port = 443;
    Path file = Files.writeString(folder.resolve("director.conf"), text());
    Process opening =
        new ProcessBuilder(
                "setpriv",
                "--bounding-set",
                "-net_bind_service",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DeniedPort.class.getName(),
                file.toString(),
                folder.resolve("other.sock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    List<String> said = opening.inputReader().lines().toList();

    assertEquals(
        List.of(
            "[the API is not reached as configured: control.listen /127.0.0.1:443: cannot listen:"
                + " bind(..) failed with error(-13): Permission denied]",
            "404"),
        said.stream().filter(line -> line.startsWith("[") || line.length() == 3).toList(),
        said.toString());
    assertEquals(0, opening.waitFor());
  }

  @Test
  @DisplayName("a client does not trust a director that nobody vouches for")
  void untrusted() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), reader);
    RemoteDirector director =
        RemoteDirector.of("https://127.0.0.1:" + port, token, Optional.empty());

    assertThrows(
        DirectorUnreachableException.class,
        () -> new ControlClient(director).call("GET", "/v1/ping", ""));
  }

  private Routes routes() {
    return new Routes(
        List.of(
            new Route("GET", "/v1/ping", request -> completedStage(Answer.ok("pong"))),
            new Route(
                "POST",
                "/v1/stop",
                request -> {
                  orders.add(request.caller().toString());
                  return completedStage(Answer.of(Outcome.done("stops", List.of())));
                })));
  }

  private String text() {
    return """
        director.name = a
        services.a { virtual = "203.0.113.10:443", check = none, real-servers.r.address = "10.0.0.1" }
        control.listen { address = "127.0.0.1:%d", certificate = "%s", key = "%s", tokens = "%s" }
        """
        .formatted(port, certificates.certificate(), certificates.key(), folder.resolve("tokens"));
  }

  private ControlConfig config() {
    try {
      return ConfigLoader.parse(text(), Path.of("director.conf")).control();
    } catch (director.daemon.config.ConfigRejectedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void writeTokens(Token... tokens) throws IOException {
    StringBuilder lines = new StringBuilder("# who may come in\n\n");
    for (Token token : tokens) {
      lines.append(token.line()).append('\n');
    }
    Files.writeString(folder.resolve("tokens"), lines.toString());
  }

  private ControlClient client(String token) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), token + "\n");
    return new ControlClient(
        RemoteDirector.of(
            "https://127.0.0.1:" + port, file, Optional.of(certificates.certificate())));
  }

  private String exchange(String request) throws IOException {
    try (SSLSocket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return readToEnd(socket.getInputStream());
    }
  }

  private SSLSocket connect() throws IOException {
    Path file = Files.writeString(folder.resolve("any-token"), reader);
    RemoteDirector director =
        RemoteDirector.of(
            "https://127.0.0.1:" + port, file, Optional.of(certificates.certificate()));
    return (SSLSocket) director.trusted().createSocket("127.0.0.1", port);
  }

  private void handshake(String protocol) throws IOException {
    try (SSLSocket socket = connect()) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
    }
  }

  private static String readToEnd(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private void awaitNobody() {
    while (server.connections() > 0) {
      Thread.onSpinWait();
    }
  }
}
