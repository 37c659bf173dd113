// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.ServerOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "drain",
    description = {
      "Gives a real server weight 0, and takes it out of the table when its last connection has"
          + " ended, or when the time is over: for a BIOS update.",
      "With direct routing the director does not see how a connection ends, so some stay counted"
          + " until their timeout: expect the time to pass. The server stays out until 'server"
          + " enable' or, without --persist, a restart of directord."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "3:the daemon cannot be reached",
      "4:refused: there is no such service or server, or the kernel says no"
    })
final class ServerDrainCommand implements Callable<Integer> {
  @Mixin private final ServerTarget target = new ServerTarget();

  @Option(
      names = "--within",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "When to take it out at the latest, 1s..24h, such as 90s or 5m. Default: drain-timeout of the"
              + " service.")
  private @Nullable Duration within;

  private final Options options;

  ServerDrainCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    ServerOrder order =
        target.order(() -> ServerOrder.drain(Optional.ofNullable(within), target.reason()));
    options.printResult(options.director().instruct(target, order));
    return ExitCodes.FINE;
  }
}
