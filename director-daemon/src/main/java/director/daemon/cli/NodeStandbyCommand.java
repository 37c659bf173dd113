// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import director.daemon.control.StandbyOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "standby",
    description = {
      "Gives all virtual routers to the other director, without a gap, and takes none of them until"
          + " 'directorctl node resume'.",
      "It is the last resort even so: should no other director speak any more, this one takes over."
          + " A reload or a restart of one process does not end it; one of both, as a reboot, does,"
          + " unless it was ordered with --persist."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "3:the daemon cannot be reached", "4:refused"})
final class NodeStandbyCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "End it by itself after that: 1s..7d, such as 30m. Default: 'node resume' does.")
  private @Nullable Duration time;

  @Mixin private final Why why = new Why();

  private final Options options;

  NodeStandbyCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    options.printResult(options.director().standby(order()));
    return ExitCodes.FINE;
  }

  private StandbyOrder order() {
    try {
      return new StandbyOrder(Optional.ofNullable(time), why.persist(), why.reason());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
