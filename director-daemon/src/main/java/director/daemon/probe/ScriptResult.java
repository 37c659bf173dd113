// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.daemon.local.state.Patience.Ruling;
import director.daemon.local.state.RunEnd;
import director.daemon.local.state.Said;
import director.daemon.local.state.Signals;
import director.healthcheck.request.ScriptCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the end of a script says about its server, as keepalived's MISC_CHECK has it: 0 is health,
 * and 2..255 are as well with {@code dynamic}. A script that cannot be run says nothing, but it is
 * told: keepalived takes that for health.
 */
final class ScriptResult {

  /** What setpriv(1) exits with when it comes to no exec(2). */
  private static final Set<Integer> OF_SETPRIV = Set.of(1, 126, 127);

  private static final int NO_WEIGHT = 2;

  private ScriptResult() {}

  /** Of a run that took so long, not counting the wait for a place. */
  static ProbeResult of(ScriptCheck check, RunEnd end, Duration took) {
    if (end instanceof RunEnd.Refused refused) {
      return unchecked(check, "cannot be run: " + refused.problem(), took);
    }
    if (end instanceof RunEnd.NotRun notRun) {
      return unchecked(check, "was not run: " + notRun.problem(), took);
    }
    if (end instanceof RunEnd.Exited exited) {
      return exited(check, exited, took);
    }
    RunEnd.Overdue overdue = (RunEnd.Overdue) end;
    ProbeResult late = late(overdue.patience().timeout(), overdue.said(), took);
    return overdue.ruling() == Ruling.VOID
        ? late.voided(noFairRun(overdue.patience().lost()))
        : late;
  }

  /** Of a run that had its time, and has not ended. */
  static ProbeResult late(Duration timeout, String said, Duration took) {
    String seen = "did not end within " + ReadableDuration.of(timeout) + lastWords(said);
    return result(Verdict.FAILED, seen, ProbePhase.HEADER, took, Advice.NONE, said);
  }

  /** Of a run that did not have its time, since others had to end first. */
  static ProbeResult crowdedOut(String seen, Duration took) {
    return new ProbeResult(
        Verdict.VOID,
        seen,
        ProbePhase.CONNECT,
        ProbeTimes.endedAfter(took),
        Advice.NONE,
        List.of(),
        List.of(
            "scripts are not run as often as configured: there are "
                + ScriptProber.PLACES
                + " places for them"));
  }

  private static ProbeResult exited(ScriptCheck check, RunEnd.Exited exited, Duration took) {
    int status = exited.status();
    List<String> lines = Said.lines(exited.said());
    if (OF_SETPRIV.contains(status) && lines.size() == 1 && lines.get(0).startsWith("setpriv: ")) {
      return unchecked(check, "cannot be run: " + lines.get(0), took);
    }
    boolean killed = Signals.of(status).isPresent();
    boolean dynamic = check.dynamic() && status >= NO_WEIGHT && !killed;
    Advice advice = dynamic ? Advice.weight(status - NO_WEIGHT) : Advice.NONE;
    String how =
        Signals.of(status).map(signal -> "ends by " + signal).orElse("exits " + status)
            + (dynamic ? ", weight " + (status - NO_WEIGHT) : "")
            + lastWords(exited.said());
    if (status == 0 || dynamic) {
      String seen = how + " in " + ReadableDuration.of(took);
      return result(Verdict.PASSED, seen, ProbePhase.ANSWERED, took, advice, exited.said());
    }
    ProbeResult failed =
        result(Verdict.FAILED, how, ProbePhase.ANSWERED, took, advice, exited.said());
    return exited.patience().missed() ? failed.voided(noFairRun(exited.patience().lost())) : failed;
  }

  private static String noFairRun(Duration lost) {
    return "had no fair run, directord itself was late by " + ReadableDuration.of(lost);
  }

  private static ProbeResult unchecked(ScriptCheck check, String how, Duration took) {
    return new ProbeResult(
        Verdict.VOID,
        how,
        ProbePhase.CONNECT,
        ProbeTimes.endedAfter(took),
        Advice.NONE,
        List.of(),
        List.of(
            "script "
                + check.command().get(0)
                + " "
                + how
                + "; its servers are not checked by it"));
  }

  private static ProbeResult result(
      Verdict verdict, String seen, ProbePhase reached, Duration took, Advice advice, String said) {
    return new ProbeResult(
        verdict, seen, reached, ProbeTimes.endedAfter(took), advice, Said.lines(said), List.of());
  }

  private static String lastWords(String said) {
    return Said.lastLine(said).map(words -> ": '" + words + "'").orElse("");
  }
}
