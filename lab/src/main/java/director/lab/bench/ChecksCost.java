// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.site.TlsKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What 1,000 HTTPS checks cost the checker, and the server that is checked. */
public final class ChecksCost {
  private static final double FULL = 0.8;
  private static final double RESUMED = 0.45;

  private ChecksCost() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options =
        Options.parse(arguments)
            .allow("seconds", "settle", "turns", "servers", "full-every", "java-options");
    CheckTurns.Pace pace = CheckTurns.Pace.of(options, 7, 6, 3);
    CheckWork work = CheckWork.of(options.number("servers", 1000), Duration.ofSeconds(2));
    int fullEvery = options.number("full-every", 1);
    CheckReport report = new CheckReport(options, "checks-cost");
    CheckDaemon ours = new OurChecker(options);
    List<CheckDaemon> both = List.of(ours, new KeepalivedChecker(options));
    try (CheckHost host = new CheckHost();
        CheckedServers servers =
            CheckedServers.start(host, TlsKeys.generate(host.host(), "photos.example.com"))) {
      for (int port : List.of(CheckedServers.TLS13, CheckedServers.TLS12)) {
        String tls = port == CheckedServers.TLS13 ? "TLS 1.3" : "TLS 1.2";
        CheckTurns full = turns(host, servers, both, work.at(port), pace, report, tls);
        rows(report, tls + " full", full, full, FULL);
        if (fullEvery > 1) {
          CheckWork resuming = work.at(port).fullEvery(fullEvery);
          CheckTurns resumed =
              turns(host, servers, List.of(ours), resuming, pace, report, tls + " resumed");
          String share = Figures.percent(resumed.ours(CheckWindow::resumedShare).median());
          rows(report, tls + ", " + share + " resumed", resumed, full, RESUMED);
        }
      }
    }
    report.print(
        "Seconds of processor time for 1,000 checks, at " + work.perSecond() + " checks/s.",
        "Rows of resumed sessions have keepalived's full handshakes beside them: it resumes none.");
    System.exit(0); // reapers of killed processes may still be at work
  }

  private static CheckTurns turns(
      CheckHost host,
      CheckedServers servers,
      List<CheckDaemon> daemons,
      CheckWork work,
      CheckTurns.Pace pace,
      CheckReport report,
      String what)
      throws IOException, InterruptedException {
    Report.progress(what);
    return CheckTurns.measure(host, servers, daemons, work, pace, report);
  }

  private static void rows(
      CheckReport report, String what, CheckTurns ours, CheckTurns theirs, double bound) {
    report.row(
        what,
        ours.ours(CheckWindow::cost),
        theirs.theirs(CheckWindow::cost),
        Optional.of(Target.ratioAtMost(bound)),
        ours.loads());
    report.row(
        what + ": nginx",
        ours.ours(CheckWindow::serverCost),
        theirs.theirs(CheckWindow::serverCost),
        Optional.empty(),
        ours.loads());
  }
}
