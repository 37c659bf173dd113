// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "show",
    description = {
      "Prints the config that is in use, as text that directord reads, with secrets masked. It need"
          + " not be that of the file: 'reload --plan' shows how they differ.",
      "It is the same text with -o json."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "3:the daemon cannot be reached"})
final class ConfigShowCommand implements Callable<Integer> {
  @Option(names = "--effective", description = "With every default written out.")
  private boolean effective;

  private final Options options;

  ConfigShowCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.print(options.director().config(effective));
    return ExitCodes.FINE;
  }
}
