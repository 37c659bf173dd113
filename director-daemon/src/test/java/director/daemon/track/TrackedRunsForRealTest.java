// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import director.daemon.Waiting;
import director.daemon.local.Scripts;
import director.daemon.track.state.Finding;
import director.daemon.track.state.RiseFall;
import director.daemon.track.state.TrackedState;
import director.healthcheck.state.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackedRunsForRealTest {
  @TempDir private Path directory;

  private final LinuxSurroundings machine = new LinuxSurroundings();
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  @BeforeEach
  void lookable() throws IOException {
    Scripts.permit(directory, "rwxr-xr-x");
  }

  /** Once a second, with a timeout that only a hang can reach, and the first result decides. */
  private static TrackScript script(Path program, String... arguments) {
    return new TrackScript(
        "check",
        Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments)).toList(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        new RiseFall(1, 1),
        Optional.empty(),
        TrackedState.UNKNOWN);
  }

  private static TrackScript within(TrackScript script, Duration timeout) {
    return new TrackScript(
        script.name(),
        script.command(),
        script.interval(),
        timeout,
        script.rule(),
        script.user(),
        script.initial());
  }

  private static TrackScript as(TrackScript script, String user) {
    return new TrackScript(
        script.name(),
        script.command(),
        script.interval(),
        script.timeout(),
        script.rule(),
        Optional.of(user),
        script.initial());
  }

  private Finding run(TrackScript script) throws InterruptedException {
    machine.run(script, findings::add);
    assertEquals(1, findings.size(), findings::toString);
    return findings.get(0);
  }

  @Test
  @DisplayName("exit status 0 is a pass, with the last words")
  void passes() throws Exception {
    Path program = Scripts.write(directory, "ok", "echo first", "echo all is well", "echo");

    Finding finding = run(script(program));

    assertEquals(new Finding(Verdict.PASSED, "exits 0", Optional.of("all is well")), finding);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "exit 2, exits 2",
    "exit 255, exits 255",
    "kill -SEGV $$, ends by SIGSEGV",
    "kill -KILL $$, ends by SIGKILL",
  })
  @DisplayName("another status and a signal are failures, with the last words of either output")
  void fails(String end, String seen) throws Exception {
    Path program = Scripts.write(directory, "bad", "echo connect refused >&2", end);

    Finding finding = run(script(program));

    assertEquals(new Finding(Verdict.FAILED, seen, Optional.of("connect refused")), finding);
  }

  @Test
  @DisplayName("arguments arrive as they are: no shell reads them")
  void arguments() throws Exception {
    Path program = Scripts.write(directory, "args", "echo \"$#|$1|$2\"");

    Finding finding = run(script(program, "a b; exit 3", "$(id) *"));

    assertEquals(Optional.of("2|a b; exit 3|$(id) *"), finding.said());
  }

  @Test
  @DisplayName("nothing of our environment, input or working directory is left to it")
  void surroundings() throws Exception {
    Path program =
        Scripts.write(directory, "env", "read line || echo \"$(env | sort | tr '\\n' ' ') $PWD\"");

    Finding finding = run(script(program));

    assertEquals(
        Optional.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PWD=/  /"),
        finding.said());
  }

  @Test
  @DisplayName("an endless talker is read to the end, and only its last words are kept")
  void talker() throws Exception {
    Path program =
        Scripts.write(directory, "talk", "yes something | head -c 3000000", "printf 'the\\033end'");

    Finding finding = run(script(program));

    assertEquals(new Finding(Verdict.PASSED, "exits 0", Optional.of("the.end")), finding);
  }

  @Test
  @DisplayName("a child that is left behind with the output open does not keep the run going")
  void orphan() throws Exception {
    Path pids = directory.resolve("pid");
    Path program =
        Scripts.write(directory, "leave", "sleep 600 & echo $! > " + pids, "echo left it");

    Finding finding = run(script(program));

    assertEquals(new Finding(Verdict.PASSED, "exits 0", Optional.of("left it")), finding);
    assertTrue(
        ProcessHandle.of(Long.parseLong(Files.readString(pids).strip()))
            .orElseThrow()
            .destroyForcibly());
  }

  @Test
  @DisplayName("a run that takes too long fails, and everything that it started ends with it")
  void timeout() throws Exception {
    Path pids = directory.resolve("pids");
    Path program =
        Scripts.write(
            directory,
            "hang",
            "sleep 600 & echo $! >> " + pids,
            "sh -c 'trap \"\" TERM; echo $$ >> " + pids + "; echo waiting; sleep 600' & ",
            "wait");
    TrackScript script = within(script(program), Duration.ofSeconds(5));

    Finding finding = run(script);

    assertEquals(
        new Finding(Verdict.FAILED, "did not end within 5 s", Optional.of("waiting")), finding);
    List<String> children = Files.readAllLines(pids);
    assertEquals(2, children.size());
    Waiting.until(
        () -> children.stream().noneMatch(TrackedRunsForRealTest::isAlive),
        () -> "alive: " + children);
  }

  @Test
  @DisplayName("a run that is not wanted any more is ended with all that it started")
  void interrupted() throws Exception {
    Path pids = directory.resolve("pids");
    Path program = Scripts.write(directory, "hang", "sleep 600 & echo $! $$ > " + pids, "wait");
    Thread thread =
        new Thread(
            () -> {
              try {
                machine.run(script(program), findings::add);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    Waiting.until(() -> content(pids).endsWith("\n"), () -> content(pids));
    List<String> both = List.of(content(pids).strip().split(" "));

    thread.interrupt();

    Waiting.until(() -> both.stream().noneMatch(TrackedRunsForRealTest::isAlive), () -> both);
    thread.join();
    assertEquals(List.of(), findings);
  }

  @Test
  @DisplayName("a script that has gone since it was configured fails with that reason")
  void disappeared() throws Exception {
    Finding finding = run(script(directory.resolve("gone")));

    assertEquals(
        Finding.failed("cannot be run: " + directory.resolve("gone") + " does not exist"), finding);
  }

  @Test
  @DisplayName("a script that is no program fails with what the kernel says")
  void noProgram() throws Exception {
    Path file = directory.resolve("text");
    Files.writeString(file, "#!/no/such/interpreter\n");
    Scripts.permit(file, "rwxr-xr-x");

    Finding finding = run(script(file));

    assertEquals(Verdict.FAILED, finding.verdict());
    assertTrue(finding.text().contains("setpriv: failed to execute " + file), finding::text);
  }

  @Test
  @DisplayName("as another user, with the user's groups only, and without any capability")
  void asUser() throws Exception {
    assumeTrue(isRoot(), "only root may become another user");
    Path program =
        Scripts.write(
            directory,
            "who",
            "echo $(id -un) $(id -gn) $(id -Gn) $(grep CapEff /proc/self/status)");

    Finding finding = run(as(script(program), "nobody"));

    assertEquals(Optional.of("nobody nogroup nogroup CapEff: 0000000000000000"), finding.said());
  }

  @Test
  @DisplayName("an unknown user is a failure that names the user")
  void unknownUser() throws Exception {
    Path program = Scripts.write(directory, "ok", "exit 0");

    Finding finding = run(as(script(program), "no-such-user"));

    assertEquals(Verdict.FAILED, finding.verdict());
    assertTrue(finding.seen().contains("no-such-user"), finding::seen);
  }

  @Test
  @DisplayName("at load, each script is refused with all its problems")
  void refusals() throws Exception {
    TrackScript gone = as(script(directory.resolve("gone")), "no-such-user");

    var refusals = TrackRefusals.of(List.of(gone));

    assertEquals(List.of("check"), List.copyOf(refusals.keySet()));
    String text = String.valueOf(refusals.get("check"));
    assertEquals(
        "script check cannot be run: " + directory + "/gone does not exist; no user to run as",
        text.substring(0, text.lastIndexOf(": id:")));
  }

  @Test
  @DisplayName("at load, a script that may be run is not refused")
  void noRefusals() throws Exception {
    Path program = Scripts.write(directory, "ok", "exit 0");

    assertEquals(Map.of(), TrackRefusals.of(List.of(script(program))));
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  /** A zombie that nobody waits for is not alive. */
  private static boolean isAlive(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private static String content(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
