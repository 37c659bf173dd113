// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Finding;
import director.healthcheck.state.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts, each in a session and process group of its own (setsid(1)), with an empty
 * environment but PATH, and without a shell. Every call blocks until its script is gone.
 */
final class ScriptRunner {
  static final File NULL = new File("/dev/null");

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

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
    List<String> command;
    try {
      command = command(script);
    } catch (IOException e) {
      verdict.accept(Finding.failed("cannot be run: " + e.getMessage()));
      return;
    }
    Process process = start(command, verdict);
    if (process != null) {
      new ScriptRun(script.title(), process, script.timeout()).await(verdict);
    }
  }

  /**
   * The whole command line.
   *
   * @throws IOException with a sentence if the script must not be run, or not by that user
   */
  private List<String> command(TrackScript script) throws IOException, InterruptedException {
    Optional<String> problem = ScriptFile.problem(Path.of(script.command().get(0)));
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(ScriptUser.prefix(userOf(script)));
    command.addAll(script.command());
    return command;
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
    return known.unlessOurselves();
  }

  /** Null after a void verdict: what cannot be started here is setsid, and not the script. */
  private static @Nullable Process start(List<String> command, Consumer<Finding> verdict) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(NULL)
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", PATH);
    try {
      return builder.start();
    } catch (IOException e) {
      verdict.accept(new Finding(Verdict.VOID, "was not run: " + e.getMessage(), Optional.empty()));
      return null;
    }
  }
}
