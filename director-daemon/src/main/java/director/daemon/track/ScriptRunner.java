// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Finding;
import director.daemon.track.state.Patience;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import director.netlink.linux.ProcessGroup;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts, each in a session and process group of its own (setsid(1)), with an empty
 * environment but PATH, and without a shell. Every call blocks until its script is gone.
 */
final class ScriptRunner {
  static final File NULL = new File("/dev/null");

  private static final Logger LOG = LoggerFactory.getLogger("director");
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final Duration GLANCE_AT_TALKER = Duration.ofMillis(1);

  /** T-03 of the keepalived inventory: so long from SIGTERM to SIGKILL. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** One that hangs in the kernel takes no signal before it comes back from there. */
  private static final Duration KILL_AGAIN_EVERY = Duration.ofSeconds(10);

  /** Signals are told by the JDK as a shell does: 128 and the signal's number. */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          129, "SIGHUP", 130, "SIGINT", 131, "SIGQUIT", 132, "SIGILL", 134, "SIGABRT", 135,
          "SIGBUS", 136, "SIGFPE", 137, "SIGKILL", 139, "SIGSEGV", 143, "SIGTERM");

  private final Map<String, ScriptUser> users = new ConcurrentHashMap<>();

  /**
   * Runs {@code script} once.
   *
   * @param verdict told what came of it, exactly once, and as soon as that is certain: on a timeout
   *     before the process group has ended
   * @throws InterruptedException when the run is not wanted any more; its group was killed, and
   *     {@code verdict} may have heard nothing
   */
  void run(TrackScript script, Consumer<Finding> verdict) throws InterruptedException {
    Optional<String> problem = ScriptFile.problem(Path.of(script.command().get(0)));
    if (problem.isPresent()) {
      verdict.accept(Finding.failed("cannot be run: " + problem.get()));
      return;
    }
    List<String> command = new ArrayList<>(List.of("setsid"));
    try {
      command.addAll(ScriptUser.prefix(userOf(script)));
    } catch (IOException e) {
      verdict.accept(Finding.failed("cannot be run: " + e.getMessage()));
      return;
    }
    command.addAll(script.command());
    Process process;
    try {
      process = start(command);
    } catch (IOException e) {
      // What cannot be started is setsid: no memory, no room for a process. That is not the script.
      Finding notRun =
          new Finding(Verdict.VOID, "was not run: " + e.getMessage(), Optional.empty());
      verdict.accept(notRun);
      return;
    }
    try {
      new Run(script, process, verdict).await();
    } catch (InterruptedException e) {
      kill(script, process);
      throw e;
    } finally {
      close(script, process);
    }
  }

  /** A child that the script left behind may hold the other end. */
  private static void close(TrackScript script, Process process) {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      LOG.warn("{}: cannot close its output: {}", script.title(), e.getMessage());
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(NULL)
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", PATH);
    return builder.start();
  }

  private Optional<ScriptUser> userOf(TrackScript script) throws IOException, InterruptedException {
    if (script.user().isEmpty()) {
      return Optional.empty();
    }
    String name = script.user().get();
    ScriptUser known = users.get(name);
    if (known == null) {
      known = ScriptUser.find(name);
      users.put(name, known);
    }
    return Optional.of(known);
  }

  /** One run that is under way. */
  private static final class Run {
    private final TrackScript script;
    private final Process process;
    private final Consumer<Finding> verdict;
    private final OutputTail output;
    private Patience patience;

    Run(TrackScript script, Process process, Consumer<Finding> verdict) {
      this.script = script;
      this.process = process;
      this.verdict = verdict;
      this.output = new OutputTail(process.getInputStream());
      this.patience = Patience.from(now(), script.timeout());
    }

    void await() throws InterruptedException {
      boolean talks = false;
      Patience.Ruling ruling = Patience.Ruling.WAIT;
      while (ruling == Patience.Ruling.WAIT) {
        Duration left = patience.left(now());
        Duration glance = talks ? GLANCE_AT_TALKER : GLANCE;
        if (ended(left.compareTo(glance) < 0 ? left : glance)) {
          talks = drain();
          verdict.accept(ofStatus(process.exitValue()));
          return;
        }
        talks = drain();
        ruling = patience.at(now());
      }
      verdict.accept(ofTimeout(ruling));
      end();
    }

    private boolean ended(Duration within) throws InterruptedException {
      Duration expected = now().plus(within);
      boolean ended = process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
      patience = patience.woke(expected, now());
      return ended;
    }

    private boolean drain() {
      try {
        return output.drain();
      } catch (IOException e) {
        LOG.warn("{}: cannot read its output: {}", script.title(), e.getMessage());
        return false;
      }
    }

    private Finding ofStatus(int status) {
      if (status == 0) {
        return new Finding(Verdict.PASSED, "exits 0", output.lastLine());
      }
      String signal = SIGNALS.get(status);
      String seen = signal == null ? "exits " + status : "ends by " + signal;
      Finding failed = new Finding(Verdict.FAILED, seen, output.lastLine());
      return patience.missed() ? voided(failed) : failed;
    }

    private Finding ofTimeout(Patience.Ruling ruling) {
      String seen = "did not end within " + ReadableDuration.of(script.timeout());
      Finding failed = new Finding(Verdict.FAILED, seen, output.lastLine());
      return ruling == Patience.Ruling.VOID ? voided(failed) : failed;
    }

    private Finding voided(Finding failed) {
      return failed.voided(
          "had no fair run, directord itself was late by " + ReadableDuration.of(patience.lost()));
    }

    /** Returns when the leader is gone, however long that takes. */
    private void end() throws InterruptedException {
      signal(script, process, false);
      boolean gone = process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
      // Those who did not listen to SIGTERM may have lost a leader who did.
      kill(script, process);
      while (!gone) {
        gone = process.waitFor(KILL_AGAIN_EVERY.toNanos(), TimeUnit.NANOSECONDS);
        if (!gone) {
          LOG.warn(
              "{}: pid {} survives SIGKILL; it hangs in the kernel", script.title(), process.pid());
          kill(script, process);
        }
      }
    }

    private static Duration now() {
      return Duration.ofNanos(System.nanoTime());
    }
  }

  private static void kill(TrackScript script, Process process) {
    signal(script, process, true);
  }

  private static void signal(TrackScript script, Process process, boolean kill) {
    try {
      boolean grouped =
          kill ? ProcessGroup.kill(process.pid()) : ProcessGroup.terminate(process.pid());
      if (!grouped) {
        // Gone, or so young that setsid(2) has not been called.
        process.destroyForcibly();
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot end its processes: {}", script.title(), e.getMessage());
    }
  }
}
