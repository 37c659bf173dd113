// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.DirectorUnreachableException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said, and returned, when a command can't do its work. */
final class Failures {
  private Failures() {}

  static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("directorctl: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.print(command.getHelp().fullSynopsis());
    err.println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
    return ExitCodes.USAGE;
  }

  static int execution(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof DirectorUnreachableException) {
      err.println("directorctl: " + failure.getMessage());
      return ExitCodes.UNREACHABLE;
    }
    if (failure instanceof RefusedException refused) {
      err.println("directorctl: " + refused.getMessage());
      refused.detail().forEach(line -> err.println("  " + line));
      return ExitCodes.REFUSED;
    }
    err.println("directorctl: internal error, please report it:");
    failure.printStackTrace(err);
    return ExitCodes.INTERNAL_ERROR;
  }
}
