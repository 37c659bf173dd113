// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Reads a config and says everything that is wrong with it, one problem a line, on standard"
          + " error; and warns of what is allowed and probably not meant. Needs no running daemon and changes nothing.",
      "The daemon itself ends with 78 when it is started with such a config.",
      "What depends on the rights of the daemon, who is not root as a rule, is asked only by whoever"
          + " has the same rights; else it says what was not asked. As root,"
          + " /usr/lib/directord/libexec/check FILE asks with the rights of directord.service.",
      "For CI: -o json has findings[] with severity, file, line, column, path and message;"
          + " --strict lets no warning pass."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the daemon would accept it, but for what was not asked",
      "1:it would, with warnings, and --strict was given",
      "4:the daemon would refuse it"
    })
final class ConfigCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The config, as for directord --config.")
  private Path file = Path.of("");

  @Option(names = "--strict", description = "End with 1 if there are warnings.")
  private boolean strict;

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
      verdict.questions().forEach(question -> options.complain("not asked: " + question));
    }
    if (options.json()) {
      options.print(json(verdict));
    } else if (problems.isEmpty()) {
      options.printLine(file + ": fine" + exception(verdict.questions()));
    } else {
      problems.forEach(options::complain);
      options.complain(
          file
              + ": refused, "
              + problems.size()
              + (problems.size() == 1 ? " problem" : " problems"));
    }
    if (!problems.isEmpty()) {
      return ExitCodes.REFUSED;
    }
    return strict && !verdict.warnings().isEmpty() ? ExitCodes.DEGRADED : ExitCodes.FINE;
  }

  private String exception(List<String> questions) {
    return questions.isEmpty()
        ? ""
        : ", but for what was not asked: that takes the rights of the daemon, as root by"
            + " /usr/lib/directord/libexec/check "
            + file;
  }

  private ObjectNode json(ConfigChecker.Verdict verdict) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("file", file.toString());
    verdict.problems().forEach(tree.putArray("problems")::add);
    verdict.warnings().forEach(tree.putArray("warnings")::add);
    verdict.questions().forEach(tree.putArray("questions")::add);
    ArrayNode findings = tree.putArray("findings");
    verdict
        .findings()
        .forEach(
            finding ->
                findings
                    .addObject()
                    .put("severity", finding.severity())
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("column", finding.column())
                    .put("path", finding.path())
                    .put("message", finding.message()));
    return tree;
  }
}
