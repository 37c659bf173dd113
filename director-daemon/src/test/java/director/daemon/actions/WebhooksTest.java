// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import director.daemon.actions.state.Event;
import director.daemon.actions.state.Occasion;
import director.daemon.actions.state.Order;
import director.daemon.actions.state.Subject;
import director.daemon.config.ActionConfig.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real web servers on loopback; pauses between tries take no time here. */
class WebhooksTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final Webhooks webhooks =
      new Webhooks(
          (task, pause) -> {
            pauses.add(pause);
            task.run();
          });
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void end() {
    webhooks.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    heard.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Content-Type")
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    Integer status;
    synchronized (statuses) {
      status = statuses.size() > 1 ? statuses.removeFirst() : statuses.peekFirst();
    }
    byte[] said = "so it is\nand more".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(status == null ? 200 : status, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  @Test
  @DisplayName("posts an object of JSON with the headers that were configured")
  void posts() throws Exception {
    Order order =
        new Order(
            "page",
            new Occasion(
                Event.LADDER,
                2,
                new Subject("photos", "router1"),
                "10.0.0.11",
                "DOWN",
                "not well: HTTP status 503, \"maintenance\"",
                Instant.parse("2026-01-01T03:05:00Z"),
                7));

    Ended ended = post("/hook?team=a", LONG, Account.json(order, "director-a"));

    assertEquals(new Ended(true, "HTTP status 200", List.of("so it is", "and more")), ended);
    assertEquals(
        List.of(
            "POST /hook?team=a application/json Bearer s3cret "
                + "{\"event\":\"ladder\",\"service\":\"photos\",\"server\":\"router1\","
                + "\"address\":\"10.0.0.11\",\"state\":\"DOWN\","
                + "\"reason\":\"not well: HTTP status 503, \\\"maintenance\\\"\","
                + "\"since\":\"2026-01-01T03:05:00Z\",\"director\":\"director-a\",\"failures\":7,"
                + "\"action\":\"page\",\"step\":2}"),
        heard);
  }

  @Test
  @DisplayName("of a service there is no server to tell of")
  void service() {
    Order order =
        new Order(
            "page",
            new Occasion(
                Event.SERVICE_DOWN,
                0,
                new Subject("photos", ""),
                "",
                "DOWN",
                "the quorum is lost",
                Instant.parse("2026-01-01T03:05:00Z"),
                0));

    assertEquals(
        "{\"event\":\"service-down\",\"service\":\"photos\",\"state\":\"DOWN\","
            + "\"reason\":\"the quorum is lost\",\"since\":\"2026-01-01T03:05:00Z\","
            + "\"director\":\"director-a\",\"failures\":0,\"action\":\"page\"}",
        new String(Account.json(order, "director-a"), StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("one that fails is told again, after growing pauses, and then it succeeds")
  void retries() throws Exception {
    answers(500, 429, 204);

    Ended ended = post("/", LONG, new byte[0]);

    assertEquals("HTTP status 204 at try 3", ended.outcome());
    assertTrue(ended.well());
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(4)), pauses);
  }

  @Test
  @DisplayName("after the fourth try it is a failure, with an excerpt of what was said")
  void givesUp() throws Exception {
    answers(503);

    Ended ended = post("/", LONG, new byte[0]);

    assertEquals(
        new Ended(
            false,
            "HTTP status 503, expected 2xx: 'so it is' at try 4",
            List.of("so it is", "and more")),
        ended);
    assertEquals(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16)), pauses);
  }

  @Test
  @DisplayName("one that does not want it is told once, and no redirect is followed")
  void refused() throws Exception {
    answers(401, 307, 200);

    assertEquals(
        "HTTP status 401, expected 2xx: 'so it is'", post("/", LONG, new byte[0]).outcome());
    assertEquals(
        "HTTP status 307, expected 2xx: 'so it is'", post("/", LONG, new byte[0]).outcome());
    assertEquals(2, heard.size());
  }

  @Test
  @DisplayName("a port that is closed, and a name that nobody has, are failures without a secret")
  void nobodyThere() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    Ended refused = post(URI.create("http://127.0.0.1:" + closed + "/s3cret"), LONG);
    Ended unknown = post(URI.create("http://nobody.invalid/s3cret"), LONG);

    assertTrue(refused.outcome().startsWith("cannot be connected to"), refused.outcome());
    assertTrue(refused.outcome().endsWith(" at try 4"), refused.outcome());
    assertEquals("its name cannot be looked up at try 4", unknown.outcome());
    assertFalse((refused + " " + unknown).contains("s3cret"));
  }

  @Test
  @DisplayName("what cannot even be tried is a failure of that one web server")
  void cannotBeTried() throws Exception {
    Ended ended = post(URI.create("http://127.0.0.1:65536/s3cret"), LONG);

    assertEquals(Ended.badly("no answer: port out of range:65536 at try 4"), ended);
  }

  @Test
  @DisplayName("one that accepts and never answers, or never comes to an end, is given up in time")
  void silent() throws Exception {
    Duration brief = Duration.ofMillis(200);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Ended ended = post(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), brief);

      assertEquals("no answer within 200 ms at try 4", ended.outcome());
    }
    CompletableFuture<Void> over = new CompletableFuture<>();
    server.createContext(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          over.join();
        });

    Ended dripping = post("/drip", brief, new byte[0]);
    over.complete(null);

    assertEquals("no answer within 200 ms at try 4", dripping.outcome());
  }

  @Test
  @DisplayName("an answer without an end is read to its beginning only")
  void endless() throws Exception {
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] line = "x".repeat(99).concat("\n").getBytes(StandardCharsets.UTF_8);
          try {
            while (!Thread.currentThread().isInterrupted()) {
              exchange.getResponseBody().write(line);
            }
          } catch (IOException e) {
            exchange.close();
          }
        });

    Ended ended = post("/endless", LONG, new byte[0]);

    assertEquals(new Ended(true, "HTTP status 200", Collections.nCopies(5, "x".repeat(99))), ended);
  }

  @Test
  @DisplayName("a certificate that nobody vouches for is refused")
  void selfSigned(@TempDir Path directory) throws Exception {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(selfSignedContext(directory)));
    https.createContext("/", this::answer);
    https.start();
    try {
      Ended ended =
          post(URI.create("https://localhost:" + https.getAddress().getPort() + "/"), LONG);

      assertFalse(ended.well());
      assertTrue(ended.outcome().contains("PKIX path building failed"), ended.outcome());
      assertEquals(List.of(), heard);
    } finally {
      https.stop(0);
    }
  }

  private static SSLContext selfSignedContext(Path directory) throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "password")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    char[] password = "password".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void answers(Integer... all) {
    synchronized (statuses) {
      statuses.addAll(List.of(all));
    }
  }

  private Ended post(String path, Duration timeout, byte[] body) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return post(address, timeout, body);
  }

  private Ended post(URI address, Duration timeout) throws Exception {
    return post(address, timeout, new byte[0]);
  }

  private Ended post(URI address, Duration timeout, byte[] body) throws Exception {
    Webhook hook = new Webhook(address, new TreeMap<>(Map.of("Authorization", "Bearer s3cret")));
    return webhooks.post(hook, timeout, body).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
