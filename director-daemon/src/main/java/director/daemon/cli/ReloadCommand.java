// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "reload",
    description = {
      "Has the director read its config again, waits until it is in use, and says what that did.",
      "A config with problems is refused as a whole, with all of them; the old one stays in use.",
      "With --confirm it is taken back by itself after that time, unless 'config confirm' comes"
          + " before: for a change that may cut off the one who makes it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the config is in use; with --plan: no connection would be lost",
      "1:with --plan only: connections would be lost, or nobody knows",
      "3:the daemon cannot be reached",
      "4:refused, the old config stays in use"
    })
final class ReloadCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(names = "--plan", description = "Only show what it would do, as 'config plan' does.")
  private boolean plan;

  @Option(
      names = "--confirm",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Take it back after that, 5s..1h, such as 60s, unless it is confirmed.")
  private @Nullable Duration confirm;

  private final Options options;

  ReloadCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    if (plan && confirm != null) {
      throw new ParameterException(
          command.commandLine(), "--plan changes nothing, so there is nothing to --confirm");
    }
    if (plan) {
      return Plans.print(options.director().plan(), options);
    }
    options.printResult(options.director().reload(confirm));
    if (confirm != null && !options.json()) {
      options.printLine("keep it:       directorctl config confirm");
      options.printLine("take it back:  directorctl config undo");
    }
    return ExitCodes.FINE;
  }
}
