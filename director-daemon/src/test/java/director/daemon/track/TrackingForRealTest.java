// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Waiting;
import director.daemon.local.Scripts;
import director.daemon.loop.Loop;
import director.daemon.track.state.Adjustment;
import director.daemon.track.state.ProcessPattern;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real threads, real scripts, real files, real processes. */
class TrackingForRealTest {
  @TempDir private Path directory;

  private final Queue<Throwable> mistakes = new ConcurrentLinkedQueue<>();
  private final Loop loop = new Loop("test-loop", mistakes::add);
  private final Map<String, Adjustment> adjustments = new ConcurrentHashMap<>();
  private final Tracking tracking = new Tracking(loop, adjustments::put);

  @BeforeEach
  void lookable() throws IOException {
    Scripts.permit(directory, "rwxr-xr-x");
  }

  @AfterEach
  void end() throws InterruptedException {
    onLoop(tracking::close);
    assertTrue(tracking.awaitEnd());
    loop.shutdownNow();
    assertEquals(List.of(), List.copyOf(mistakes));
  }

  private void onLoop(Runnable task) {
    CompletableFuture.runAsync(task, loop).join();
  }

  private void follow(Track track, int weight) {
    TrackPlan plan =
        TrackPlan.of(
            List.of(track),
            List.of(new TrackedBy("photos", List.of(new Weighted(track.name(), weight, false)))));
    onLoop(() -> tracking.follow(plan));
  }

  private static Adjustment minus20(String reason) {
    return new Adjustment(-20, Optional.empty(), List.of("-20: " + reason));
  }

  private static TrackScript often(Path program) {
    return new TrackScript(
        "check",
        List.of(program.toString()),
        Duration.ofMillis(20),
        Duration.ofSeconds(60),
        new RiseFall(2, 3),
        Optional.empty(),
        TrackedState.UNKNOWN);
  }

  @Test
  @DisplayName("a script that begins to fail costs its weight, and gets it back")
  void script() throws IOException {
    Path flag = directory.resolve("flag");
    Path program =
        Scripts.write(directory, "check", "test -e " + flag + " && exit 0", "echo gone; exit 4");
    Files.createFile(flag);
    follow(often(program), -20);
    Waiting.untilEquals(Map.of("photos", Adjustment.NONE), () -> Map.copyOf(adjustments));

    Files.delete(flag);
    Waiting.untilEquals(
        Map.of("photos", minus20("script check exits 4 for the 3rd time: 'gone'")),
        () -> Map.copyOf(adjustments));

    Files.createFile(flag);
    Waiting.untilEquals(Map.of("photos", Adjustment.NONE), () -> Map.copyOf(adjustments));
  }

  @Test
  @DisplayName("reloads while a script runs neither end it nor start it a second time")
  void reload() throws IOException {
    Path log = directory.resolve("log");
    Path flag = directory.resolve("flag");
    Path program =
        Scripts.write(
            directory,
            "check",
            "echo begin >> " + log,
            "until test -e " + flag + "; do sleep 0.01; done",
            "echo end >> " + log,
            "exit 3");
    follow(often(program), -20);
    Waiting.untilEquals(List.of("begin"), () -> lines(log));

    follow(often(program), -20);
    TrackScript slower =
        new TrackScript(
            "check",
            List.of(program.toString()),
            Duration.ofDays(1),
            Duration.ofSeconds(60),
            new RiseFall(1, 1),
            Optional.empty(),
            TrackedState.UNKNOWN);
    follow(slower, -20);
    Files.createFile(flag);

    Waiting.untilEquals(
        Map.of("photos", minus20("script check exits 3")), () -> Map.copyOf(adjustments));
    assertEquals(List.of("begin", "end"), lines(log));
  }

  @Test
  @DisplayName("what is not tracked any more is ended while it runs")
  void ends() throws IOException {
    Path pids = directory.resolve("pids");
    Path program = Scripts.write(directory, "check", "sleep 600 & echo $! > " + pids, "wait");
    follow(often(program), -20);
    Waiting.until(() -> lines(pids).size() == 1, () -> lines(pids));
    long pid = Long.parseLong(lines(pids).get(0));

    onLoop(() -> tracking.follow(TrackPlan.EMPTY));

    Waiting.until(() -> !Files.exists(Path.of("/proc/" + pid + "/exe")), () -> pid);
  }

  @Test
  @DisplayName("a file counts as soon as it is written")
  void file() throws IOException {
    Path drain = directory.resolve("drain");
    follow(new TrackFile("drain", drain, OptionalLong.of(0)), -1);
    Waiting.untilEquals(Map.of("photos", Adjustment.NONE), () -> Map.copyOf(adjustments));

    Files.writeString(drain, "20\n");

    Waiting.untilEquals(
        Map.of("photos", minus20("file drain says 20, times weight -1")),
        () -> Map.copyOf(adjustments));
  }

  @Test
  @DisplayName("a process counts while it runs")
  void process() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "601.25").start();
    TrackProcess track =
        new TrackProcess(
            "sleeper",
            new ProcessPattern.CommandLine(List.of("sleep", "601.25"), true),
            1,
            1,
            Duration.ZERO,
            Duration.ZERO);
    follow(track, -20);
    Waiting.untilEquals(Map.of("photos", Adjustment.NONE), () -> Map.copyOf(adjustments));

    sleep.destroyForcibly().waitFor();

    Waiting.untilEquals(
        Map.of("photos", minus20("process sleeper runs 0 times (sleep 601.25), at least 1 wanted")),
        () -> Map.copyOf(adjustments));
  }

  @Test
  @DisplayName("a hundred scripts that hang leave the deciding thread free")
  void manyHang() throws IOException {
    Path program = Scripts.write(directory, "hang", "sleep 600");
    List<TrackScript> scripts = new ArrayList<>();
    List<Weighted> weights = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      scripts.add(
          new TrackScript(
              "hang" + i,
              List.of(program.toString()),
              Duration.ofMillis(20),
              Duration.ofSeconds(600),
              new RiseFall(1, 1),
              Optional.empty(),
              TrackedState.OK));
      weights.add(new Weighted("hang" + i, 1, false));
    }

    onLoop(() -> tracking.follow(TrackPlan.of(scripts, List.of(new TrackedBy("photos", weights)))));

    Waiting.untilEquals(100L, () -> running(program));
    assertEquals(100, adjustments.get("photos").delta());
    CompletableFuture<List<TrackStatus>> snapshot = new CompletableFuture<>();
    onLoop(() -> snapshot.complete(tracking.snapshot()));
    assertEquals(100, snapshot.join().size());
  }

  /** Scripts that have got as far as being themselves. */
  private static long running(Path program) {
    try {
      return new ProcessScan(Path.of("/proc"))
          .count(
              new TreeMap<>(
                  Map.of(
                      "it",
                      new ProcessPattern.CommandLine(
                          List.of("/bin/sh", program.toString()), true))))
          .get("it");
    } catch (IOException e) {
      return -1;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
