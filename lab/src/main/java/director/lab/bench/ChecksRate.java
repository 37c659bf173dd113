// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How many HTTPS checks a second one processor can do, when far more are asked for. */
public final class ChecksRate {
  private static final double TIMES = 1.5;

  private ChecksRate() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments)
            .allow("seconds", "settle", "turns", "servers", "full-every", "java-options");
    CheckTurns.Pace pace = CheckTurns.Pace.of(options, 10, 8, 3);
    CheckWork work = CheckWork.of(options.number("servers", 10000), Duration.ofSeconds(1));
    CheckReport report = new CheckReport(options, "checks-rate");
    CheckDaemon ours = new OurChecker(options);
    List<CheckDaemon> both = List.of(ours, new KeepalivedChecker(options));
    try (CheckHost host = new CheckHost();
        CheckedServers servers =
            CheckedServers.start(host, TlsKeys.generate(host.host(), "photos.example.com"))) {
      CheckTurns full = CheckTurns.measure(host, servers, both, work, pace, report);
      rows(report, "TLS 1.3 full", full, full);
      int fullEvery = options.number("full-every", 1);
      if (fullEvery > 1) {
        CheckWork resuming = work.at(CheckedServers.TLS12).fullEvery(fullEvery);
        CheckTurns resumed =
            CheckTurns.measure(host, servers, List.of(ours), resuming, pace, report);
        rows(report, "TLS 1.2 resumed", resumed, full);
      }
    }
    report.print(
        "Asked: "
            + work.perSecond()
            + " checks/s. Shares are of the one processor each is kept to;",
        "where nginx has all of its own, the rate is nginx's, and the checker could do more.");
    System.exit(0); // reapers of killed processes may still be at work
  }

  private static void rows(CheckReport report, String what, CheckTurns ours, CheckTurns theirs) {
    report.row(
        what + ": checks/s",
        ours.ours(CheckWindow::rate),
        theirs.theirs(CheckWindow::rate),
        Optional.of(Target.ratioAtLeast(TIMES)),
        ours.loads());
    row(
        report,
        what + ": checker's share, %",
        ours.ours(w -> 100 * w.share()),
        theirs.theirs(w -> 100 * w.share()),
        ours);
    row(
        report,
        what + ": nginx's share, %",
        ours.ours(w -> 100 * w.serverShare()),
        theirs.theirs(w -> 100 * w.serverShare()),
        ours);
    row(
        report,
        what + ": checks/s of a whole processor",
        ours.ours(w -> 1000 / w.cost()),
        theirs.theirs(w -> 1000 / w.cost()),
        ours);
    row(
        report,
        what + ": resident MB",
        ours.ours(CheckWindow::resident),
        theirs.theirs(CheckWindow::resident),
        ours);
  }

  private static void row(
      CheckReport report, String what, Figures ours, Figures theirs, CheckTurns turns) {
    report.row(what, ours, theirs, Optional.empty(), turns.loads());
  }
}
