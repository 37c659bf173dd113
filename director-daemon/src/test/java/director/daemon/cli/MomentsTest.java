// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private final Moments moments = new Moments(Keyboard.CLOCK);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "05:28, 2026-11-22T04:28:00Z",
    "5:28, 2026-11-22T04:28:00Z",
    "05:28:30, 2026-11-22T04:28:30Z",
    "06:30, 2026-11-22T05:30:00Z",
    "06:31, 2026-11-21T05:31:00Z",
    "yesterday 05:28, 2026-11-21T04:28:00Z",
    "Yesterday, 2026-11-20T23:00:00Z",
    "today 00:00, 2026-11-21T23:00:00Z",
    "now, 2026-11-22T05:30:00Z",
    "15m, 2026-11-22T05:15:00Z",
    "-15m, 2026-11-22T05:15:00Z",
    "90s ago, 2026-11-22T05:28:30Z",
    "2d, 2026-11-20T05:30:00Z",
    "2026-11-20, 2026-11-19T23:00:00Z",
    "2026-11-20 05:28, 2026-11-20T04:28:00Z",
    "2026-11-20T05:28:30, 2026-11-20T04:28:30Z",
    "2026-11-20T05:28:30Z, 2026-11-20T05:28:30Z",
    "2026-11-20T05:28:30.5+09:00, 2026-11-19T20:28:30.5Z"
  })
  @DisplayName("understands how people say when, at 06:30 in Berlin")
  void understands(String text, Instant expected) {
    assertEquals(Optional.of(expected), moments.read(text));
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "",
        "noon",
        "25:00",
        "5",
        "15",
        "-",
        "2026-13-01",
        "tomorrow 05:28",
        "05:28 x",
        "t"
      })
  @DisplayName("takes nothing else")
  void refuses(String text) {
    assertEquals(Optional.empty(), moments.read(text));
  }
}
