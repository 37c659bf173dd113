// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.ExplanationSheet;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.explain.Explanation;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = {
      "Says why a virtual address, a service or a server is as it is: what was seen, by which rule it"
          + " follows, since when, what would change it, and what is tried next.",
      "TARGET is a name or an address as 'status' shows it; SERVICE/SERVER where several services"
          + " have a server of that name; or exactly, as in vip:photos, service:photos-https,"
          + " server:photos-https/router1."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is well, or as an operator ordered it",
      "1:it is not: DOWN, DEGRADED, FAULT, not yet known",
      "3:the daemon cannot be reached",
      "4:there is no such thing, or there are several"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final Set<String> WELL =
      Set.of("UP", "MASTER", "BACKUP", "DISABLED", "DRAINING", "STANDBY", "OK", "WELL");

  @Parameters(paramLabel = "TARGET", description = "What to explain.")
  private String target = "";

  @Mixin private final Watch watch = new Watch();

  private final Options options;

  ExplainCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    return watch.run(options, this::look);
  }

  private Watch.Sight look() throws DirectorUnreachableException, RefusedException {
    JsonNode answer = options.director().explain(target);
    Explanation explanation = Questions.value(answer, Explanation.class);
    return new Watch.Sight(
        answer,
        () -> ExplanationSheet.draw(explanation, options.clock(), options.screen()),
        WELL.contains(explanation.state()));
  }
}
