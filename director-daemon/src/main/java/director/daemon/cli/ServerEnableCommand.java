// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.ServerOrder;
import director.daemon.control.ServerOrder.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "enable",
    description = {
      "Ends what was ordered about a real server: it is again what the config and its checks say.",
      "A server that is DOWN does not get in by it; one whose service has a slow-start gets its"
          + " weight in steps."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "3:the daemon cannot be reached",
      "4:refused: there is no such service or server, or the kernel says no"
    })
final class ServerEnableCommand implements Callable<Integer> {
  @Mixin private final ServerTarget target = new ServerTarget();

  private final Options options;

  ServerEnableCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(
        options.director().instruct(target, ServerOrder.of(Verb.ENABLE, target.reason())));
    return ExitCodes.FINE;
  }
}
