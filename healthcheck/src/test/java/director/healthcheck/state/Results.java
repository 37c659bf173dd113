// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;

/** One result of each verdict. */
final class Results {

  static final ProbeResult GOOD =
      result(Verdict.PASSED, "answered 200 in 12 ms", ProbePhase.ANSWERED);
  static final ProbeResult BAD =
      result(Verdict.FAILED, "HTTP status 503, expected 200", ProbePhase.ANSWERED);
  static final ProbeResult NONE =
      result(Verdict.VOID, "this host cannot connect: Too many open files", ProbePhase.CONNECT);

  private Results() {}

  private static ProbeResult result(Verdict verdict, String seen, ProbePhase reached) {
    return new ProbeResult(verdict, seen, reached, ProbeTimes.endedAfter(Duration.ofMillis(12)));
  }
}
