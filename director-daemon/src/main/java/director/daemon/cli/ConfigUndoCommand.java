// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "undo",
    description =
        "Takes back at once what 'reload --confirm' has put to use: the config from before is in use"
            + " again. The file stays as it is.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the config from before is in use",
      "3:the daemon cannot be reached",
      "4:refused: no reload waits to be confirmed"
    })
final class ConfigUndoCommand implements Callable<Integer> {
  private final Options options;

  ConfigUndoCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().undo());
    return ExitCodes.FINE;
  }
}
