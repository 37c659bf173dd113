// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.Waiting;
import director.daemon.local.ScriptRunner;
import director.daemon.local.Scripts;
import director.healthcheck.probe.RunningProbe;
import director.healthcheck.request.ProbePath;
import director.healthcheck.request.Question;
import director.healthcheck.request.ScriptCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptProberTest {
  @TempDir private Path directory;

  private final ProbeThread thread = new ProbeThread();
  private final ExecutorService onePlace = Executors.newFixedThreadPool(1);
  private final AtomicLong clock = new AtomicLong(1);
  private final ScriptProber prober =
      new ScriptProber(new ScriptRunner(), onePlace, thread, clock::get);
  private final List<ProbeResult> results = new ArrayList<>();

  @BeforeEach
  void lookable() throws IOException {
    Scripts.permit(directory, "rwxr-xr-x");
  }

  @AfterEach
  void end() {
    onePlace.shutdownNow();
  }

  private static Question question(
      boolean dynamic, Duration timeout, Path program, String... arguments) {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("SERVER_ADDRESS", "10.0.0.11");
    return new Question(
        new ScriptCheck(
            Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments)).toList(),
            Optional.empty(),
            dynamic,
            environment),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 443),
        ProbePath.ROUTED,
        timeout);
  }

  private static Question question(Path program) {
    return question(false, Duration.ofSeconds(60), program);
  }

  private ProbeResult result(int number) {
    thread.until(() -> results.size() >= number, results::toString);
    assertEquals(number, results.size());
    return results.get(number - 1);
  }

  /** Runs until the test writes to the file of that name. */
  private Path waiting(String name) throws IOException {
    Path gate = directory.resolve(name + ".gate");
    Path log = directory.resolve(name + ".log");
    return Scripts.write(
        directory,
        name,
        "echo begun >> " + log,
        "echo at work",
        "while ! test -e " + gate + "; do sleep 0.01; done");
  }

  private void open(String name) throws IOException {
    Files.createFile(directory.resolve(name + ".gate"));
  }

  private int runs(String name) {
    Path log = directory.resolve(name + ".log");
    try {
      return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private void elapse(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  @DisplayName("the script is told what it checks, and what it says last is seen")
  void environment() throws Exception {
    Path program = Scripts.write(directory, "ok", "echo one", "echo $(env | sort | tr '\\n' ' ')");

    prober.start(question(program), results::add);

    ProbeResult result = result(1);
    String environment =
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PWD=/"
            + " SERVER_ADDRESS=10.0.0.11";
    assertEquals("exits 0: '" + environment + "' in under 1 ms", result.seen());
    assertEquals(List.of("one", environment), result.notes());
    assertEquals(Verdict.PASSED, result.verdict());
    assertEquals(ProbePhase.ANSWERED, result.reached());
  }

  @Test
  @DisplayName("a dynamic script tells a weight by its exit status")
  void dynamic() throws Exception {
    Path program = Scripts.write(directory, "half", "exit 52");

    prober.start(question(true, Duration.ofSeconds(60), program), results::add);

    assertEquals(Advice.weight(50), result(1).advice());
  }

  @Test
  @DisplayName("a script that has vanished says nothing about the server, and is warned about")
  void vanished() {
    Path program = directory.resolve("gone");

    prober.start(question(program), results::add);

    assertEquals(Verdict.VOID, result(1).verdict());
    assertEquals(
        List.of(
            "script %s cannot be run: %s does not exist; its servers are not checked by it"
                .formatted(program, program)),
        result(1).warnings());
  }

  @Test
  @DisplayName("a script whose interpreter is missing says nothing, though setpriv exits 127")
  void noInterpreter() throws Exception {
    Path program = directory.resolve("text");
    Files.writeString(program, "#!/no/such/interpreter\n");
    Scripts.permit(program, "rwxr-xr-x");

    prober.start(question(true, Duration.ofSeconds(60), program), results::add);

    ProbeResult result = result(1);
    assertEquals(Verdict.VOID, result.verdict());
    assertTrue(result.seen().startsWith("cannot be run: setpriv: failed to execute"), result::seen);
  }

  @Test
  @DisplayName("who gives up on a script that had its time gets a failure, with its last words")
  void hangs() throws Exception {
    Question question = question(false, Duration.ofSeconds(3), waiting("hang"));
    RunningProbe probe = prober.start(question, results::add);
    Waiting.until(() -> probe.received() > 1, () -> probe.received());

    elapse(Duration.ofMillis(2_990));
    ProbeResult result = probe.giveUp();

    assertEquals(Verdict.FAILED, result.verdict());
    assertEquals("did not end within 3 s: 'at work'", result.seen());
    assertEquals(List.of("at work"), result.notes());
    assertEquals(ProbePhase.HEADER, result.reached());
  }

  @Test
  @DisplayName("a script that waits for a place is not judged, keeps its turn, and runs once")
  void waitsForPlace() throws Exception {
    RunningProbe first = prober.start(question(waiting("first")), results::add);
    Waiting.until(() -> runs("first") == 1, () -> runs("first"));
    Question second = question(false, Duration.ofSeconds(3), waiting("second"));
    open("second");
    RunningProbe waits = prober.start(second, results::add);
    assertEquals(ProbePhase.CONNECT, waits.reached());

    elapse(Duration.ofSeconds(3));
    ProbeResult given = waits.giveUp();
    open("first");
    assertEquals(Verdict.PASSED, result(1).verdict());
    Waiting.until(() -> runs("second") == 1, () -> runs("second"));
    prober.start(second, results::add);

    assertEquals(Verdict.VOID, given.verdict());
    assertEquals("has waited for one of 32 places for 3 s", given.seen());
    assertEquals(Verdict.PASSED, result(2).verdict());
    assertEquals(1, runs("second"));
    assertEquals(ProbePhase.HEADER, first.reached());
  }

  @Test
  @DisplayName(
      "a script that began late goes on when its asker gives up, and the next gets the end")
  void beganLate() throws Exception {
    prober.start(question(waiting("first")), results::add);
    Waiting.until(() -> runs("first") == 1, () -> runs("first"));
    Question second = question(false, Duration.ofSeconds(3), waiting("second"));
    RunningProbe late = prober.start(second, results::add);
    elapse(Duration.ofSeconds(2));
    open("first");
    assertEquals(Verdict.PASSED, result(1).verdict());
    Waiting.until(() -> late.received() > 0, () -> late.received());

    elapse(Duration.ofSeconds(1));
    ProbeResult given = late.giveUp();
    prober.start(second, results::add);
    open("second");

    assertEquals(Verdict.VOID, given.verdict());
    assertEquals(
        "has run for 1 s of 3 s: it began 2 s late, as others had to end first", given.seen());
    assertEquals(Verdict.PASSED, result(2).verdict());
    assertEquals(1, runs("second"));
  }

  @Test
  @DisplayName("no second run begins while the first does not end, and that is a failure")
  void oneAtATime() throws Exception {
    Path program =
        Scripts.write(
            directory,
            "stubborn",
            "trap '' TERM",
            "echo begun >> " + directory.resolve("stubborn.log"),
            "while true; do sleep 0.01; done");
    Question question = question(false, Duration.ofSeconds(1), program);
    prober.start(question, results::add);
    assertEquals("did not end within 1 s", result(1).seen());

    RunningProbe second = prober.start(question, results::add);
    ProbeResult given = second.giveUp();

    assertEquals(Verdict.FAILED, given.verdict());
    assertEquals("the run before still has not ended, though it was told to", given.seen());
    assertEquals(1, runs("stubborn"));
  }

  @Test
  @DisplayName("the next run begins as soon as the processes of the one before have ended")
  void nextBegins() throws Exception {
    Path program =
        Scripts.write(
            directory,
            "slow",
            "test -e " + directory.resolve("slow.gate") + " && exit 0",
            "trap '' TERM",
            "while true; do sleep 0.01; done");
    Question question = question(false, Duration.ofSeconds(1), program);
    prober.start(question, results::add);
    assertEquals(Verdict.FAILED, result(1).verdict());

    prober.start(question, results::add);
    open("slow");

    assertEquals(Verdict.PASSED, result(2).verdict());
  }

  @Test
  @DisplayName("a run that had to wait for the end of the one before is not judged before its time")
  void beganAfterTheOneBefore() throws Exception {
    Question question = question(waiting("hang"));
    RunningProbe first = prober.start(question, results::add);
    Waiting.until(() -> runs("hang") == 1, () -> runs("hang"));
    first.cancel();

    RunningProbe second = prober.start(question, results::add);
    elapse(Duration.ofSeconds(50));
    thread.until(() -> second.received() > 0, results::toString);
    elapse(Duration.ofSeconds(10));
    ProbeResult given = second.giveUp();

    assertEquals(Verdict.VOID, given.verdict());
    assertEquals(
        "has run for 10 s of 60 s: it began 50 s late, as others had to end first", given.seen());
  }

  @Test
  @DisplayName("a probe that is cancelled ends with all its processes, and tells nothing")
  void cancelled() throws Exception {
    Path pids = directory.resolve("pids");
    Path program = Scripts.write(directory, "hang", "sleep 600 & echo $! $$ > " + pids, "wait");
    RunningProbe probe = prober.start(question(program), results::add);
    Waiting.until(() -> content(pids).endsWith("\n"), () -> content(pids));

    probe.cancel();

    List<String> both = List.of(content(pids).strip().split(" "));
    thread.until(() -> both.stream().noneMatch(ScriptProberTest::isAlive), both::toString);
    assertEquals(List.of(), results);
  }

  /** A zombie that nobody waits for is not alive. */
  private static boolean isAlive(String pid) {
    String stat = content(Path.of("/proc/" + pid + "/stat"));
    return !stat.isEmpty() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
  }

  private static String content(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
