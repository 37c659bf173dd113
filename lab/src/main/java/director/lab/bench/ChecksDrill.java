// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether healthy servers are lost while all processors are busy with something else. */
public final class ChecksDrill {
  private static final int PER_PROCESSOR = 4;

  private ChecksDrill() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments)
            .allow("seconds", "settle", "turns", "servers", "busy", "java-options");
    int busy = options.number("busy", PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    CheckTurns.Pace pace = CheckTurns.Pace.of(options, 7, 60, 1).amid(busy);
    CheckWork work = CheckWork.of(options.number("servers", 1000), Duration.ofSeconds(2));
    CheckReport report = new CheckReport(options, "checks-drill");
    List<CheckDaemon> both = List.of(new OurChecker(options), new KeepalivedChecker(options));
    try (CheckHost host = new CheckHost();
        CheckedServers servers =
            CheckedServers.start(host, TlsKeys.generate(host.host(), "photos.example.com"))) {
      rows(report, CheckTurns.measure(host, servers, both, work, pace, report));
    }
    report.print(
        busy
            + " busy loops beside the checker, all at ordinary priority and in one session; nginx comes before all of them.",
        work.servers().size()
            + " healthy servers every "
            + work.interval().toSeconds()
            + " s. Failures and removals: since the start.");
    System.exit(0); // reapers of killed processes may still be at work
  }

  private static void rows(CheckReport report, CheckTurns turns) {
    Optional<Target> none = Optional.empty();
    Optional<Target> zero = Optional.of(Target.atMost(0));
    report.row("removals", turns, CheckWindow::removals, zero);
    report.row("false failures", turns, CheckWindow::failures, none);
    report.row("void", turns, w -> w.told("void"), none);
    report.row("checks/s", turns, CheckWindow::rate, none);
    report.row("share of a processor, %", turns, w -> 100 * w.share(), none);
    report.row("late p99, ms", turns, w -> w.told("late99"), none);
    report.row("lag told, ms", turns, w -> w.told("worstLag"), none);
  }
}
