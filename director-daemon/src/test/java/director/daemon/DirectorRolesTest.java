// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.StandbyOrder;
import director.daemon.control.StatusReport;
import director.daemon.event.Event;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handover and standby, from whoever asks to the elector and back. */
class DirectorRolesTest {
  private static final String HELLO =
      "{\"say\":\"hello\",\"pid\":4711,\"version\":\"0.1.0\","
          + "\"hears\":[\"order\",\"adjust\",\"hand-over\",\"standby\",\"stop\"],"
          + "\"keepsOrders\":true}";
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String HANDED_OVER =
      "{\"target\":{\"kind\":\"VIP\",\"name\":\"photos\"},\"verb\":\"HANDOVER\",\"weight\":0,"
          + "\"length\":null,\"given\":{\"wall\":\"2026-11-22T05:28:00Z\",\"boot\":\"b\","
          + "\"uptime\":\"PT1M\"},\"by\":\"uid 1000\",\"reason\":\"\",\"persist\":false,"
          + "\"fulfilledAfter\":null}";

  /** In another life of the machine, long ago. */
  private static final String STANDING_BY =
      "{\"target\":{\"kind\":\"NODE\",\"name\":\"\"},\"verb\":\"STANDBY\",\"weight\":0,"
          + "\"length\":\"PT30M\",\"given\":{\"wall\":\"2026-11-22T05:28:01Z\",\"boot\":\"b\","
          + "\"uptime\":\"PT1M\"},\"by\":\"uid 1000\",\"reason\":\"kernel\",\"persist\":true,"
          + "\"fulfilledAfter\":null}";

  private static final Caller ROOT = new Caller(99, 0);

  @TempDir Path directory;

  private final NoJournal journal = new NoJournal();
  private final List<Throwable> mistakes = new CopyOnWriteArrayList<>();
  private FakeElector elector;
  private Director director;

  @BeforeEach
  void start() throws IOException {
    Options options =
        new Options(
            directory.resolve("director.conf"), directory, directory.resolve("control.sock"), true);
    elector = FakeElector.at(options.electorSocket(), HELLO);
    director =
        new Director(
            options,
            LoadedConfig.of(
                Configs.of(
                    """
                vrrp.instances.photos {
                  interface = eth0, virtual-router-id = 51, virtual-addresses = ["203.0.113.10"]
                }
                """)),
            new FakeIpvs(IpvsTable.EMPTY),
            directory.resolve("no-launcher"),
            journal,
            mistakes::add);
    director.start(() -> {}, mistakes::add);
    Waiting.until(() -> elector.heard().size() == 1, elector::heard);
  }

