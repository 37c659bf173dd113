// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.InstanceSheet;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import director.daemon.control.StatusReport.Instance;
import director.daemon.control.StatusReport.InstanceState;
import director.daemon.control.UnknownName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = {
      "Shows all that is known of one virtual router: why it is as it is, what counts in its"
          + " priority, how it speaks, what its neighbours have learnt, and every counter.",
      "With -o json it prints its element of vrrp.instances of the status."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:it is in FAULT, or nobody knows its state as the elector is not connected; an address is"
          + " not where it should be; or there is a warning",
      "3:the daemon cannot be reached",
      "4:there is no such instance"
    })
final class VipShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The instance, as 'vip list' shows it.")
  private String name = "";

  @Mixin private final Watch watch = new Watch();

  private final Options options;

  VipShowCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    return watch.run(options, this::look);
  }

  private Watch.Sight look() throws DirectorUnreachableException, RefusedException {
    JsonNode status = options.director().status();
    StatusReport report = Questions.report(status);
    Instance instance = report.vrrp().instance(name).orElseThrow(() -> unknown(report));
    boolean known = instance.state() != InstanceState.UNKNOWN;
    return new Watch.Sight(
        Questions.named(status.at("/vrrp/instances"), name),
        () -> InstanceSheet.draw(report, instance, options.screen()),
        known && Problems.of(instance).isEmpty());
  }

  private RefusedException unknown(StatusReport report) {
    return RefusedException.of(
        UnknownName.of(
            "instance", name, report.vrrp().instances().stream().map(Instance::name).toList()));
  }
}
