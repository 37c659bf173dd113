// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "resume",
    description =
        "Ends standby and every handover: priorities and preemption are again what the config says.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "3:the daemon cannot be reached", "4:refused"})
final class NodeResumeCommand implements Callable<Integer> {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the log.")
  private String reason = "";

  private final Options options;

  NodeResumeCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().resume(reason));
    return ExitCodes.FINE;
  }
}
