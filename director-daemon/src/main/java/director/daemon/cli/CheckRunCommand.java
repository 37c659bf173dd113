// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.CheckRunSheet;
import director.daemon.control.CheckRunReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Asks the checks of a real server now, beside their plan, and shows what each found and how"
          + " long every phase of it took. Nothing follows from it: neither a state nor a weight"
          + " changes.",
      "Waits as long as the checks themselves do, by their timeout, but no longer than 50 s. With"
          + " several checks the verdict is that of all or any of them, as the config needs them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed",
      "1:failed",
      "3:the daemon cannot be reached",
      "4:no verdict, as the fault is directord's own; or refused: there is no such service, server"
          + " or check, or the server is not checked"
    })
final class CheckRunCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "As 'service list' shows it.")
  private String service = "";

  @Parameters(
      index = "1",
      paramLabel = "SERVER",
      description =
          "As 'server list' shows it: router1, or pool@10.0.0.11 when it came from a DNS name.")
  private String server = "";

  @Option(
      names = "--check",
      paramLabel = "NAME",
      description = "Only this one of its checks. Default: all of them.")
  private String check = "";

  private final Options options;

  CheckRunCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    JsonNode answer = options.director().runChecks(service, server, check);
    CheckRunReport report = Questions.value(answer, CheckRunReport.class);
    if (options.json()) {
      options.print(answer);
    } else {
      options.print(CheckRunSheet.draw(report, options.screen()));
    }
    return switch (report.verdict()) {
      case PASSED -> ExitCodes.FINE;
      case FAILED -> ExitCodes.DEGRADED;
      case VOID -> ExitCodes.REFUSED;
    };
  }
}
