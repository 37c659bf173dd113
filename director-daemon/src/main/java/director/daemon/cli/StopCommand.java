// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "stop",
    description =
        "Stops the director in order, as SIGTERM does: the VIP goes to the other director, our IPVS"
            + " services are removed, and the elector ends too. A director that was started with"
            + " --attach, as under systemd, ends alone; there, use systemctl.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it is stopping", "3:the daemon cannot be reached", "4:refused"})
final class StopCommand implements Callable<Integer> {
  @Option(
      names = "--keep",
      description =
          "Leave what is in the kernel as it is, so that connections live on while the director is"
              + " restarted or upgraded.")
  private boolean keep;

  private final Options options;

  StopCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().stop(keep));
    return ExitCodes.FINE;
  }
}
