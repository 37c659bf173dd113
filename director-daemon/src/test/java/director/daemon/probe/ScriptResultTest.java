// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.local.state.Patience;
import director.daemon.local.state.RunEnd;
import director.healthcheck.request.ScriptCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptResultTest {
  private static final Duration TOOK = Duration.ofMillis(12);
  private static final Patience FAIR = Patience.from(Duration.ZERO, Duration.ofSeconds(1));

  private static ProbeResult of(boolean dynamic, RunEnd end) {
    ScriptCheck check =
        new ScriptCheck(List.of("/opt/check"), Optional.empty(), dynamic, new TreeMap<>());
    return ScriptResult.of(check, end, TOOK);
  }

  @ParameterizedTest(name = "{0}, dynamic: {1}")
  @CsvSource({
    "0, false, PASSED, , 'exits 0: ''so so'' in 12 ms'",
    "0, true, PASSED, , 'exits 0: ''so so'' in 12 ms'",
    "1, false, FAILED, , 'exits 1: ''so so'''",
    "1, true, FAILED, , 'exits 1: ''so so'''",
    "2, false, FAILED, , 'exits 2: ''so so'''",
    "2, true, PASSED, 0, 'exits 2, weight 0: ''so so'' in 12 ms'",
    "52, true, PASSED, 50, 'exits 52, weight 50: ''so so'' in 12 ms'",
    "255, true, PASSED, 253, 'exits 255, weight 253: ''so so'' in 12 ms'",
    "137, false, FAILED, , 'ends by SIGKILL: ''so so'''",
    "137, true, FAILED, , 'ends by SIGKILL: ''so so'''",
  })
  @DisplayName("an exit status is health, failure or a weight")
  void statuses(int status, boolean dynamic, Verdict verdict, Integer weight, String seen) {
    assertEquals(
        new ProbeResult(
            verdict,
            seen,
            ProbePhase.ANSWERED,
            ProbeTimes.endedAfter(TOOK),
            weight == null
                ? Advice.NONE
                : new Advice(OptionalInt.of(weight), 0, OptionalInt.empty(), Advice.Mode.SERVE),
            List.of("first", "so so"),
            List.of()),
        of(dynamic, new RunEnd.Exited(status, FAIR, "first\n\n so so\n")));
  }

  @Test
  @DisplayName("a script that cannot be run is neither health nor failure, and is warned about")
  void refused() {
    assertEquals(
        new ProbeResult(
            Verdict.VOID,
            "cannot be run: /opt/check may be written by everybody",
            ProbePhase.CONNECT,
            ProbeTimes.endedAfter(TOOK),
            Advice.NONE,
            List.of(),
            List.of(
                "script /opt/check cannot be run: /opt/check may be written by everybody;"
                    + " its servers are not checked by it")),
        of(false, new RunEnd.Refused("/opt/check may be written by everybody")));
  }

  @Test
  @DisplayName("status 126 is a weight unless it is setpriv that says why it could not execute")
  void ofSetpriv() {
    String complaint = "setpriv: failed to execute /opt/check: Permission denied\n";

    assertEquals(Verdict.VOID, of(true, new RunEnd.Exited(126, FAIR, complaint)).verdict());
    assertEquals(Advice.weight(124), of(true, new RunEnd.Exited(126, FAIR, "all well\n")).advice());
  }

  @Test
  @DisplayName("a run that did not end in time fails with its last words")
  void overdue() {
    ProbeResult result = of(false, new RunEnd.Overdue(Patience.Ruling.FAILED, FAIR, "trying\n"));

    assertEquals(Verdict.FAILED, result.verdict());
    assertEquals("did not end within 1 s: 'trying'", result.seen());
  }

  @Test
  @DisplayName("a failure after we were away for more than the timeout is void")
  void ourFault() {
    Patience unfair = new Patience(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2));

    assertEquals(Verdict.VOID, of(false, new RunEnd.Exited(1, unfair, "")).verdict());
    assertEquals(
        Verdict.VOID, of(false, new RunEnd.Overdue(Patience.Ruling.VOID, unfair, "")).verdict());
    assertEquals(Verdict.PASSED, of(false, new RunEnd.Exited(0, unfair, "")).verdict());
  }
}
