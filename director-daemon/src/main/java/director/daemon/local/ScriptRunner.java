// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import director.daemon.local.state.RunEnd;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts, each in a session and process group of its own (setsid(1)), with no other
 * environment than PATH and what the script is given, and without a shell. Every call blocks until
 * its script is gone. Thread-safe.
 */
public final class ScriptRunner {
  static final File NULL = new File("/dev/null");

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Hears of a run, on the thread that runs it. */
  public interface Listener {

    /**
     * It runs now, if it is not over already.
     *
     * @param leader its process id, and that of its group
     */
    default void started(long leader) {}

    /**
     * The script has spoken.
     *
     * @param said the end of its output so far, a char for each byte
     */
    default void says(String said) {}

    /**
     * What came of it: told exactly once, and as soon as that is certain, on a timeout before the
     * process group has ended.
     */
    void ended(RunEnd end);
  }

  private final Map<String, ScriptUser> users = new ConcurrentHashMap<>();

  /**
   * Runs {@code script} once.
   *
   * @throws InterruptedException when the run is not wanted any more; its group was killed, and
   *     {@code listener} may have heard of no end
   */
  public void run(Script script, Listener listener) throws InterruptedException {
    List<String> command;
    try {
      command = command(script);
    } catch (IOException e) {
      listener.ended(new RunEnd.Refused(String.valueOf(e.getMessage())));
      return;
    }
    Process process = start(command, script.environment(), listener);
    if (process != null) {
      listener.started(process.pid());
      new ScriptRun(script.title(), process, script.timeout()).await(listener);
    }
  }

  /**
   * The whole command line.
   *
   * @throws IOException with a sentence if the script must not be run, or not by that user
   */
  private List<String> command(Script script) throws IOException, InterruptedException {
    Optional<String> problem = ScriptFile.problem(script.command().get(0));
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(ScriptUser.prefix(userOf(script)));
    command.addAll(script.command());
    return command;
  }

  private Optional<ScriptUser> userOf(Script script) throws IOException, InterruptedException {
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

  /** Null if not even setsid can be started, which is not the fault of the script. */
  private static @Nullable Process start(
      List<String> command, Map<String, String> given, Listener listener) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectInput(NULL)
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", PATH);
    environment.putAll(given);
    try {
      return builder.start();
    } catch (IOException e) {
      listener.ended(new RunEnd.NotRun(String.valueOf(e.getMessage())));
      return null;
    }
  }
}
