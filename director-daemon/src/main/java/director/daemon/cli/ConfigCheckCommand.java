// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Reads a config and says everything that is wrong with it, one problem a line, on standard"
          + " error; and warns of what is allowed and probably not meant. Needs no running daemon and changes nothing.",
      "The daemon itself ends with 78 when it is started with such a config."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the daemon would accept it", "4:the daemon would refuse it"})
final class ConfigCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The config, as for directord --config.")
  private Path file = Path.of("");

  private final Options options;
  private final ConfigChecker checker;

  ConfigCheckCommand(Options options, ConfigChecker checker) {
    this.options = options;
    this.checker = checker;
  }

  @Override
  public Integer call() {
    ConfigChecker.Verdict verdict = checker.check(file);
    List<String> problems = verdict.problems();
    if (!options.json()) {
      verdict.warnings().forEach(warning -> options.complain("warning: " + warning));
    }
    if (options.json()) {
      options.print(json(verdict));
    } else if (problems.isEmpty()) {
      options.printLine(file + ": fine");
    } else {
      problems.forEach(options::complain);
      options.complain(
          file
              + ": refused, "
              + problems.size()
              + (problems.size() == 1 ? " problem" : " problems"));
    }
    return problems.isEmpty() ? ExitCodes.FINE : ExitCodes.REFUSED;
  }

  private ObjectNode json(ConfigChecker.Verdict verdict) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("file", file.toString());
    verdict.problems().forEach(tree.putArray("problems")::add);
    verdict.warnings().forEach(tree.putArray("warnings")::add);
    return tree;
  }
}
