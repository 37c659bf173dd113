// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.control.Caller;
import director.daemon.control.Outcome;
import director.daemon.control.StandbyOrder;
import director.ipvs.table.IpvsTable;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handover and standby, from whoever asks to the elector and back. */
class DirectorRolesTest {
  private static final String HELLO =
      "{\"say\":\"hello\",\"pid\":4711,\"version\":\"0.1.0\","
          + "\"hears\":[\"order\",\"adjust\",\"hand-over\",\"standby\",\"stop\"]}";
  private static final Caller ROOT = new Caller(99, 0);

  @TempDir Path directory;

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
            new NoJournal(),
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
            + "\"request\":1}");
    answer(result, sentence);

    assertEquals(new Outcome(accepted, sentence, List.of()), outcome(asked));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"DONE, stands by, true", "REFUSED, it is stopping, false"})
  @DisplayName("so it is with standby; who asked is the reason when none is given")
  void standby(String result, String sentence, boolean accepted) throws Exception {
    CompletionStage<Outcome> asked = director.standby(ROOT, StandbyOrder.of(""));
    awaitHeard("{\"say\":\"standby\",\"on\":true,\"reason\":\"by uid 0\",\"request\":1}");
    answer(result, sentence);

    assertEquals(new Outcome(accepted, sentence, List.of()), outcome(asked));
  }

  @Test
  @DisplayName("the end of standby is an order of its own")
  void resume() throws Exception {
    CompletionStage<Outcome> asked = director.resume(ROOT, "");
    awaitHeard("{\"say\":\"standby\",\"on\":false,\"reason\":\"by uid 0\",\"request\":1}");
    answer("DONE", "takes part again");

    assertEquals(Outcome.done("takes part again", List.of()), outcome(asked));
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
    Waiting.until(() -> elector.heard().contains(line), elector::heard);
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
