// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.control.DirectorVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = {
      "Shows the versions of this program and of the running daemon, which differ between an"
          + " upgrade and the restart.",
      "\"directorctl --version\" needs no daemon."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "3:the daemon cannot be reached; our own version is shown"})
final class VersionCommand implements Callable<Integer> {
  private final Options options;

  VersionCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    if (options.json()) {
      ObjectNode both = JsonNodeFactory.instance.objectNode();
      both.putObject("directorctl").put("version", DirectorVersion.current());
      both.putNull("directord");
      try {
        both.set("directord", options.director().version());
      } finally {
        options.print(both);
      }
    } else {
      options.printLine("directorctl " + DirectorVersion.current());
      JsonNode daemon = options.director().version();
      options.printLine(
          "directord   %s (pid %d)"
              .formatted(daemon.path("version").asText("-"), daemon.path("pid").asLong()));
    }
    return ExitCodes.FINE;
  }
}
