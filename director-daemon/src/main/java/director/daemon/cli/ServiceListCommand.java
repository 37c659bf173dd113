// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.ServiceTable;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = {
      "Lists the virtual services, how many of their servers are UP, and their connections.",
      "With -o json it prints services of the status."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:a service has a server that is DOWN, none that is UP, or not its quorum",
      "3:the daemon cannot be reached"
    })
final class ServiceListCommand implements Callable<Integer> {
  @Mixin private final Watch watch = new Watch();

  private final Options options;

  ServiceListCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    return watch.run(options, this::look);
  }

  private Watch.Sight look() throws DirectorUnreachableException, RefusedException {
    JsonNode status = options.director().status();
    StatusReport report = Questions.report(status);
    return new Watch.Sight(
        status.path("services"),
        () -> ServiceTable.draw(report, options.screen()),
        report.services().stream().allMatch(service -> Problems.of(service).isEmpty()));
  }
}
