// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.local.Script;
import director.daemon.local.ScriptProblems;
import director.daemon.local.ScriptRunner;
import director.daemon.local.state.RunEnd;
import director.daemon.local.state.Said;
import director.daemon.local.state.Signals;
import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Runs programs on this machine, as scripts are run. */
final class LocalCommands implements CommandRunner {
  private static final int LINES = 10;

  private final ScriptRunner scripts = new ScriptRunner();

  @Override
  public Ended run(
      String title,
      List<String> command,
      String user,
      Map<String, String> environment,
      Duration timeout)
      throws InterruptedException {
    AtomicReference<RunEnd> end = new AtomicReference<>();
    scripts.run(
        new Script(title, command, Optional.of(user), new TreeMap<>(environment), timeout),
        end::set);
    return ended(Objects.requireNonNull(end.get(), "a run without an end"), timeout);
  }

  /** A run that had no fair time, because we were late ourselves, is a failed one all the same. */
  private static Ended ended(RunEnd end, Duration timeout) {
    if (end instanceof RunEnd.Exited exited) {
      String how =
          Signals.of(exited.status())
              .map(signal -> "ends by " + signal)
              .orElse("exits " + exited.status());
      return new Ended(exited.status() == 0, how, last(exited.said()));
    }
    if (end instanceof RunEnd.Overdue overdue) {
      return new Ended(
          false, "did not end within " + ReadableDuration.of(timeout), last(overdue.said()));
    }
    if (end instanceof RunEnd.Refused refused) {
      return Ended.badly("must not be run: " + refused.problem());
    }
    return Ended.badly("was not run: " + ((RunEnd.NotRun) end).problem());
  }

  private static List<String> last(String said) {
    List<String> lines = Said.lines(said);
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }

  @Override
  public Optional<String> problem(String program, String user) throws InterruptedException {
    List<String> problems = ScriptProblems.of(program, Optional.of(user));
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }
}
