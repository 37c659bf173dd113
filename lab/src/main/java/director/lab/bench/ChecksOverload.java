// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether healthy servers are lost when more is asked for than one processor can do. */
public final class ChecksOverload {
  private ChecksOverload() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments).allow("seconds", "settle", "turns", "servers", "java-options");
    CheckTurns.Pace pace = CheckTurns.Pace.of(options, 8, 30, 1);
    CheckReport report = new CheckReport(options, "checks-overload");
    List<CheckDaemon> both = List.of(new OurChecker(options), new KeepalivedChecker(options));
    try (CheckHost host = new CheckHost();
        CheckedServers servers =
            CheckedServers.start(host, TlsKeys.generate(host.host(), "photos.example.com"))) {
      for (String count : options.list("servers", "5000,20000")) {
        CheckWork work = CheckWork.of(Integer.parseInt(count), Duration.ofSeconds(1));
        rows(
            report,
            count + " every 1 s: ",
            CheckTurns.measure(host, servers, both, work, pace, report));
      }
    }
    report.print(
        "All servers are healthy. Failures and removals: since the start. Lag: what the checker tells, the worst each 0.1 s;",
        "late: from the planned start of a check to its start, measured apart from that. Void: checks that say nothing, by our own fault.");
    System.exit(0); // reapers of killed processes may still be at work
  }

  private static void rows(CheckReport report, String what, CheckTurns turns) {
    Optional<Target> none = Optional.empty();
    Optional<Target> zero = Optional.of(Target.atMost(0));
    report.row(what + "removals", turns, CheckWindow::removals, zero);
    report.row(what + "false failures", turns, CheckWindow::failures, zero);
    report.row(what + "void", turns, w -> w.told("void"), none);
    report.row(what + "checks/s", turns, CheckWindow::rate, none);
    report.row(what + "lag told, ms", turns, w -> w.told("worstLag"), none);
    report.row(what + "late p50, ms", turns, w -> w.told("late50"), none);
    report.row(what + "late worst, ms", turns, w -> w.told("lateWorst"), none);
    report.row(what + "resident MB", turns, CheckWindow::resident, none);
  }
}
