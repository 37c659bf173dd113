// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.ServerOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "weight",
    description = {
      "Gives a real server another weight than the configured one, at once, until 'server enable' or"
          + ", without --persist, a restart of directord.",
      "0 is as 'server quiesce'. Checks go on: a server that fails them is taken out, and comes back"
          + " with this weight."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "3:the daemon cannot be reached",
      "4:refused: there is no such service or server, or the kernel says no"
    })
final class ServerWeightCommand implements Callable<Integer> {
  @Mixin private final ServerTarget target = new ServerTarget();

  @Parameters(index = "2", paramLabel = "N", description = "The weight, 0..65535.")
  private int weight;

  private final Options options;

  ServerWeightCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    ServerOrder order = target.order(() -> ServerOrder.weight(weight, target.reason()));
    options.printResult(options.director().instruct(target, order));
    return ExitCodes.FINE;
  }
}
