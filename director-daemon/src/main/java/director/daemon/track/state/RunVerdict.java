// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.util.Map;
import java.util.Optional;

/** What the end of a run says. A failure for which we may be to blame ourselves says nothing. */
public final class RunVerdict {

  /** The JDK tells signals as a shell does: 128 and the signal's number (signal(7)). */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          129, "SIGHUP", 130, "SIGINT", 131, "SIGQUIT", 132, "SIGILL", 134, "SIGABRT", 135,
          "SIGBUS", 136, "SIGFPE", 137, "SIGKILL", 139, "SIGSEGV", 143, "SIGTERM");

  private RunVerdict() {}

  /**
   * Of a run that ended by itself. A success is one, however late it was seen.
   *
   * @param status 0..255
   * @param patience as it was at the end
   * @param said the last line of its output
   */
  public static Finding ofStatus(int status, Patience patience, Optional<String> said) {
    if (status == 0) {
      return new Finding(Verdict.PASSED, "exits 0", said);
    }
    String signal = SIGNALS.get(status);
    String seen = signal == null ? "exits " + status : "ends by " + signal;
    Finding failed = new Finding(Verdict.FAILED, seen, said);
    return patience.missed() ? voided(failed, patience) : failed;
  }

  /**
   * Of a run that did not end.
   *
   * @param ruling FAILED or VOID
   */
  public static Finding ofTimeout(
      Patience.Ruling ruling, Patience patience, Optional<String> said) {
    String seen = "did not end within " + ReadableDuration.of(patience.timeout());
    Finding failed = new Finding(Verdict.FAILED, seen, said);
    return ruling == Patience.Ruling.VOID ? voided(failed, patience) : failed;
  }

  private static Finding voided(Finding failed, Patience patience) {
    return failed.voided(
        "had no fair run, directord itself was late by " + ReadableDuration.of(patience.lost()));
  }
}
