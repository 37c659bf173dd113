// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "save",
    description = {
      "Prints the kernel's whole IPVS table, ours and what is not from directord, as 'ipvsadm -Sn'"
          + " does: to compare, to keep, to feed to 'ipvsadm -R' on another host.",
      "On this host directord puts its own part right within seconds, whatever is restored."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "3:the daemon cannot be reached", "4:the kernel refused to tell"})
final class IpvsSaveCommand implements Callable<Integer> {
  private final Options options;

  IpvsSaveCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    String saved = options.director().ipvsSave();
    if (options.json()) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      saved.lines().forEach(tree.putArray("lines")::add);
      options.print(tree);
    } else {
      options.print(saved);
    }
    return ExitCodes.FINE;
  }
}
