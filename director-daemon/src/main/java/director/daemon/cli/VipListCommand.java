// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.VipTable;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.Problems;
import director.daemon.control.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = {
      "Lists the virtual addresses and who owns them.",
      "HERE is whether the address is on an interface of this director; PRIORITY is the effective"
          + " one / the configured one where they differ. With -o json it prints vrrp.instances of"
          + " the status."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:an instance is in FAULT, an address is not where it should be, or the elector is not"
          + " connected",
      "3:the daemon cannot be reached"
    })
final class VipListCommand implements Callable<Integer> {
  @Mixin private final Watch watch = new Watch();

  private final Options options;

  VipListCommand(Options options) {
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
        status.at("/vrrp/instances"),
        () -> VipTable.draw(report, options.screen()),
        Problems.of(report.vrrp(), report.elector()).isEmpty());
  }
}
