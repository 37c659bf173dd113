// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Windows of both checkers in turn, each in a process of its own that has settled.
 *
 * @param ours one for each turn
 * @param theirs the same; empty if there was nothing to ask of them
 */
record CheckTurns(List<CheckWindow> ours, List<CheckWindow> theirs) {

  /**
   * How often, how long, and amid what.
   *
   * @param settle how long a process works before it is measured
   * @param window how long it is measured
   * @param turns how often each daemon is
   * @param busy processes that do nothing but use all processors during the window; where there are
   *     any, the checker may use all processors too and has no preference
   */
  record Pace(Duration settle, Duration window, int turns, int busy) {
    static Pace of(Options options, int settle, int window, int turns) {
      return new Pace(
          Duration.ofSeconds(options.number("settle", settle)),
          Duration.ofSeconds(options.number("seconds", window)),
          options.number("turns", turns),
          0);
    }

    Pace amid(int processes) {
      return new Pace(settle, window, turns, processes);
    }
  }

  /** Measures each daemon at that work. */
  static CheckTurns measure(
      CheckHost host,
      CheckedServers servers,
      List<CheckDaemon> daemons,
      CheckWork work,
      Pace pace,
      CheckReport report)
      throws IOException, InterruptedException {
    List<List<CheckWindow>> windows =
        new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>()));
    for (int turn = 0; turn < pace.turns(); turn++) {
      for (int i = 0; i < daemons.size(); i++) {
        CheckDaemon daemon = daemons.get(i);
        CheckWindow window = window(host, servers, daemon, work, pace);
        report.keep(window.sample(daemon, work));
        Report.progress("  " + daemon.name() + " " + window.line());
        windows.get(i).add(window);
      }
    }
    return new CheckTurns(windows.get(0), windows.get(1));
  }

  private static CheckWindow window(
      CheckHost host, CheckedServers servers, CheckDaemon daemon, CheckWork work, Pace pace)
      throws IOException, InterruptedException {
    boolean alone = pace.busy() == 0;
    try (Checking checking =
        daemon.start(
            host,
            work,
            alone ? CheckHost.PREFERRED : CheckHost.ORDINARY,
            alone ? CheckHost.CHECKER : CheckHost.ANY)) {
      Thread.sleep(pace.settle().toMillis());
      Busy busy = Busy.on(host, pace.busy());
      try {
        return CheckWindow.measure(checking, servers, pace.window());
      } finally {
        busy.end();
      }
    }
  }

  Figures ours(ToDoubleFunction<CheckWindow> value) {
    return Figures.of(ours, value);
  }

  Figures theirs(ToDoubleFunction<CheckWindow> value) {
    return Figures.of(theirs, value);
  }

  List<Load.Share> loads() {
    List<CheckWindow> all = new ArrayList<>(ours);
    all.addAll(theirs);
    return all.stream().map(CheckWindow::load).toList();
  }
}
