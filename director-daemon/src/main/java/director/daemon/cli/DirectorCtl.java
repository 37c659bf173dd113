// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.ControlApi;
import director.daemon.control.ControlClient;
import director.daemon.control.DirectorVersion;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** The program {@code directorctl}. */
public final class DirectorCtl implements IVersionProvider {
  private DirectorCtl() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, ControlClient::new, FileCheck::of, Shell.ofThisProcess()));
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
      Shell shell) {
    try {
      return tree(new Options(directors, shell), checker, shell, arguments).execute(arguments);
    } finally {
      shell.out().flush();
      shell.err().flush();
    }
  }

  /** All commands, to look at. */
  public static CommandLine tree() {
    Options options = new Options(ControlClient::new, Shell.ofThisProcess());
    return new Commands(options, FileCheck::of)
        .tree()
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
  }

  private static CommandLine tree(
      Options options, ConfigChecker checker, Shell shell, String... arguments) {
    return new Commands(options, checker)
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
