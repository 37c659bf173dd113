// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.config.ConfigLoader.HostRules;
import director.daemon.control.ControlApi;
import director.daemon.control.ControlClient;
import director.daemon.control.DirectorVersion;
import director.daemon.doctor.fact.Facts.Running;
import director.daemon.doctor.fact.Known;
import director.daemon.doctor.rule.Diagnosis;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** The program {@code directorctl}. */
public final class DirectorCtl implements IVersionProvider {
  private DirectorCtl() {}

  /**
   * Runs one command of this process.
   *
   * @param rules what the host, and the daemon on it, have against a config; asked for when one is
   *     checked
   * @return one of {@link ExitCodes}
   */
  public static int run(String[] arguments, Supplier<HostRules> rules, Doctor doctor) {
    ConfigChecker checker = file -> FileCheck.of(file, rules.get());
    return run(arguments, ControlClient::new, checker, doctor, Shell.ofThisProcess());
  }

  /**
   * Runs one command.
   *
   * @param directors a client for the control socket at a path
   * @return one of {@link ExitCodes}
   */
  public static int run(
      String[] arguments,
      Function<Path, ControlApi> directors,
      ConfigChecker checker,
      Doctor doctor,
      Shell shell) {
    try {
      Commands commands = new Commands(new Options(directors, shell), checker, doctor);
      return tree(commands, shell, arguments).execute(arguments);
    } finally {
      shell.out().flush();
      shell.err().flush();
    }
  }

  /** All commands, to look at. */
  public static CommandLine tree() {
    Options options = new Options(ControlClient::new, Shell.ofThisProcess());
    return new Commands(options, DirectorCtl::absent, DirectorCtl::absent)
        .tree()
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
  }

  private static ConfigChecker.Verdict absent(Path file) {
    throw new IllegalStateException("this tree is to be looked at");
  }

  private static Diagnosis absent(Path config, Path stateDirectory, Known<Running> running) {
    throw new IllegalStateException("this tree is to be looked at");
  }

  private static CommandLine tree(Commands commands, Shell shell, String... arguments) {
    return commands
        .tree(arguments)
        .setOut(shell.out())
        .setErr(shell.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
  }

  @Override
  public String[] getVersion() {
    return new String[] {"directorctl " + DirectorVersion.current()};
  }
}
