// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableDurationTest {

  @ParameterizedTest(name = "{0} reads as {1}")
  @DisplayName("a duration reads as people say it")
  @CsvSource({
    "PT0S, under 1 ms",
    "PT0.0009S, under 1 ms",
    "PT0.001S, 1 ms",
    "PT0.9999S, 999 ms",
    "PT1S, 1 s",
    "PT1.25S, 1.25 s",
    "PT3.0009S, 3 s",
    "PT60S, 60 s",
    "PT100S, 100 s",
    "PT2M, 2 min",
    "PT15M, 15 min",
    "PT15M1S, 901 s",
    "PT15M0.001S, 900.001 s",
  })
  void reads(Duration duration, String text) {
    assertEquals(text, ReadableDuration.of(duration));
  }
}
