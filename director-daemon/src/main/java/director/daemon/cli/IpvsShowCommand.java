// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.IpvsSheet;
import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "show",
    description = {
      "Shows what concerns IPVS as a whole: when its table was compared last, what others changed in"
          + " it, timeouts, sync daemons, the kernel's settings beside what the config wants, and"
          + " services that are not from directord.",
      "With -o json it prints ipvs of the status."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:a setting is not as the config wants it, or somebody else changed our part of the table"
          + " within the last minute",
      "3:the daemon cannot be reached"
    })
final class IpvsShowCommand implements Callable<Integer> {
  private final Options options;

  IpvsShowCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    JsonNode status = options.director().status();
    StatusReport report = Questions.report(status);
    if (options.json()) {
      options.print(status.path("ipvs"));
    } else {
      options.print(IpvsSheet.draw(report, options.screen()));
    }
    return Problems.of(report.ipvs(), report.director().time()).isEmpty()
        ? ExitCodes.FINE
        : ExitCodes.DEGRADED;
  }
}
