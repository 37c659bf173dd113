// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTextTest {
  private static final Condition FULL =
      new Condition(
          Instant.parse("2026-11-22T05:28:00.123Z"),
          12.5,
          0.0,
          8.33,
          0.5,
          100.0,
          8_123_456_789L,
          123_456_789L,
          0.4,
          310.0,
          7.0,
          100_000L,
          22L);

  private static final String TEXT =
      "1795325280123 12.5 0 8.33 0.5 100 8123456789 123456789 0.4 310 7 100000 22";

  @Test
  @DisplayName("a condition is a line of numbers, and reads as it was")
  void roundTrip() {
    assertEquals(TEXT, ConditionText.of(FULL));
    assertEquals(Optional.of(FULL), ConditionText.read(TEXT));
    assertEquals(1_795_325_280, ConditionText.number(TEXT));
  }

  @Test
  @DisplayName("what is not known stays unknown")
  void unknown() {
    Condition bare =
        new Condition(
            Instant.ofEpochMilli(5), null, null, null, null, null, null, null, 0, 0, 0, null, null);

    assertEquals("5 - - - - - - - 0 0 0 - -", ConditionText.of(bare));
    assertEquals(Optional.of(bare), ConditionText.read("5 - - - - - - - 0 0 0 - -"));
  }

  @Test
  @DisplayName("what a newer version says beyond it is passed over")
  void newer() {
    assertEquals(Optional.of(FULL), ConditionText.read(TEXT + " 17 seventeen"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5 - -", "x - - - - - - - 0 0 0 - -", "5 - - - - - - - - - - - -"})
  @DisplayName("what is no condition is none")
  void none(String text) {
    assertEquals(Optional.empty(), ConditionText.read(text));
  }
}
