// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:28:40Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PT-5S, 0s",
    "PT0.9S, 0s",
    "PT59.9S, 59s",
    "PT60S, 1m 0s",
    "PT59M59S, 59m 59s",
    "PT1H, 1h 0m",
    "PT23H59M, 23h 59m",
    "P1D, 1d 0h",
    "P400DT23H, 400d 23h"
  })
  @DisplayName("an age has its two largest units")
  void age(Duration age, String expected) {
    assertEquals(expected, Amount.age(NOW.minus(age), NOW));
  }

  @ParameterizedTest(name = "{0} ms")
  @CsvSource({"0.04, 0.0ms", "4.23, 4.2ms", "153.4, 153ms", "3000.4, 3.0s"})
  @DisplayName("a latency has the digits that matter")
  void latency(double millis, String expected) {
    assertEquals(expected, Amount.latency(millis));
  }

  @ParameterizedTest(name = "{0} ms")
  @CsvSource({"10, 10 ms", "3.609375, 3.609 ms", "999.9, 999.9 ms", "1000, 1 s", "40950, 40.95 s"})
  @DisplayName("a timer has the digits that were configured, and not more than three after the dot")
  void span(double millis, String expected) {
    assertEquals(expected, Amount.span(millis));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0, 0",
    "9999, 9999",
    "10000, 10.0k",
    "12345, 12.3k",
    "99949, 99.9k",
    "99950, 100k",
    "999499, 999k",
    "999500, 1.00M",
    "5310455, 5.31M",
    "61022334, 61.0M",
    "7310998120, 7.31G",
    "123456789012345, 123T",
    "9223372036854775807, 9.22E"
  })
  @DisplayName("a big count has three figures and its power of a thousand")
  void shortly(long count, String expected) {
    assertEquals(expected, Amount.shortly(count));
  }

  @Test
  @DisplayName("what is not known is a dash")
  void unknown() {
    assertEquals("-", Amount.age(null, NOW));
    assertEquals("-", Amount.latency(null));
    assertEquals("-", Amount.shortly(null));
  }
}
