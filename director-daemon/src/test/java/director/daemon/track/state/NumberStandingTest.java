// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.local.state.NumberReading;
import director.daemon.local.state.NumberReading.Found;
import director.daemon.local.state.NumberReading.Missing;
import director.daemon.local.state.NumberReading.Unusable;
import director.daemon.local.state.Said;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberStandingTest {
  private static final OptionalLong ZERO = OptionalLong.of(0);
  private static final OptionalLong FAULT = OptionalLong.empty();

  @ParameterizedTest(name = "''{0}'' is {1}")
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "5,5",
        "' 5\n',5",
        "-17,-17",
        "+3,3",
        "0,0",
        "007,7",
        "999999999999999999,999999999999999999",
        "-999999999999999999,-999999999999999999",
      })
  @DisplayName("a whole number may have a sign and white space around it")
  void numbers(String text, long number) {
    assertEquals(new Found(number), NumberReading.of(text));
  }

  @ParameterizedTest(name = "''{0}'': {1}")
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'',is empty",
        "'\n',is empty",
        "5 apples,'holds no whole number, but ''5 apples'''",
        "'5\n6','holds no whole number, but ''5.6'''",
        "1.5,'holds no whole number, but ''1.5'''",
        "0x10,'holds no whole number, but ''0x10'''",
        "--5,'holds no whole number, but ''--5'''",
        "-,'holds no whole number, but ''-'''",
        "٣,'holds no whole number, but ''.'''",
        "9999999999999999999,'holds no whole number, but ''9999999999999999999'''",
      })
  @DisplayName("anything else is not, down to the trailing junk that keepalived accepts")
  void noNumbers(String text, String problem) {
    assertEquals(new Unusable(problem), NumberReading.of(text));
  }

  @Test
  @DisplayName("no text whatever makes it throw")
  void hostile() {
    Random random = new Random(20261122);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 64 : 65_536));
      }

      NumberReading unused = NumberReading.of(text.toString());
    }
  }

  @Test
  @DisplayName("a missing file has the configured number, or is a fault")
  void missing() {
    assertEquals(
        new NumberStanding(TrackedState.OK, 0, "is missing, which counts as 0", false),
        NumberStanding.UNREAD.after(new Missing(), ZERO));
    assertEquals(
        new NumberStanding(TrackedState.FAILED, 0, "is missing", false),
        NumberStanding.UNREAD.after(new Missing(), FAULT));
  }

  @Test
  @DisplayName("something that is no number leaves the last one, and without one counts as missing")
  void unusable() {
    NumberStanding five = NumberStanding.UNREAD.after(new Found(5), FAULT);

    assertEquals(new NumberStanding(TrackedState.OK, 5, "says 5", true), five);
    assertEquals(five, five.after(new Unusable("is empty"), FAULT));
    assertEquals(
        new NumberStanding(TrackedState.OK, 0, "is empty, which counts as 0", false),
        NumberStanding.UNREAD.after(new Unusable("is empty"), ZERO));
    assertEquals(
        new NumberStanding(TrackedState.FAILED, 0, "is empty", false),
        five.after(new Missing(), FAULT).after(new Unusable("is empty"), FAULT));
  }

  @Test
  @DisplayName("words of others become one visible line")
  void said() {
    assertEquals("a.b c", Said.fit("  a\u001bb c\r\n"));
    assertEquals(160, Said.fit("x".repeat(1000)).length());
    assertEquals("second", Said.lastLine("first\n second \n\n \n").orElseThrow());
    assertEquals(Optional.empty(), Said.lastLine(" \n"));
  }
}
