// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "handover",
    description = {
      "Gives a virtual router to the other director, without a gap: this one resigns, and answers for"
          + " the addresses until the successor is heard.",
      "It is not taken back as long as another director speaks, whatever the priorities, until"
          + " 'directorctl node resume'. When nobody takes it over, this director keeps it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:another director is MASTER now",
      "3:the daemon cannot be reached",
      "4:refused, or nobody took it over: this director still has it"
    })
final class VipHandoverCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The instance, as 'vip list' shows it.")
  private String instance = "";

  @Mixin private final Why why = new Why();

  private final Options options;

  VipHandoverCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().handOver(instance, why));
    return ExitCodes.FINE;
  }
}
