// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.ServerOrder;
import director.daemon.control.ServerOrder.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "disable",
    description = {
      "Takes a real server out of the kernel's table at once, with all its connections: for a server"
          + " that does harm. To let them end, use 'server drain' or 'server quiesce'.",
      "Its clients see a dead connection until it times out, unless expire_nodest_conn is 1. It stays"
          + " out, whatever its checks say, until 'server enable' or, without --persist, a restart of directord."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "3:the daemon cannot be reached",
      "4:refused: there is no such service or server, or the kernel says no"
    })
final class ServerDisableCommand implements Callable<Integer> {
  @Mixin private final ServerTarget target = new ServerTarget();

  private final Options options;

  ServerDisableCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(
        options.director().instruct(target, ServerOrder.of(Verb.DISABLE, target.reason())));
    return ExitCodes.FINE;
  }
}
