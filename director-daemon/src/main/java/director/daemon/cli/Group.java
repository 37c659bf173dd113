// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Commands about one thing; does nothing by itself. */
@Command(synopsisSubcommandLabel = "COMMAND", commandListHeading = "%nCommands:%n")
final class Group {
  private Group() {}

  static CommandLine of(String name, String description) {
    CommandLine group = new CommandLine(new Group()).setCommandName(name);
    group.getCommandSpec().usageMessage().description(description);
    return group;
  }
}
