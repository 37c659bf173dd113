// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import director.daemon.local.state.Patience;
import director.daemon.local.state.RunEnd;
import director.daemon.local.state.Said;
import director.daemon.local.state.Signals;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.util.Optional;

/** What the end of a run says. A failure for which we may be to blame ourselves says nothing. */
public final class RunVerdict {

  private RunVerdict() {}

  /** Of a run, however it ended. */
  public static Finding of(RunEnd end) {
    if (end instanceof RunEnd.Exited exited) {
      return ofStatus(exited.status(), exited.patience(), Said.lastLine(exited.said()));
    }
    if (end instanceof RunEnd.Overdue overdue) {
      return ofTimeout(overdue.ruling(), overdue.patience(), Said.lastLine(overdue.said()));
    }
    if (end instanceof RunEnd.Refused refused) {
      return Finding.failed("cannot be run: " + refused.problem());
    }
    RunEnd.NotRun notRun = (RunEnd.NotRun) end;
    return new Finding(Verdict.VOID, "was not run: " + notRun.problem(), Optional.empty());
  }

  /**
   * Of a run that ended by itself. A success is one, however late it was seen.
   *
   * @param status 0..255
   * @param patience as it was at the end
   * @param said the last line of its output
   */
  static Finding ofStatus(int status, Patience patience, Optional<String> said) {
    if (status == 0) {
      return new Finding(Verdict.PASSED, "exits 0", said);
    }
    String seen = Signals.of(status).map(name -> "ends by " + name).orElse("exits " + status);
    Finding failed = new Finding(Verdict.FAILED, seen, said);
    return patience.missed() ? voided(failed, patience) : failed;
  }

  /**
   * Of a run that did not end.
   *
   * @param ruling FAILED or VOID
   */
  static Finding ofTimeout(Patience.Ruling ruling, Patience patience, Optional<String> said) {
    String seen = "did not end within " + ReadableDuration.of(patience.timeout());
    Finding failed = new Finding(Verdict.FAILED, seen, said);
    return ruling == Patience.Ruling.VOID ? voided(failed, patience) : failed;
  }

  private static Finding voided(Finding failed, Patience patience) {
    return failed.voided(
        "had no fair run, directord itself was late by " + ReadableDuration.of(patience.lost()));
  }
}
