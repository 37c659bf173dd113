// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.explain.Answer.Found;
import director.daemon.explain.Answer.Refused;
import director.daemon.explain.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
  private static final Explanation WHY =
      new Explanation(
          "server:photos/router1",
          "DOWN",
          Instant.parse("2026-11-22T05:28:02Z"),
          "router1 is DOWN: no answer in 3s",
          List.of("TCP connected"),
          List.of("fall 3"),
          List.of("an answer"),
          List.of("at 05:28:40"),
          List.of());

  @TempDir Path folder;

  private ControlServer server;

  @BeforeEach
  void open() throws IOException {
    server =
        ControlServer.open(
            socket(),
            Explainer.routes(
                () -> completedStage(Reports.allWell()),
                (report, target) ->
                    target.equals("photos/router 1")
                        ? new Found(WHY)
                        : new Refused("there is no " + target, List.of(report.director().name()))),
            Limits.DEFAULT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("answers why something of the status is as it is")
  void found() throws IOException {
    ControlAnswer answer = ask("?target=photos/router%201");

    assertEquals(200, answer.status());
    assertEquals(WHY, Json.read(Json.tree(answer.body()), Explanation.class));
  }

  @Test
  @DisplayName("what there is not is 409, what is not said is 400")
  void refused() throws IOException {
    ControlAnswer unknown = ask("?target=vip:none");
    ControlAnswer missing = ask("");
    ControlAnswer empty = ask("?target=");

    assertEquals(
        new ControlAnswer(409, "{\"error\":\"there is no vip:none\",\"detail\":[\"director-a\"]}"),
        unknown);
    assertEquals(400, missing.status());
    assertEquals(400, empty.status());
  }

  private ControlAnswer ask(String query) throws IOException {
    return new ControlClient(socket()).call("GET", "/v1/explain" + query, "");
  }

  private Path socket() {
    return folder.resolve("control.sock");
  }
}
