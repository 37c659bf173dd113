// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What 10,000 servers every 15 s cost, and 1,000 every 2 s, and how punctually they are asked. */
public final class ChecksMany {
  private static final double PERCENT = 50;
  private static final double LATE_MILLIS = 20;

  private ChecksMany() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments).allow("seconds", "settle", "turns", "java-options");
    CheckReport report = new CheckReport(options, "checks-many");
    List<CheckDaemon> both = List.of(new OurChecker(options), new KeepalivedChecker(options));
    try (CheckHost host = new CheckHost();
        CheckedServers servers =
            CheckedServers.start(host, TlsKeys.generate(host.host(), "photos.example.com"))) {
      CheckWork often = CheckWork.of(1000, Duration.ofSeconds(2));
      rows(
          report,
          "1,000 every 2 s: ",
          CheckTurns.measure(
              host, servers, both, often, CheckTurns.Pace.of(options, 7, 10, 2), report));
      CheckWork many = CheckWork.of(10_000, Duration.ofSeconds(15));
      // keepalived spreads first checks over one interval; ours begins with all of them at once.
      rows(
          report,
          "10,000 every 15 s: ",
          CheckTurns.measure(
              host, servers, both, many, CheckTurns.Pace.of(options, 20, 15, 1), report));
    }
    report.print(
        "Share: of one processor. Late: from the planned start of a check to its start; keepalived does not tell.");
    System.exit(0); // reapers of killed processes may still be at work
  }

  private static void rows(CheckReport report, String what, CheckTurns turns) {
    Optional<Target> none = Optional.empty();
    report.row(what + "share, %", turns, w -> 100 * w.share(), Optional.of(Target.atMost(PERCENT)));
    report.row(
        what + "late p99, ms",
        turns,
        w -> w.told("late99"),
        Optional.of(Target.atMost(LATE_MILLIS)));
    report.row(what + "late p50, ms", turns, w -> w.told("late50"), none);
    report.row(what + "late worst, ms", turns, w -> w.told("lateWorst"), none);
    report.row(what + "resident MB", turns, CheckWindow::resident, none);
    report.row(what + "checks/s", turns, CheckWindow::rate, none);
    report.row(what + "removals", turns, CheckWindow::removals, Optional.of(Target.atMost(0)));
  }
}
