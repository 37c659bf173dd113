// SPDX-License-Identifier: Apache-2.0
package director.daemon.explain.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private final Times times = new Times(Instant.parse("2026-11-22T05:28:40Z"));

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "340, 340 ms",
    "1250, 1.2 s",
    "9999, 9.9 s",
    "38000, 38 s",
    "119999, 119 s",
    "120000, 2 min",
    "7199000, 119 min",
    "11520000, 3 h 12 min",
    "172799000, 47 h 59 min",
    "432000000, 5 days",
  })
  @DisplayName("a span has two figures that matter")
  void span(long millis, String words) {
    assertEquals(words, Times.span(Duration.ofMillis(millis)));
  }

  @Test
  @DisplayName("a time is told by clock and age, and by its day when it was another")
  void at() {
    assertEquals("at 05:28:02 UTC, 37 s ago", times.at(Instant.parse("2026-11-22T05:28:02.5Z")));
    assertEquals(
        "at 2026-11-21 05:28:40 UTC, 24 h 0 min ago",
        times.at(Instant.parse("2026-11-21T05:28:40Z")));
    assertEquals(
        "for 38 s, since 05:28:02 UTC", times.since(Instant.parse("2026-11-22T05:28:02Z")));
  }

  @Test
  @DisplayName("a clock that was set back makes nothing negative")
  void setBack() {
    Instant later = Instant.parse("2026-11-22T06:00:00Z");

    assertEquals("just now", times.ago(later));
    assertEquals("for 0 ms, since 06:00:00 UTC", times.since(later));
    assertEquals("now", times.in(Instant.parse("2026-11-22T05:00:00Z")));
  }

  @Test
  @DisplayName("what is to come is told by clock and by how long it takes")
  void later() {
    assertEquals("05:29:10 UTC, in 30 s", times.atLater(Instant.parse("2026-11-22T05:29:10Z")));
  }
}
