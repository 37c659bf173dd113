// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions;

import director.daemon.local.Script;
import director.daemon.local.ScriptProblems;
import director.daemon.local.ScriptRunner;
import director.daemon.local.state.RunAccount;
import director.daemon.local.state.RunEnd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Runs programs on this machine, as scripts are run. */
final class LocalCommands implements CommandRunner {
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
    RunAccount account =
        RunAccount.of(Objects.requireNonNull(end.get(), "a run without an end"), timeout);
    return new Ended(account.well(), account.how(), account.output());
  }

  @Override
  public Optional<String> problem(String program, String user) throws InterruptedException {
    List<String> problems = ScriptProblems.of(program, Optional.of(user));
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }
}
