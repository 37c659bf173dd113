// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "reload",
    description = {
      "Has the director read its config again, and waits until it is in use.",
      "A config with problems is refused as a whole, with all of them; the old one stays in use."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the config is in use",
      "3:the daemon cannot be reached",
      "4:refused, the old config stays in use"
    })
final class ReloadCommand implements Callable<Integer> {
  private final Options options;

  ReloadCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().reload());
    return ExitCodes.FINE;
  }
}
