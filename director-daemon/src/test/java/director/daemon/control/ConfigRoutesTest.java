// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigRoutesTest {
  private static final PlanReport PLAN =
      new PlanReport(
          "/etc/directord/new.conf",
          true,
          List.of(),
          List.of("new.conf:3: services.photos.floor: 0 holds nobody in"),
          List.of(
              new PlanReport.Change(
                  "remove", "server:photos/router1", List.of(), "17 connections end", 17L)),
          17L);

  @TempDir Path folder;

  private final FakeConfig config = new FakeConfig();
  private ControlServer server;

  @BeforeEach
  void open() throws IOException {
    server = ControlServer.open(socket(), ConfigRoutes.of(config), Limits.DEFAULT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("plans the director's own file, and a text that somebody brings along")
  void plan() throws IOException {
    ControlAnswer own = order("/v1/config/plan", "");
    ControlAnswer other =
        order("/v1/config/plan", "{\"name\": \"/tmp/new.conf\", \"text\": \"a {\\n}\\n\"}");

    assertEquals(200, own.status());
    assertEquals(PLAN, Json.read(Json.tree(own.body()), PlanReport.class));
    assertEquals(200, other.status());
    assertEquals(List.of("plan own", "plan /tmp/new.conf: a {\n}\n"), config.asked);
  }

  @Test
  @DisplayName("a text of 15 MiB is planned, one of 17 MiB refused before it is read")
  void bigPlan() throws IOException {
    String body = "{\"name\": \"/tmp/new.conf\", \"text\": \"%s\"}";

    ControlAnswer big = order("/v1/config/plan", body.formatted("x".repeat(15 << 20)));
    ControlAnswer bigger = order("/v1/config/plan", body.formatted("x".repeat(17 << 20)));

    assertEquals(200, big.status());
    assertEquals(
        new ControlAnswer(
            413,
            "{\"error\":\"the request is too big\",\"detail\":[\"the body may have 16777216 bytes"
                + " at most\"]}"),
        bigger);
  }

  @Test
  @DisplayName("shows the text, or all that is in force")
  void show() throws IOException {
    ControlAnswer text = new ControlClient(socket()).call("GET", "/v1/config", "");
    ControlAnswer effective =
        new ControlClient(socket()).call("GET", "/v1/config?effective=true", "");

    assertEquals(new ControlAnswer(200, "written"), text);
    assertEquals(new ControlAnswer(200, "effective"), effective);
  }

  @Test
  @DisplayName("reloads for good or until nobody confirms, confirms, and takes back")
  void reload() throws IOException {
    List<Integer> codes = new ArrayList<>();
    for (String body : List.of("", "{\"confirm\": \"60s\"}", "{\"confirm\": 5}")) {
      codes.add(order("/v1/reload", body).status());
    }
    codes.add(order("/v1/reload/confirm", "").status());
    codes.add(order("/v1/reload/undo", "{}").status());

    assertEquals(List.of(200, 200, 200, 200, 409), codes);
    assertEquals(
        List.of("reload", "reload for PT1M", "reload for PT5S", "confirm", "undo"), config.asked);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "/v1/reload {\"confirm\":\"60\"}",
        "/v1/reload {\"confirm\":4}",
        "/v1/reload {\"confirm\":\"61m\"}",
        "/v1/reload {\"confrm\":\"60s\"}",
        "/v1/reload/confirm {\"confirm\":\"60s\"}",
        "/v1/reload/undo []",
        "/v1/config/plan {\"name\":\"/tmp/a\"}",
        "/v1/config/plan {\"text\":\"a=b\"}",
        "/v1/config/plan {\"name\":\"a\\nb\",\"text\":\"\"}",
        "/v1/config/plan {\"name\":\"a\",\"text\":1}",
        "/v1/config/plan text"
      })
  @DisplayName("what makes no sense does nothing")
  void senseless(String path, String body) throws IOException {
    ControlAnswer answer = order(path, body);

    assertEquals(400, answer.status(), answer.body());
    assertEquals(List.of(), config.asked);
  }

  @Test
  @DisplayName("of bodies that take much memory, two are read at a time")
  void manyBigPlans() throws IOException {
    String begun =
        "POST /v1/config/plan HTTP/1.1\r\nHost: d\r\nContent-Length: 200000\r\n\r\n"
            + "x".repeat(100_000);
    try (var one = RawClient.connect(socket());
        var two = RawClient.connect(socket())) {
      RawClient.write(one, begun);
      RawClient.write(two, begun);
      new ControlClient(socket()).call("GET", "/v1/config", ""); // both are being read by now

      String third = RawClient.exchange(socket(), begun);

      assertTrue(third.startsWith("HTTP/1.1 503 "), third);
    }
  }

  private ControlAnswer order(String path, String body) throws IOException {
    return new ControlClient(socket()).call("POST", path, body);
  }

  private Path socket() {
    return folder.resolve("control.sock");
  }

  static final class FakeConfig implements ConfigActions {
    private final List<String> asked = new ArrayList<>();

    @Override
    public CompletionStage<PlanReport> plan(Optional<Proposal> proposal) {
      asked.add("plan " + proposal.map(it -> it.name() + ": " + it.text()).orElse("own"));
      return completedStage(PLAN);
    }

    @Override
    public CompletionStage<Outcome> reload(Caller caller, Optional<Duration> confirmWithin) {
      asked.add("reload" + confirmWithin.map(time -> " for " + time).orElse(""));
      return completedStage(Outcome.done("reloaded", List.of()));
    }

    @Override
    public CompletionStage<Outcome> confirm(Caller caller) {
      asked.add("confirm");
      return completedStage(Outcome.done("confirmed", List.of()));
    }

    @Override
    public CompletionStage<Outcome> takeBack(Caller caller) {
      asked.add("undo");
      return completedStage(Outcome.refused("nothing awaits to be confirmed", List.of()));
    }

    @Override
    public CompletionStage<String> show(boolean effective) {
      return completedStage(effective ? "effective" : "written");
    }
  }
}
