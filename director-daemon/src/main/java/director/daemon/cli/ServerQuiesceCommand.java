// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.ServerOrder;
import director.daemon.control.ServerOrder.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "quiesce",
    description = {
      "Gives a real server weight 0: it gets no new connections, and keeps those it has for as long"
          + " as they last. It stays in the table.",
      "With persistence, clients it already has come back to it, unless expire_quiescent_template"
          + " is 1. 'server drain' is the same with an end, 'server disable' cuts connections off."
          + " It lasts until 'server enable' or, without --persist, a restart of directord."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "3:the daemon cannot be reached",
      "4:refused: there is no such service or server, or the kernel says no"
    })
final class ServerQuiesceCommand implements Callable<Integer> {
  @Mixin private final ServerTarget target = new ServerTarget();

  private final Options options;

  ServerQuiesceCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(
        options.director().instruct(target, ServerOrder.of(Verb.QUIESCE, target.reason())));
    return ExitCodes.FINE;
  }
}
