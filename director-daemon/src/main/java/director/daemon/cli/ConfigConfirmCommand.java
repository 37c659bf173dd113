// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "confirm",
    description = "Keeps the config that 'reload --confirm' has put to use for a while.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it stays",
      "3:the daemon cannot be reached",
      "4:refused: no reload waits to be confirmed"
    })
final class ConfigConfirmCommand implements Callable<Integer> {
  private final Options options;

  ConfigConfirmCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().confirm());
    return ExitCodes.FINE;
  }
}
