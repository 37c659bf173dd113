// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import director.daemon.local.state.NumberReading;
import director.daemon.local.state.NumberReading.Found;
import director.daemon.local.state.NumberReading.Unusable;
import director.healthcheck.request.FileCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.ReadableDuration;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * What a number in a file says about a server, as keepalived's FILE_CHECK has it. A file that holds
 * something else, or cannot be read, says nothing, but it is told.
 */
final class FileResult {

  /** keepalived's weights go from -253 to 253; what is below is failure. */
  private static final long FAILURE = -254;

  /** Beyond the largest weight, either way, a number makes no more difference. */
  private static final long LARGEST = 65535;

  private FileResult() {}

  /** Of a reading that took so long. */
  static ProbeResult of(FileCheck check, NumberReading reading, Duration took) {
    if (reading instanceof Found found) {
      return number(check, found.number(), "says " + found.number(), took);
    }
    if (reading instanceof Unusable unusable && !unusable.equals(Unusable.EMPTY)) {
      return unchecked(check, unusable.problem(), took);
    }
    String seen = reading instanceof Unusable ? "is empty" : "is missing";
    return number(check, 0, seen + ", which counts as 0", took);
  }

  /** Of a file system that has not answered for so long. */
  static ProbeResult silent(FileCheck check, Duration took) {
    return unchecked(check, "does not answer within " + ReadableDuration.of(took), took);
  }

  private static ProbeResult number(FileCheck check, long number, String how, Duration took) {
    String seen = check.file() + " " + how;
    if (check.factor() == 0) {
      return answered(number == 0 ? Verdict.PASSED : Verdict.FAILED, seen, Advice.NONE, took);
    }
    long addend = bounded(bounded(number) * check.factor());
    return addend <= FAILURE
        ? answered(
            Verdict.FAILED,
            seen + ", times " + check.factor() + " is " + FAILURE + " or less",
            Advice.NONE,
            took)
        : answered(
            Verdict.PASSED,
            seen + ", which adds " + addend + " to the weight",
            Advice.addend((int) addend),
            took);
  }

  private static long bounded(long number) {
    return Math.max(-LARGEST, Math.min(LARGEST, number));
  }

  private static ProbeResult answered(Verdict verdict, String seen, Advice advice, Duration took) {
    return new ProbeResult(
        verdict,
        seen,
        ProbePhase.ANSWERED,
        ProbeTimes.endedAfter(took),
        advice,
        List.of(),
        List.of());
  }

  private static ProbeResult unchecked(FileCheck check, String how, Duration took) {
    String seen = check.file() + " " + how;
    return new ProbeResult(
        Verdict.VOID,
        seen,
        ProbePhase.CONNECT,
        ProbeTimes.endedAfter(took),
        Advice.NONE,
        List.of(),
        List.of(seen + "; its servers are not checked by it"));
  }
}
