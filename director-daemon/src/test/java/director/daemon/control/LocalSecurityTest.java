// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.config.ControlConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes over the Unix sockets is answered or closed, and harms nobody. */
@Timeout(60)
class LocalSecurityTest {
  private static final Limits HASTY =
      new Limits(64, 64 * 1024, Duration.ofMillis(200), Duration.ofSeconds(60));
  private static final ControlConfig GROUPS =
      new ControlConfig(Optional.of("adm"), Optional.of("users"), Optional.empty());

  @TempDir Path folder;

  private final List<String> orders = new ArrayList<>();
  private ControlServer server;

  @BeforeEach
  void open() throws IOException {
    server = ControlServer.open(socket(), routes(), HASTY);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("each socket is for its group, and for nobody else; a reload gives it to another")
  void groups() throws IOException {
    Assumptions.assumeTrue(Files.isWritable(Path.of("/etc/shadow")), "only root gives files away");
    String before = group(socket());

    server.follow(GROUPS);
    List<String> given =
        List.of(group(socket()), mode(socket()), group(readSocket()), mode(readSocket()));
    server.follow(new ControlConfig(Optional.empty(), Optional.of("adm"), Optional.empty()));
    List<String> regiven = List.of(group(socket()), group(readSocket()));
    server.follow(ControlConfig.DEFAULT);

    assertEquals(List.of("adm", "rw-rw----", "users", "rw-rw----"), given);
    assertEquals(List.of(before, "adm"), regiven);
    assertFalse(Files.exists(readSocket()));
    assertEquals(200, ping(socket()));
  }

  @Test
  @DisplayName("a group that there is not is refused, and what was before goes on")
  void unknownGroup() throws IOException {
    ControlConfig config =
        new ControlConfig(Optional.empty(), Optional.of("nosuchgroup"), Optional.empty());

    String refused =
        assertThrows(ControlRefusedException.class, () -> server.follow(config)).getMessage();

    assertEquals(
        "control.read-group: there is no group nosuchgroup on this host: groupadd --system"
            + " nosuchgroup, or name another",
        refused);
    assertFalse(Files.exists(readSocket()));
    assertEquals(200, ping(socket()));
  }

  @Test
  @DisplayName("a director that starts with a group that there is not is for operators alone")
  void unknownGroupAtStart() throws IOException {
    Path other = folder.resolve("other.sock");
    ControlConfig config =
        new ControlConfig(Optional.of("nosuchgroup"), Optional.of("users"), Optional.empty());

    try (ControlServer started = ControlServer.open(other, config, routes(), HASTY)) {
      assertEquals(200, ping(other));
      assertEquals(group(socket()), group(other));
      assertFalse(Files.exists(readSocket()));
      assertEquals(
          List.of(
              "the API is not reached as configured: control.operator-group: there is no group"
                  + " nosuchgroup on this host: groupadd --system nosuchgroup, or name another"),
          started.problems());
    }
  }

  @Test
  @DisplayName("who is there stays there while groups change")
  void undropped() throws IOException {
    try (SocketChannel channel = RawClient.connect(socket())) {
      RawClient.write(channel, "GET /v1/ping HTTP/1.1\r\n");
      server.follow(
          new ControlConfig(Optional.empty(), Optional.of(group(socket())), Optional.empty()));

      assertTrue(RawClient.exchange(channel, "\r\n").startsWith("HTTP/1.1 200 "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "CONNECT"})
  @DisplayName("who only may ask gives no order, by whatever method")
  void readOnly(String method) throws IOException {
    server.follow(
        new ControlConfig(Optional.empty(), Optional.of(group(socket())), Optional.empty()));

    String answer =
        RawClient.exchange(readSocket(), method + " /v1/stop HTTP/1.1\r\nHost: d\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertEquals(List.of(), orders);
    assertEquals(200, ping(readSocket()));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "/v1/../v1/stop",
        "/v1//stop",
        "//v1/stop",
        "/v1/stop/",
        "/v1/./stop",
        "/v1/%2e%2e/v1/stop",
        "/v1%2fstop",
        "/v1/%73top",
        "/v1/stop%00",
        "/v1/stop;a=b",
        "/V1/STOP",
        "/v1/stop?x=1",
        "/v1/stop#x",
        "http://directord/v1/stop",
        "directord:80",
        "*",
        "v1/stop",
        "\\v1\\stop",
        "/v1/st\u0000op",
        "/v1/st\u00f6p"
      })
  @DisplayName("no path but the right one gives an order")
  void paths(String target) throws IOException {
    String answer = RawClient.exchange(socket(), "POST " + target + " HTTP/1.1\r\nHost: d\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
    assertEquals(List.of(), orders);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "Content-Length: 2, 2\r\n\r\n{}",
        "Content-Length: +2\r\n\r\n{}",
        "Content-Length: 0x2\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Transfer-Encoding: gzip, chunked, identity\r\n\r\n{}",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "Content-Length : 2\r\n\r\n{}",
        "A: b\r\n Content-Length: 2\r\n\u0001: x\r\n\r\n{}",
        "Expect: 200-ok\r\n\r\n"
      })
  @DisplayName("a request that could be read in two ways is not read at all")
  void smuggling(String rest) throws IOException {
    String answer = RawClient.exchange(socket(), "POST /v1/stop HTTP/1.1\r\nHost: d\r\n" + rest);

    assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
    assertEquals(List.of(), orders);
  }

  @Test
  @DisplayName("what follows a request on the same connection is nobody's request")
  void pipelining() throws IOException {
    String answer =
        RawClient.exchange(
            socket(),
            "GET /v1/ping HTTP/1.1\r\nHost: d\r\n\r\nPOST /v1/stop HTTP/1.1\r\nHost: d\r\n\r\n");

    assertEquals(1, answer.split("HTTP/1.1 ", -1).length - 1, answer);
    assertEquals(List.of(), orders);
  }

  @Test
  @DisplayName("a request that trickles is over after its time, and so is one that is cut in half")
  void slow() throws IOException {
    try (SocketChannel slow = RawClient.connect(socket());
        SocketChannel half = RawClient.connect(socket())) {
      RawClient.write(half, "POST /v1/stop HTTP/1.1\r\nContent-Length: 9\r\n\r\n{");
      half.shutdownOutput();
      String answer = trickle(slow);

      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
      RawClient.readToEnd(half);
    }
    assertEquals(List.of(), orders);
    awaitNobody();
  }

  /** Begins, and goes no further, until the server has enough of it. */
  private static String trickle(SocketChannel slow) throws IOException {
    slow.configureBlocking(false);
    ByteBuffer answer = ByteBuffer.allocate(4096);
    RawClient.write(slow, "GET /v1/ping HTTP/1.1\r\n");
    int read = 0;
    while (read == 0) {
      read = slow.read(answer);
      Thread.onSpinWait();
    }
    return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("garbage of every sort leaves no connection behind")
  void garbage() throws IOException {
    Random random = new Random(6);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[1 + random.nextInt(3_000)];
      random.nextBytes(bytes);
      try (SocketChannel channel = RawClient.connect(socket())) {
        RawClient.write(channel, new String(bytes, StandardCharsets.ISO_8859_1));
      } catch (IOException closed) {
        // by the server, which has seen enough
        assertEquals(List.of(), orders);
      }
    }

    assertEquals(200, ping(socket()));
    awaitNobody();
  }

  @Test
  @DisplayName("a page of the web is refused on a Unix socket, too")
  void crossSite() throws IOException {
    String answer =
        RawClient.exchange(
            socket(), "POST /v1/stop HTTP/1.1\r\nHost: d\r\nOrigin: https://evil.example\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    assertEquals(List.of(), orders);
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

  private void awaitNobody() {
    while (server.connections() > 0) {
      Thread.onSpinWait();
    }
  }

  private static int ping(Path socket) throws IOException {
    return new ControlClient(socket).call("GET", "/v1/ping", "").status();
  }

  private static String group(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class).group().getName();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path socket() {
    return folder.resolve("run/control.sock");
  }

  private Path readSocket() {
    return folder.resolve("run/read.sock");
  }
}
