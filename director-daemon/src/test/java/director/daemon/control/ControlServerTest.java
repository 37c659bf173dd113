// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import director.daemon.control.ServerOrder.Verb;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ControlServerTest {
  private static final Limits PATIENT = Limits.DEFAULT;

  /** For tests that wait for a deadline: they read until it comes. */
  private static final Limits HASTY =
      new Limits(64, 64 * 1024, Duration.ofMillis(100), Duration.ofMillis(100));

  @TempDir Path folder;

  private final FakeDirector director = new FakeDirector();
  private final List<ControlServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(ControlServer::close);
  }

  @Test
  @DisplayName("answers the status with the report")
  void status() throws IOException {
    open(PATIENT);

    ControlAnswer answer = client().call("GET", "/v1/status", "");

    assertEquals(200, answer.status());
    assertEquals(Reports.degraded(), Json.read(Json.tree(answer.body()), StatusReport.class));
  }

  @Test
  @DisplayName("answers a summary, and refuses a view that there is not")
  void views() throws IOException {
    open(PATIENT);

    ControlAnswer full = client().call("GET", "/v1/status?view=full", "");
    ControlAnswer summary = client().call("GET", "/v1/status?view=summary", "");
    ControlAnswer other = client().call("GET", "/v1/status?view=short", "");

    assertEquals(Reports.degraded(), Json.read(Json.tree(full.body()), StatusReport.class));
    assertEquals(
        Reports.degraded().summary(), Json.read(Json.tree(summary.body()), StatusReport.class));
    assertEquals(
        new ControlAnswer(
            400,
            "{\"error\":\"there is no view short\",\"detail\":[\"expected: view=full or"
                + " view=summary\"]}"),
        other);
  }

  @Test
  @DisplayName("who asks after an order sees what came of it")
  void ordersOutdate() throws IOException {
    open(PATIENT);
    client().call("GET", "/v1/status", "");
    director.status = Reports.allWell();

    client().call("POST", "/v1/reload", "");
    ControlAnswer after = client().call("GET", "/v1/status", "");

    assertEquals(Reports.allWell(), Json.read(Json.tree(after.body()), StatusReport.class));
  }

  @Test
  @DisplayName("says who answers")
  void version() throws IOException {
    open(PATIENT);

    ControlAnswer answer = client().call("GET", "/v1/version", "");

    long pid = ProcessHandle.current().pid();
    assertEquals(
        new ControlAnswer(
            200, "{\"name\":\"directord\",\"version\":\"development\",\"pid\":" + pid + "}"),
        answer);
  }

  @Test
  @DisplayName("passes orders on, with who gave them")
  void orders() throws IOException {
    open(PATIENT);

    List<ControlAnswer> answers =
        List.of(
            client().call("POST", "/v1/reload", ""),
            client().call("POST", "/v1/stop", ""),
            client().call("POST", "/v1/stop", "{}"),
            client().call("POST", "/v1/stop", "{\"keep\": true}"));

    ControlAnswer stopping = new ControlAnswer(200, "{\"result\":\"stopping\",\"detail\":[]}");
    assertEquals(
        List.of(
            new ControlAnswer(200, "{\"result\":\"reloaded\",\"detail\":[\"1 service added\"]}"),
            stopping,
            stopping,
            stopping),
        answers);
    assertEquals(List.of("reload", "stop", "stop", "stop and keep"), director.orders);
    assertEquals(ProcessHandle.current().pid(), director.callers.get(0).pid());
  }

  @Test
  @DisplayName("asks the checks of a server, all or one of them, and says what they found")
  void checkRun() throws IOException {
    open(PATIENT);
    String path = "/v1/services/photos-https/servers/router1/check";

    ControlAnswer all = client().call("POST", path, "");
    ControlAnswer one = client().call("POST", path, "{\"check\": \"ssh\"}");
    ControlAnswer refused = client().call("POST", path.replace("router1", "router9"), "");
    ControlAnswer misspelt = client().call("POST", path, "{\"chekc\": \"ssh\"}");
    ControlAnswer asked = client().call("GET", path, "");

    assertEquals(200, all.status());
    assertEquals(CheckRunReports.failed(), Json.read(Json.tree(all.body()), CheckRunReport.class));
    assertEquals(200, one.status());
    assertEquals(
        new ControlAnswer(409, "{\"error\":\"no such server\",\"detail\":[\"there is: router1\"]}"),
        refused);
    assertEquals(400, misspelt.status());
    assertEquals(405, asked.status());
    assertEquals(
        List.of(
            "check all of photos-https/router1",
            "check ssh of photos-https/router1",
            "check all of photos-https/router9"),
        director.orders);
    assertEquals(ProcessHandle.current().pid(), director.callers.get(0).pid());
  }

  @Test
  @DisplayName("a refused order is 409 with all that is wrong")
  void refused() throws IOException {
    director.reload =
        completedStage(Outcome.refused("the config was refused", List.of("a:1: x", "a:2: y")));
    open(PATIENT);

    ControlAnswer answer = client().call("POST", "/v1/reload", "");

    assertEquals(
        new ControlAnswer(
            409, "{\"error\":\"the config was refused\",\"detail\":[\"a:1: x\",\"a:2: y\"]}"),
        answer);
  }

  @Test
  @DisplayName("a stop whose body it does not understand stops nothing")
  void misspeltStop() throws IOException {
    open(PATIENT);

    for (String body :
        List.of("{\"kep\": true}", "{\"keep\": \"true\"}", "[]", "keep", "{\"keep\": true} x")) {
      assertEquals(400, client().call("POST", "/v1/stop", body).status(), body);
    }
    assertEquals(List.of(), director.orders);
  }

  @Test
  @DisplayName("hands over, stands by and resumes, each with the reason that was given")
  void roles() throws IOException {
    open(PATIENT);

    List<Integer> codes =
        List.of(
            client()
                .call("POST", "/v1/vip/handover", "{\"name\": \"photos\", \"reason\": \"BIOS\"}")
                .status(),
            client().call("POST", "/v1/vip/handover", "{\"name\": \"photos\"}").status(),
            client()
                .call("POST", "/v1/vip/handover", "{\"name\": \"photos\", \"persist\": true}")
                .status(),
            client().call("POST", "/v1/node/standby", "{\"reason\": \"BIOS\"}").status(),
            client().call("POST", "/v1/node/standby", "").status(),
            client()
                .call("POST", "/v1/node/standby", "{\"for\": \"7d\", \"persist\": true}")
                .status(),
            client().call("POST", "/v1/node/standby", "{\"for\": 1, \"persist\": false}").status(),
            client().call("POST", "/v1/node/resume", "{\"reason\": \"done\"}").status(),
            client().call("POST", "/v1/node/resume", "").status());

    assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 200, 200), codes);
    assertEquals(
        List.of(
            "hand over photos because 'BIOS'",
            "hand over photos because ''",
            "hand over photos and keep that because ''",
            "standby because 'BIOS'",
            "standby because ''",
            "standby for PT168H and keep that because ''",
            "standby for PT1S because ''",
            "resume because 'done'",
            "resume because ''"),
        director.orders);
  }

  @Test
  @DisplayName("a handover that it does not understand hands nothing over")
  void misspeltHandover() throws IOException {
    open(PATIENT);

    for (String body :
        List.of(
            "",
            "{}",
            "{\"name\": 7}",
            "{\"name\": \"photos\", \"reason\": \"two\\nlines\"}",
            "{\"name\": \"photos\", \"why\": \"BIOS\"}",
            "{\"name\": \"photos\", \"persist\": \"yes\"}",
            "{\"name\": \"" + "x".repeat(201) + "\"}")) {
      assertEquals(400, client().call("POST", "/v1/vip/handover", body).status(), body);
    }
    assertEquals(List.of(), director.orders);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "{\"for\": \"30\"}",
        "{\"for\": 0}",
        "{\"for\": 604801}",
        "{\"for\": \"8d\"}",
        "{\"for\": 1.5}",
        "{\"persist\": 1}",
        "{\"persist\": \"true\"}",
        "{\"on\": true}",
        "[]"
      })
  @DisplayName("a standby that it does not understand hands nothing over")
  void misspeltStandby(String body) throws IOException {
    open(PATIENT);

    int status = client().call("POST", "/v1/node/standby", body).status();

    assertEquals(400, status);
    assertEquals(List.of(), director.orders);
  }

  @Test
  @DisplayName("passes on what shall become of a server, whose names stand in the path")
  void instructions() throws IOException {
    open(PATIENT);

    List<ControlAnswer> answers = new ArrayList<>();
    for (String body :
        List.of(
            "{\"verb\": \"enable\"}",
            "{\"verb\": \"disable\", \"reason\": \"BIOS\"}",
            "{\"verb\": \"quiesce\", \"within\": null, \"weight\": null}",
            "{\"verb\": \"drain\"}",
            "{\"verb\": \"drain\", \"within\": \"5m\"}",
            "{\"verb\": \"drain\", \"within\": 90}",
            "{\"verb\": \"weight\", \"weight\": 0}",
            "{\"verb\": \"weight\", \"weight\": 0, \"persist\": true}")) {
      answers.add(client().call("POST", "/v1/services/photos/servers/router1", body));
    }

    ControlAnswer done =
        new ControlAnswer(
            200, "{\"result\":\"router1 is drained\",\"detail\":[\"17 connections\"]}");
    assertEquals(List.of(done, done, done, done, done, done, done, done), answers);
    assertEquals(
        Stream.of(
                ServerOrder.of(Verb.ENABLE, ""),
                ServerOrder.of(Verb.DISABLE, "BIOS"),
                ServerOrder.of(Verb.QUIESCE, ""),
                ServerOrder.drain(Optional.empty(), ""),
                ServerOrder.drain(Optional.of(Duration.ofMinutes(5)), ""),
                ServerOrder.drain(Optional.of(Duration.ofSeconds(90)), ""),
                ServerOrder.weight(0, ""),
                ServerOrder.weight(0, "").persisting(true))
            .map(order -> new Instruction("photos", "router1", order))
            .toList(),
        director.instructions);
  }

  @Test
  @DisplayName("a reason may have 200 characters of any language, and not one more")
  void longestReason() throws IOException {
    open(PATIENT);
    String order = "{\"verb\": \"enable\", \"reason\": \"%s\"}";

    List<Integer> statuses = new ArrayList<>();
    for (int length : new int[] {200, 201}) {
      String body = order.formatted("é".repeat(length));
      statuses.add(client().call("POST", "/v1/services/photos/servers/router1", body).status());
    }

    assertEquals(List.of(200, 400), statuses);
    assertEquals(
        List.of(new Instruction("photos", "router1", ServerOrder.of(Verb.ENABLE, "é".repeat(200)))),
        director.instructions);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"verb\": \"drian\"}",
        "{\"verb\": \"DRAIN\"}",
        "{\"verb\": 1}",
        "{\"verb\": \"drain\", \"within\": \"300\"}",
        "{\"verb\": \"drain\", \"within\": \"5 m\"}",
        "{\"verb\": \"drain\", \"within\": 1.5}",
        "{\"verb\": \"drain\", \"within\": 0}",
        "{\"verb\": \"drain\", \"within\": -1}",
        "{\"verb\": \"drain\", \"within\": 86401}",
        "{\"verb\": \"drain\", \"within\": \"999999d\"}",
        "{\"verb\": \"drain\", \"wihtin\": \"5m\"}",
        "{\"verb\": \"quiesce\", \"within\": \"5m\"}",
        "{\"verb\": \"disable\", \"weight\": 1}",
        "{\"verb\": \"weight\"}",
        "{\"verb\": \"weight\", \"weight\": -1}",
        "{\"verb\": \"weight\", \"weight\": 65536}",
        "{\"verb\": \"weight\", \"weight\": 99999999999}",
        "{\"verb\": \"weight\", \"weight\": \"5\"}",
        "{\"verb\": \"weight\", \"weight\": 1.0}",
        "{\"verb\": \"enable\", \"verb\": \"disable\"}",
        "{\"verb\": \"disable\", \"persist\": \"true\"}",
        "{\"verb\": \"enable\", \"reason\": \"a\\nb\"}",
        "{\"verb\": \"enable\", \"reason\": \"a\\u001b[2Jb\"}",
        "{\"verb\": \"enable\", \"reason\": \"a\\u2028b\"}",
        "{\"verb\": \"enable\", \"reason\": \"a\\u202eb\"}",
        "{\"verb\": \"enable\", \"reason\": \"a\\ud800b\"}"
      })
  @DisplayName("an order that it does not understand reaches no server")
  void misspeltInstruction(String body) throws IOException {
    open(PATIENT);

    ControlAnswer answer = client().call("POST", "/v1/services/photos/servers/router1", body);

    assertEquals(400, answer.status());
    assertEquals(List.of(), director.instructions);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "router1, router1",
    "a.B_c-9, a.B_c-9",
    "pool@10.0.0.11, pool@10.0.0.11",
    "pool@2001:db8::1, pool@2001:db8::1",
    "pool%402001%3Adb8%3a%3A1, pool@2001:db8::1"
  })
  @DisplayName("takes every name a server can have, encoded or not")
  void names(String segment, String name) throws IOException {
    open(PATIENT);

    String path = "/v1/services/photos/servers/" + segment;
    ControlAnswer answer = client().call("POST", path, "{\"verb\": \"enable\"}");

    assertEquals(200, answer.status());
    assertEquals(
        List.of(new Instruction("photos", name, ServerOrder.of(Verb.ENABLE, ""))),
        director.instructions);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'', 400",
    "a%2Fb, 400",
    "a%00, 400",
    "%, 400",
    "%4, 400",
    "%zz, 400",
    "%2540, 400",
    "%C3%A4, 400",
    "a+b, 400",
    "pool@, 400",
    "pool@host, 400",
    "a/b, 404",
    "{server}, 400"
  })
  @DisplayName("what is no name is no server, and nothing is done")
  void noNames(String segment, int status) throws IOException {
    open(PATIENT);

    String path = "/v1/services/photos/servers/" + segment;
    ControlAnswer answer = client().call("POST", path, "{\"verb\": \"disable\"}");

    assertEquals(status, answer.status());
    assertEquals(List.of(), director.instructions);
  }

  @Test
  @DisplayName("answers what is counted as JSON, and the saved table as plain text")
  void statsAndSave() throws IOException {
    open(PATIENT);

    ControlAnswer stats = client().call("GET", "/v1/stats", "");
    ControlAnswer saved = client().call("GET", "/v1/ipvs/save", "");
    String raw = RawClient.exchange(socket(), "GET /v1/ipvs/save HTTP/1.1\r\nHost: d\r\n\r\n");

    assertEquals(Reports.stats(), Json.read(Json.tree(stats.body()), StatsReport.class));
    assertEquals(new ControlAnswer(200, "-A -t 203.0.113.10:443 -s wrr\n"), saved);
    assertTrue(raw.contains("content-type: text/plain; charset=utf-8\r\n"), raw);
  }

  @Test
  @DisplayName("an unknown path is 404, a wrong method 405 with those that are right")
  void notThere() throws IOException {
    open(PATIENT);

    assertEquals(
        new ControlAnswer(
            404,
            "{\"error\":\"no such path: /v2/status\",\"detail\":[\"there is: GET /v1/status, GET"
                + " /v1/stats, GET /v1/ipvs/save, POST /v1/services/{service}/servers/{server},"
                + " POST /v1/services/{service}/servers/{server}/check, GET"
                + " /v1/version, POST /v1/stop, POST /v1/vip/handover, POST /v1/node/standby, POST"
                + " /v1/node/resume, POST /v1/reload\"]}"),
        client().call("GET", "/v2/status", ""));
    String raw = RawClient.exchange(socket(), "GET /v1/reload HTTP/1.1\r\nHost: a\r\n\r\n");
    assertTrue(raw.startsWith("HTTP/1.1 405 Method Not Allowed\r\n"), raw);
    assertTrue(raw.contains("\r\nallow: POST\r\n") || raw.contains("\r\nAllow: POST\r\n"), raw);
    assertTrue(
        raw.endsWith(
            "{\"error\":\"/v1/reload does not take GET\",\"detail\":[\"it takes: POST\"]}"),
        raw);
  }

  @Test
  @DisplayName("a body beyond the limit is 413, announced or not, and reaches no handler")
  void oversized() throws IOException {
    open(PATIENT);

    ControlAnswer announced = client().call("POST", "/v1/stop", " ".repeat(65 * 1024));
    ControlAnswer huge = client().call("POST", "/v1/stop", " ".repeat(8 * 1024 * 1024));
    String chunked =
        RawClient.exchange(
            socket(),
            "POST /v1/stop HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("2000\r\n" + " ".repeat(0x2000) + "\r\n").repeat(9));

    String asking =
        RawClient.exchange(
            socket(),
            "POST /v1/stop HTTP/1.1\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n\r\n");

    String body =
        "{\"error\":\"the request is too big\",\"detail\":[\"the body may have 65536 bytes at"
            + " most\"]}";
    assertEquals(new ControlAnswer(413, body), announced);
    assertEquals(new ControlAnswer(413, body), huge);
    assertTrue(chunked.startsWith("HTTP/1.1 413 "), chunked);
    assertTrue(asking.startsWith("HTTP/1.1 413 ") && asking.endsWith(body), asking);
    assertEquals(List.of(), director.orders);
  }

  @Test
  @DisplayName("headers and lines beyond the limit, and bytes that are no HTTP, are 400")
  void garbage() throws IOException {
    open(PATIENT);

    for (String request :
        List.of(
            "GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nA: " + "a".repeat(9000) + "\r\n\r\n",
            "\0\1\2\3\r\n\r\n",
            "\u0016\u0003\u0001 hello\r\n\r\n",
            "GET / SMTP/9.9.9\r\n\r\n",
            "POST /v1/stop HTTP/1.1\r\nContent-Length: -1\r\n\r\n")) {
      String answer = RawClient.exchange(socket(), request);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), request + " -> " + answer);
    }
    assertEquals(200, client().call("GET", "/v1/version", "").status());
  }

  @Test
  @DisplayName("half a request and a close harm nobody, and are not worth a line in the log")
  void halfARequest() throws IOException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ControlConnection.class);
    logger.addAppender(log);
    open(PATIENT);

    for (int i = 0; i < 200; i++) {
      try (SocketChannel channel = RawClient.connect(socket())) {
        RawClient.write(channel, "POST /v1/stop HTTP/1.1\r\nContent-Length: 20\r\n\r\n{\"ke");
      }
    }
    int status = client().call("GET", "/v1/version", "").status();
    close();
    logger.detachAppender(log);

    assertEquals(200, status);
    assertEquals(List.of(), director.orders);
    assertEquals(List.of(), log.list);
  }

  @Test
  @DisplayName("who is too slow with his request is told so and sent away, others are served")
  void slowClient() throws IOException {
    open(HASTY);
    try (SocketChannel silent = RawClient.connect(socket());
        SocketChannel slow = RawClient.connect(socket())) {
      RawClient.write(slow, "GET /v1/sta");
      assertEquals(200, client().call("GET", "/v1/version", "").status());

      String body =
          "{\"error\":\"the request is not complete\",\"detail\":[\"no whole request within 100"
              + " ms\"]}";
      assertTrue(RawClient.readToEnd(slow).endsWith(body));
      assertTrue(RawClient.readToEnd(silent).endsWith(body));
    }
  }

  @Test
  @DisplayName("a handler that never completes is 504, and late completion is passed over")
  void slowHandler() throws IOException {
    CompletableFuture<Outcome> never = new CompletableFuture<>();
    director.reload = never;
    open(HASTY);

    ControlAnswer answer = client().call("POST", "/v1/reload", "");
    never.complete(Outcome.done("late", List.of()));

    assertEquals(504, answer.status());
    assertEquals(200, client().call("GET", "/v1/version", "").status());
  }

  @Test
  @DisplayName("a handler that completes on another thread, later, is answered")
  void laterHandler() throws IOException {
    CompletableFuture<Outcome> later = new CompletableFuture<>();
    director.reload = later;
    director.onReload =
        () -> new Thread(() -> later.complete(Outcome.done("done", List.of()))).start();
    open(PATIENT);

    assertEquals(
        new ControlAnswer(200, "{\"result\":\"done\",\"detail\":[]}"),
        client().call("POST", "/v1/reload", ""));
  }

  @Test
  @DisplayName("a handler that fails or throws is 500, and the next request is served")
  void failingHandler() throws IOException {
    open(PATIENT);

    director.reload = CompletableFuture.failedStage(new IOException("disk on fire"));
    ControlAnswer failed = client().call("POST", "/v1/reload", "");
    director.onReload =
        () -> {
          throw new IllegalStateException("boom");
        };
    ControlAnswer thrown = client().call("POST", "/v1/reload", "");

    assertEquals(500, failed.status());
    assertTrue(failed.body().contains("disk on fire"), failed.body());
    assertEquals(
        new ControlAnswer(
            500,
            "{\"error\":\"internal error\",\"detail\":[\"java.lang.IllegalStateException:"
                + " boom\"]}"),
        thrown);
    assertEquals(200, client().call("GET", "/v1/version", "").status());
  }

  @Test
  @DisplayName("one connection too many is told so, and the place is free again afterwards")
  void tooManyConnections() throws IOException {
    List<SocketChannel> open = new ArrayList<>();
    open(new Limits(3, 100, Duration.ofSeconds(60), Duration.ofSeconds(60)));
    try {
      for (int i = 0; i < 3; i++) {
        open.add(RawClient.connect(socket()));
      }

      ControlAnswer fourth = client().call("GET", "/v1/version", "");
      String first = RawClient.exchange(open.get(0), "GET /v1/version HTTP/1.1\r\nHost: a\r\n\r\n");
      ControlAnswer afterwards = client().call("GET", "/v1/version", "");

      assertEquals(
          new ControlAnswer(
              503,
              "{\"error\":\"too many connections\",\"detail\":[\"3 connections are open already: try"
                  + " again\"]}"),
          fourth);
      assertTrue(first.startsWith("HTTP/1.1 200 "), first);
      assertEquals(200, afterwards.status());
    } finally {
      for (SocketChannel channel : open) {
        channel.close();
      }
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("who does not take his answer does not keep his place")
  void slowReader() throws IOException {
    director.status = Reports.huge();
    open(new Limits(1, 100, Duration.ofMillis(100), Duration.ofSeconds(60)));
    try (SocketChannel slow = RawClient.connect(socket())) {
      RawClient.write(slow, "GET /v1/status HTTP/1.1\r\nHost: a\r\n\r\n");

      int status = 503;
      while (status == 503) {
        status = client().call("GET", "/v1/version", "").status();
      }

      assertEquals(200, status);
    }
  }

  @Test
  @DisplayName("an answer that is under way leaves before the server ends")
  void lastAnswer() throws IOException {
    director.status = Reports.huge();
    director.onStatus = () -> new Thread(this::close).start();
    open(PATIENT);

    assertEquals(200, client().call("GET", "/v1/status", "").status());
  }

  @Test
  @DisplayName("many clients at once are all answered")
  void concurrentClients() throws Exception {
    open(PATIENT);

    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(CompletableFuture.supplyAsync(this::fiveStatuses));
    }
    int fine = 0;
    for (CompletableFuture<Integer> answer : answers) {
      fine += answer.get();
    }
    assertEquals(100, fine);
  }

  private int fiveStatuses() {
    int fine = 0;
    for (int i = 0; i < 5; i++) {
      try {
        fine += client().call("GET", "/v1/status", "").status() == 200 ? 1 : 0;
      } catch (DirectorUnreachableException e) {
        throw new IllegalStateException(e);
      }
    }
    return fine;
  }

  private void open(Limits limits) throws IOException {
    servers.add(ControlServer.open(socket(), Routes.of(director), limits));
  }

  private ControlClient client() {
    return new ControlClient(socket());
  }

  private Path socket() {
    return folder.resolve("run/control.sock");
  }

  private record Instruction(String service, String server, ServerOrder order) {}

  static final class FakeDirector implements ControlActions {
    private final List<String> orders = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private CompletionStage<Outcome> reload =
        completedStage(Outcome.done("reloaded", List.of("1 service added")));
    private final List<Instruction> instructions = new ArrayList<>();
    StatusReport status = Reports.degraded();
    private Runnable onStatus = () -> {};
    private Runnable onReload = () -> {};

    @Override
    public CompletionStage<StatusReport> status() {
      onStatus.run();
      return completedStage(status);
    }

    @Override
    public CompletionStage<Outcome> reload(Caller caller) {
      onReload.run();
      orders.add("reload");
      callers.add(caller);
      return reload;
    }

    @Override
    public CompletionStage<Outcome> stop(Caller caller, boolean keep) {
      orders.add(keep ? "stop and keep" : "stop");
      return completedStage(Outcome.done("stopping", List.of()));
    }

    @Override
    public CompletionStage<Outcome> handOver(
        Caller caller, String instance, boolean persist, String reason) {
      orders.add("hand over " + instance + kept(persist) + " because '" + reason + "'");
      return completedStage(Outcome.done("192.0.2.2 is MASTER of " + instance, List.of()));
    }

    @Override
    public CompletionStage<Outcome> standby(Caller caller, StandbyOrder order) {
      orders.add(
          "standby"
              + order.within().map(time -> " for " + time).orElse("")
              + kept(order.persist())
              + " because '"
              + order.reason()
              + "'");
      return completedStage(Outcome.done("standing by", List.of()));
    }

    @Override
    public CompletionStage<Outcome> resume(Caller caller, String reason) {
      orders.add("resume because '" + reason + "'");
      return completedStage(Outcome.done("resumed", List.of()));
    }

    private static String kept(boolean persist) {
      return persist ? " and keep that" : "";
    }

    @Override
    public CompletionStage<Outcome> instruct(
        Caller caller, String service, String server, ServerOrder order) {
      instructions.add(new Instruction(service, server, order));
      return completedStage(Outcome.done(server + " is drained", List.of("17 connections")));
    }

    @Override
    public CompletionStage<CheckRun> runChecks(
        Caller caller, String service, String server, Optional<String> check) {
      callers.add(caller);
      orders.add("check " + check.orElse("all") + " of " + service + "/" + server);
      return completedStage(
          server.equals("router9")
              ? CheckRun.refused(Outcome.refused("no such server", List.of("there is: router1")))
              : CheckRun.of(CheckRunReports.failed()));
    }

    @Override
    public CompletionStage<StatsReport> stats() {
      return completedStage(Reports.stats());
    }

    @Override
    public CompletionStage<String> ipvsSave() {
      return completedStage("-A -t 203.0.113.10:443 -s wrr\n");
    }
  }
}
