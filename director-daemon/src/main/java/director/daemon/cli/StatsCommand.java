// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.cli.draw.StatsScreen;
import director.daemon.control.Json;
import director.daemon.control.StatsReport;
import director.daemon.control.UnknownName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "stats",
    description = {
      "Shows what the kernel counts: of all services, or of one and its servers.",
      "Rates are the kernel's own, smoothed over some seconds. CONNS and what follows are counted since"
          + " the kernel got the service or server, \"-\" is what it does not have. k, M, G and T are"
          + " thousands, millions and so on; bytes are bytes. With direct routing answers do not pass"
          + " the director, and nothing is counted of them.",
      "With --watch, +CONNS is what was counted since the screen before, over the time that the first"
          + " line says; it is \"new\" where the counters began anew meanwhile."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "3:the daemon cannot be reached", "4:there is no such service"})
final class StatsCommand implements Callable<Integer> {
  /** The kernel's estimator: who looks more often sees the same figures twice. */
  private static final int SHORTEST = 2;

  private static final int LONGEST = 3600;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "As named in the config.")
  private @Nullable String service;

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "2",
      paramLabel = "SECONDS",
      description =
          "Draw anew every so many seconds, 2..3600, until Ctrl-C; the kernel renews its figures every"
              + " 2. Default: ${FALLBACK-VALUE}")
  private @Nullable Integer watch;

  private final Options options;

  StatsCommand(Options options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    if (watch != null && (watch < SHORTEST || watch > LONGEST)) {
      throw new ParameterException(
          command.commandLine(),
          "--watch must be %d..%d seconds, but is %d".formatted(SHORTEST, LONGEST, watch));
    }
    StatsReport before = null;
    do {
      before = show(before);
    } while (watch != null && options.pause(Duration.ofSeconds(watch)));
    return ExitCodes.FINE;
  }

  private StatsReport show(@Nullable StatsReport before) throws Exception {
    JsonNode answer = options.director().stats();
    StatsReport report = Questions.stats(answer);
    StatsReport wanted = service == null ? report : only(report, service);
    if (options.json()) {
      JsonNode tree = service == null ? answer : Json.tree(Json.text(wanted));
      options.printLine(watch == null ? Json.pretty(tree) : tree.toString());
    } else if (watch == null) {
      options.print(StatsScreen.draw(wanted, service != null, options.screen()));
    } else {
      options.redraw(
          StatsScreen.watch(wanted, before, service != null, options.screen(), options.lines()));
    }
    return wanted;
  }

  private static StatsReport only(StatsReport report, String name) throws RefusedException {
    StatsReport wanted =
        new StatsReport(
            report.time(),
            report.services().stream().filter(it -> it.name().equals(name)).toList(),
            List.of());
    if (wanted.services().isEmpty()) {
      throw RefusedException.of(
          UnknownName.of(
              "service", name, report.services().stream().map(StatsReport.Service::name).toList()));
    }
    return wanted;
  }
}
