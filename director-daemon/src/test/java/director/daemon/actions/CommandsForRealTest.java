// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Waiting;
import director.daemon.actions.state.Event;
import director.daemon.actions.state.Occasion;
import director.daemon.actions.state.Order;
import director.daemon.actions.state.Subject;
import director.daemon.config.ActionConfig;
import director.daemon.config.ActionConfig.By;
import director.daemon.config.ActionConfig.Command;
import director.daemon.local.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes; whatever takes its time is ended by us, and waited for as long as it takes. */
class CommandsForRealTest {
  private static final String MYSELF = System.getProperty("user.name");
  private static final Order ORDER =
      new Order(
          "redeploy",
          new Occasion(
              Event.LADDER,
              1,
              new Subject("photos", "router1"),
              "10.0.0.11",
              "DOWN",
              "3 checks failed\nwithin 15 min",
              Instant.parse("2026-01-01T03:05:00Z"),
              3));

  private final Deeds deeds =
      new Deeds(
          new LocalCommands(),
          new Webhooks(
              (task, pause) -> {
                throw new AssertionError("there is no webhook");
              }));

  @TempDir private Path directory;

  @AfterEach
  void end() {
    deeds.close();
  }

  @Test
  @DisplayName("a command gets its arguments without a shell, and the occasion in its environment")
  void environment() throws Exception {
    Path script =
        Scripts.write(directory, "script", "echo \"$# $1 $2\"", "env | grep ^DIRECTORD_ | sort");

    Ended ended =
        run(Duration.ofMinutes(1), script.toString(), "--host={server}", "$HOME; {address}");

    assertEquals(
        new Ended(
            true,
            "exits 0",
            List.of(
                "DIRECTORD_ADDRESS=10.0.0.11",
                "DIRECTORD_DIRECTOR=director-a",
                "DIRECTORD_EVENT=ladder",
                "DIRECTORD_FAILURES=3",
                "DIRECTORD_REASON=3 checks failed.within 15 min",
                "DIRECTORD_SERVER=router1",
                "DIRECTORD_SERVICE=photos",
                "DIRECTORD_SINCE=2026-01-01T03:05:00Z",
                "DIRECTORD_STATE=DOWN",
                "DIRECTORD_STEP=1")),
        ended);

    Path brief = Scripts.write(directory, "brief", "echo \"$# $1 $2\"; id -un; exit 3");

    assertEquals(
        new Ended(false, "exits 3", List.of("2 --host=router1 $HOME; 10.0.0.11", MYSELF)),
        run(Duration.ofMinutes(1), brief.toString(), "--host={server}", "$HOME; {address}"));
  }

  @Test
  @DisplayName("of a command that takes too long all processes are ended")
  void timeout() throws Exception {
    Path child = directory.resolve("child");
    Path script =
        Scripts.write(
            directory,
            "script",
            "echo begins",
            "sleep 1000 &",
            "echo $! > " + child + ".new; mv " + child + ".new " + child,
            "wait");

    Ended ended = run(Duration.ofSeconds(5), script.toString());

    assertEquals(new Ended(false, "did not end within 5 s", List.of("begins")), ended);
    long pid = Long.parseLong(Files.readString(child).strip());
    Waiting.until(() -> isGone(pid), () -> "the child " + pid + " lives on");
  }

  @Test
  @DisplayName("a command that others could have written is not run, and a missing one neither")
  void refused() throws Exception {
    Path open = Scripts.permit(Scripts.write(directory, "open", "echo ran"), "rwxrwxrwx");
    Path missing = directory.resolve("missing");

    assertEquals(
        Ended.badly("must not be run: " + open + " may be written by everybody"),
        run(Duration.ofMinutes(1), open.toString()));
    assertEquals(
        Ended.badly("must not be run: " + missing + " does not exist"),
        run(Duration.ofMinutes(1), missing.toString()));
    assertEquals(
        List.of(
            "action redeploy would not be run now: " + open + " may be written by everybody",
            "action redeploy would not be run now: " + missing + " does not exist"),
        deeds
            .doubts(
                List.of(
                    action(Duration.ofMinutes(1), open.toString()),
                    action(Duration.ofMinutes(1), missing.toString()),
                    action(Duration.ofMinutes(1), Scripts.write(directory, "a").toString())))
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("a stop ends what is under way")
  void stop() throws Exception {
    Path pid = directory.resolve("pid");
    Path script =
        Scripts.write(
            directory,
            "script",
            "echo $$ > " + pid + ".new; mv " + pid + ".new " + pid,
            "sleep 1000");

    CompletionStage<Ended> ended =
        deeds.perform(ORDER, action(Duration.ofMinutes(5), script.toString()), "director-a");
    Waiting.until(() -> Files.exists(pid), () -> "it does not begin");
    deeds.close();

    Waiting.until(() -> ended.toCompletableFuture().isDone(), () -> "it is not over");
    assertTrue(ended.toCompletableFuture().isCancelled());
    long leader = Long.parseLong(Files.readString(pid).strip());
    Waiting.until(() -> isGone(leader), () -> leader + " lives on");
  }

  private static boolean isGone(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }

  private Ended run(Duration timeout, String... command) throws Exception {
    return deeds
        .perform(ORDER, action(timeout, command), "director-a")
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private static ActionConfig action(Duration timeout, String... command) {
    return new ActionConfig(
        "redeploy",
        new Command(new ArrayList<>(List.of(command)), MYSELF),
        timeout,
        Optional.empty(),
        By.MASTER);
  }
}
