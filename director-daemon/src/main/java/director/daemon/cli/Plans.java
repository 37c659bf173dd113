// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.Amount;
import director.daemon.cli.draw.PlanSheet;
import director.daemon.control.DirectorUnreachableException;
import director.daemon.control.PlanReport;

/** What is said of a plan, whoever's file it is about. */
final class Plans {
  private Plans() {}

  /** Prints it, and says how to end. */
  static int print(JsonNode answer, Options options) throws DirectorUnreachableException {
    PlanReport plan = Questions.value(answer, PlanReport.class);
    if (options.json()) {
      options.print(answer);
    } else if (plan.accepted()) {
      options.print(PlanSheet.draw(plan, options.screen()));
    } else {
      complain(plan, options);
    }
    if (!plan.accepted()) {
      return ExitCodes.REFUSED;
    }
    return loses(plan) ? ExitCodes.DEGRADED : ExitCodes.FINE;
  }

  private static void complain(PlanReport plan, Options options) {
    plan.warnings().forEach(warning -> options.complain("warning: " + warning));
    plan.problems().forEach(options::complain);
    options.complain(
        plan.file() + ": would be refused, " + Amount.of(plan.problems().size(), "problem"));
  }

  /** Where the kernel cannot be read, whatever is removed may have connections. */
  private static boolean loses(PlanReport plan) {
    Long connections = plan.connections();
    return connections == null
        ? plan.changes().stream().anyMatch(change -> change.verb().equals("remove"))
        : connections > 0;
  }
}
