// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static director.daemon.Tables.server;
import static director.daemon.Tables.table;
import static director.daemon.Tables.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.ServerOrder;
import director.daemon.control.ServerOrder.Verb;
import director.daemon.control.StatusReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is asked of a director before it has begun waits for that")
class DirectorStartTest {
  private static final String HELLO =
      "{\"say\":\"hello\",\"pid\":4711,\"version\":\"0.1.0\","
          + "\"hears\":[\"order\",\"adjust\",\"hand-over\",\"standby\",\"stop\"]}";
  private static final Caller ROOT = new Caller(99, 0);
  private static final String CONFIG = "director.name = director-a\n" + Configs.photos("{}");

  @TempDir Path directory;

  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
  private final FakeIpvs kernel =
      new FakeIpvs(
          table(
              tcp(
                  "203.0.113.10",
                  443,
                  "wrr",
                  server("10.0.0.11", 443, 1),
                  server("10.0.0.12", 443, 1))));
  private FakeElector elector;
  private Director director;

  @BeforeEach
  void make() throws IOException {
    Path file = Files.writeString(directory.resolve("director.conf"), CONFIG);
    Files.writeString(directory.resolve("owned-services"), "TCP 203.0.113.10 443\n");
    Options options = new Options(file, directory, directory.resolve("control.sock"), true);
    elector = FakeElector.at(options.electorSocket(), HELLO);
    director =
        new Director(
            options,
            LoadedConfig.of(Configs.of(Configs.photos("{}"))),
            kernel,
            directory.resolve("no-launcher"),
            new NoJournal(),
            mistakes::add);
  }

  @AfterEach
  void stop() throws Exception {
    director.stop(true, Duration.ZERO);
    elector.close();
    assertEquals(List.of(), mistakes);
  }

  @Test
  @DisplayName("an order about a server, which takes out that server and no other")
  void order() throws Exception {
    CompletionStage<Outcome> asked =
        director.instruct(ROOT, "photos", "router1", ServerOrder.of(Verb.DISABLE, "BIOS"));

    director.start(() -> {}, mistakes::add);

    assertEquals(true, answer(asked).accepted());
    assertEquals(
        List.of("delete real server 10.0.0.11:443 from TCP 203.0.113.10:443"), kernel.written());
  }

  @Test
  @DisplayName("a reload, which takes nobody out")
  void reload() throws Exception {
    CompletionStage<Outcome> asked = director.reload(ROOT);

    director.start(() -> {}, mistakes::add);

    assertEquals(Outcome.done("nothing has changed", List.of()), answer(asked));
    assertEquals(List.of(), kernel.written());
  }

  @Test
  @DisplayName("the status, which tells what is there")
  void status() throws Exception {
    CompletionStage<StatusReport> asked = director.status();

    director.start(() -> {}, mistakes::add);

    assertEquals(
        List.of(1, 1),
        answer(asked).services().get(0).servers().stream()
            .map(StatusReport.Server::weight)
            .toList());
  }

  private static <T> T answer(CompletionStage<T> asked) throws Exception {
    return asked.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
