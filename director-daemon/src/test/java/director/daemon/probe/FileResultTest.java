// SPDX-License-Identifier: Apache-2.0
package director.daemon.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.local.state.NumberReading;
import director.healthcheck.request.FileCheck;
import director.healthcheck.state.Advice;
import director.healthcheck.state.ProbePhase;
import director.healthcheck.state.ProbeResult;
import director.healthcheck.state.ProbeTimes;
import director.healthcheck.state.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileResultTest {
  private static final Duration TOOK = Duration.ofMillis(2);

  private static ProbeResult of(int factor, NumberReading reading) {
    return FileResult.of(new FileCheck(Path.of("/run/load"), factor), reading, TOOK);
  }

  @ParameterizedTest(name = "{0} times {1}: {2}")
  @CsvSource({
    "0, 0, PASSED, 0, /run/load says 0",
    "7, 0, FAILED, 0, /run/load says 7",
    "-1, 0, FAILED, 0, /run/load says -1",
    "7, 2, PASSED, 14, '/run/load says 7, which adds 14 to the weight'",
    "-253, 1, PASSED, -253, '/run/load says -253, which adds -253 to the weight'",
    "-254, 1, FAILED, 0, '/run/load says -254, times 1 is -254 or less'",
    "127, -2, FAILED, 0, '/run/load says 127, times -2 is -254 or less'",
    "999999999999999999, 254, PASSED, 65535,"
        + " '/run/load says 999999999999999999, which adds 65535 to the weight'",
    "-999999999999999999, -254, PASSED, 65535,"
        + " '/run/load says -999999999999999999, which adds 65535 to the weight'",
  })
  @DisplayName("a number is failure or weight")
  void numbers(long number, int factor, Verdict verdict, int addend, String seen) {
    assertEquals(
        new ProbeResult(
            verdict,
            seen,
            ProbePhase.ANSWERED,
            ProbeTimes.endedAfter(TOOK),
            Advice.addend(addend),
            List.of(),
            List.of()),
        of(factor, new NumberReading.Found(number)));
  }

  @Test
  @DisplayName("a file that is missing or empty counts as 0")
  void missing() {
    assertEquals(Verdict.PASSED, of(0, new NumberReading.Missing()).verdict());
    assertEquals(
        "/run/load is missing, which counts as 0", of(0, new NumberReading.Missing()).seen());
    assertEquals("/run/load is empty, which counts as 0", of(0, NumberReading.of(" \n")).seen());
    assertEquals(Advice.NONE, of(-3, NumberReading.of("")).advice());
  }

  @Test
  @DisplayName("what is no number says nothing, and is warned about")
  void noNumber() {
    ProbeResult result = of(1, NumberReading.of("yes"));

    assertEquals(Verdict.VOID, result.verdict());
    assertEquals(
        List.of("/run/load holds no whole number, but 'yes'; its servers are not checked by it"),
        result.warnings());
  }
}
