// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import director.daemon.cli.draw.ServiceSheet;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Problems;
import director.daemon.control.StatsReport;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Service;
import director.daemon.control.UnknownName;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = {
      "Shows all that is known of one virtual service: how it is spread, whether it has its quorum,"
          + " what it carries, and of each server why it is in or out.",
      "Of many servers it shows those that are not plainly UP, and counts the rest: 'server list"
          + " NAME' has them all. WEIGHT is in the kernel / configured. With -o json it prints the"
          + " service's element of services of the status, and its element of the stats as \"stats\"."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:it has a server that is DOWN, none that is UP, or not its quorum",
      "3:the daemon cannot be reached",
      "4:there is no such service"
    })
final class ServiceShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The service, as 'service list' shows it.")
  private String name = "";

  @Mixin private final Watch watch = new Watch();

  private final Options options;

  ServiceShowCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    return watch.run(options, this::look);
  }

  private Watch.Sight look() throws DirectorUnreachableException, RefusedException {
    JsonNode status = options.director().status();
    StatusReport report = Questions.report(status);
    Service service =
        report.services().stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(report));
    JsonNode stats = options.director().stats();
    Optional<StatsReport.Service> counted =
        Questions.stats(stats).services().stream().filter(it -> it.name().equals(name)).findFirst();
    return new Watch.Sight(
        json(status, stats),
        () -> ServiceSheet.draw(service, counted, report.director().time(), options.screen()),
        Problems.of(service).isEmpty());
  }

  private JsonNode json(JsonNode status, JsonNode stats) {
    ObjectNode tree = ((ObjectNode) Questions.named(status.path("services"), name)).deepCopy();
    tree.set("stats", Questions.named(stats.path("services"), name));
    return tree;
  }

  private RefusedException unknown(StatusReport report) {
    return RefusedException.of(
        UnknownName.of("service", name, report.services().stream().map(Service::name).toList()));
  }
}