  @AfterEach
  void stop() throws Exception {
    director.stop(true, Duration.ZERO);
    elector.close();
    assertEquals(List.of(), mistakes);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "DONE, 192.0.2.2 is MASTER of photos, true",
    "KEPT, nobody took it over within 3 s: it is MASTER still, false",
    "REFUSED, photos is BACKUP: there is nothing to hand over, false"
  })
  @DisplayName(
      "a handover is done when somebody else is MASTER, and refused if it is kept or refused")
  void handover(String result, String sentence, boolean accepted) throws Exception {
    CompletionStage<Outcome> asked = director.handOver(ROOT, "photos", false, "BIOS");
    awaitHeard(
        "{\"say\":\"hand-over\",\"instance\":\"photos\",\"reason\":\"BIOS (by uid 0)\","
            + "\"request\":1,");
    answer(result, sentence);

    assertEquals(new Outcome(accepted, sentence, List.of()), outcome(asked));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"DONE, stands by, true", "REFUSED, it is stopping, false"})
  @DisplayName("so it is with standby; who asked is the reason when none is given")
  void standby(String result, String sentence, boolean accepted) throws Exception {
    CompletionStage<Outcome> asked = director.standby(ROOT, StandbyOrder.of(""));
    awaitHeard("{\"say\":\"standby\",\"on\":true,\"reason\":\"by uid 0\",\"request\":1,");
    answer(result, sentence);

    assertEquals(new Outcome(accepted, sentence, List.of()), outcome(asked));
  }

  @Test
  @DisplayName("the end of standby is an order of its own")
  void resume() throws Exception {
    CompletionStage<Outcome> asked = director.resume(ROOT, "");
    awaitHeard("{\"say\":\"standby\",\"on\":false,\"reason\":\"by uid 0\",\"request\":1,");
    answer("DONE", "takes part again");

    assertEquals(
        Outcome.done("takes part again", List.of("neither standby nor a handover was in force")),
        outcome(asked));
  }

  @Test
  @DisplayName("what the elector keeps is in the status, until it is resumed, which says so")
  void keptByTheElector() throws Exception {
    elector.say(standing(HANDED_OVER + "," + STANDING_BY));
    Waiting.until(() -> orders().size() == 2, this::orders);
    List<StatusReport.Order> inForce = orders();

    CompletionStage<Outcome> asked = director.resume(ROOT, "all is well");
    awaitHeard("{\"say\":\"standby\",\"on\":false,");
    elector.say(standing(""));
    answer("DONE", "takes part again");
    Outcome resumed = outcome(asked);
    Waiting.untilEquals(List.of(), this::orders);

    assertEquals(
        List.of(
            new StatusReport.Order(
                "node",
                "standby for 30m",
                Instant.parse("2026-11-22T05:28:01Z"),
                inForce.get(0).until(),
                "uid 1000",
                "kernel",
                true,
                null),
            new StatusReport.Order(
                "vip:photos",
                "handover",
                Instant.parse("2026-11-22T05:28:00Z"),
                null,
                "uid 1000",
                "",
                false,
                null)),
        inForce);
    assertEquals(
        Outcome.done(
            "takes part again",
            List.of(
                "ended: handover of photos, ordered by uid 1000 at 2026-11-22T05:28:00Z",
                "ended: standby for 30m, ordered by uid 1000 at 2026-11-22T05:28:01Z")),
        resumed);
    assertEquals(
        List.of(
            "vip:photos: handover -> : all is well, by uid 0",
            "node: standby for 30m -> : all is well, by uid 0"),
        told());
  }

  @Test
  @DisplayName("standby that the elector ended is told with its reason")
  void endedByTheElector() throws Exception {
    elector.say(standing(STANDING_BY));
    Waiting.until(() -> orders().size() == 1, this::orders);

    elector.say(standing(""));
    Waiting.untilEquals(List.of(), this::orders);

    assertEquals(List.of("node: standby for 30m -> : its time is over, by "), told());
  }

  @Test
  @DisplayName("an order is told with who gave it and why, and a refused one with why not")
  void events() throws Exception {
    var unused = director.standby(ROOT, new StandbyOrder(Optional.of(WEEK), true, "kernel"));
    awaitHeard("{\"say\":\"standby\",\"on\":true");
    answer("DONE", "stands by");
    Waiting.until(() -> told().size() == 1, this::told);
    CompletionStage<Outcome> refused = director.handOver(ROOT, "photos", true, "");
    awaitHeard("{\"say\":\"hand-over\"");
    elector.say(
        "{\"say\":\"answer\",\"request\":2,\"outcome\":{\"result\":\"REFUSED\","
            + "\"sentence\":\"it is BACKUP\"}}");
    outcome(refused);

    assertEquals(
        List.of(
            "node:  -> standby for 7d: kernel, by uid 0",
            "vip:photos:  -> : handover refused: it is BACKUP, by uid 0"),
        told());
  }

  private List<StatusReport.Order> orders() {
    return director.status().toCompletableFuture().join().orders();
  }

  private List<String> told() {
    return journal.told.stream()
        .filter(event -> event.kind() == Event.Kind.ORDER)
        .map(
            it ->
                "%s: %s -> %s: %s, by %s"
                    .formatted(it.target(), it.from(), it.to(), it.reason(), it.by()))
        .toList();
  }

  private static String standing(String orders) {
    return "{\"say\":\"standing\",\"instances\":[],\"orders\":[%s],\"problem\":null}"
        .formatted(orders);
  }

  @Test
  @DisplayName("an elector that goes away before it answers makes it refused, not forgotten")
  void electorGone() throws Exception {
    CompletionStage<Outcome> asked = director.handOver(ROOT, "photos", false, "BIOS");
    Waiting.until(() -> elector.heard().size() == 2, elector::heard);
    elector.hangUp();

    assertEquals(
        Outcome.refused("the elector went away before it answered", List.of()), outcome(asked));
  }

  private void awaitHeard(String line) {
    Waiting.until(
        () -> elector.heard().stream().anyMatch(heard -> heard.startsWith(line)), elector::heard);
  }

  private void answer(String result, String sentence) {
    elector.say(
        "{\"say\":\"answer\",\"request\":1,\"outcome\":{\"result\":\"%s\",\"sentence\":\"%s\"}}"
            .formatted(result, sentence));
  }

  private static Outcome outcome(CompletionStage<Outcome> asked) throws Exception {
    return asked.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
