// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.StatusTable;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = {
      "Shows on one screen whether all is well, who owns the virtual addresses, which real servers"
          + " are in, and why.",
      "The first line says \"all well\" or \"DEGRADED\"; what is wrong has \"!!\" in the margin."
          + " WEIGHT is in the kernel / configured; PRIORITY is the effective one / the configured"
          + " one where they differ."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all well",
      "1:degraded: there is a problem, such as an instance in FAULT, a service with a server that"
          + " is DOWN, or with none that is UP",
      "3:the daemon cannot be reached"
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private final Watch watch = new Watch();

  private final Options options;

  StatusCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    return watch.run(options, this::look);
  }

  private Watch.Sight look() throws DirectorUnreachableException, RefusedException {
    JsonNode status = options.json() ? options.director().status() : options.director().overview();
    StatusReport report = Questions.report(status);
    return new Watch.Sight(
        status, () -> StatusTable.draw(report, options.screen()), !report.degraded());
  }
}
