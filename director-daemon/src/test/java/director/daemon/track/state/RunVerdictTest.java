// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.local.state.Patience;
import director.healthcheck.state.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunVerdictTest {
  private static final Optional<String> SAID = Optional.of("connect refused");
  private static final Patience FAIR =
      new Patience(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final Patience UNFAIR =
      new Patience(Duration.ZERO, Duration.ofSeconds(1), Duration.ofMillis(1001));

  @Test
  @DisplayName("a failure counts as long as we were away for no more than its timeout")
  void status() {
    assertEquals(new Finding(Verdict.FAILED, "exits 2", SAID), RunVerdict.ofStatus(2, FAIR, SAID));
    assertEquals(
        new Finding(
            Verdict.VOID,
            "had no fair run, directord itself was late by 1.001 s; it exits 2",
            SAID),
        RunVerdict.ofStatus(2, UNFAIR, SAID));
  }

  @Test
  @DisplayName("a success counts however late we saw it")
  void success() {
    assertEquals(
        new Finding(Verdict.PASSED, "exits 0", SAID), RunVerdict.ofStatus(0, UNFAIR, SAID));
  }

  @Test
  @DisplayName("a timeout is a failure or void, as patience rules")
  void timeout() {
    assertEquals(
        new Finding(Verdict.FAILED, "did not end within 1 s", SAID),
        RunVerdict.ofTimeout(Patience.Ruling.FAILED, FAIR, SAID));
    assertEquals(
        new Finding(
            Verdict.VOID,
            "had no fair run, directord itself was late by 1.001 s; it did not end within 1 s",
            SAID),
        RunVerdict.ofTimeout(Patience.Ruling.VOID, UNFAIR, SAID));
  }
}
