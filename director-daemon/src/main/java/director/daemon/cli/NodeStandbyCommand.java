// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "standby",
    description = {
      "Gives all virtual routers to the other director, without a gap, and takes none of them until"
          + " 'directorctl node resume'.",
      "It is the last resort even so: should no other director speak any more, this one takes over."
          + " A reload or a restart of one process does not end it; one of both, as a reboot, does."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "3:the daemon cannot be reached", "4:refused"})
final class NodeStandbyCommand implements Callable<Integer> {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log and the status.")
  private String reason = "";

  private final Options options;

  NodeStandbyCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().standby(reason));
    return ExitCodes.FINE;
  }
}
