// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import static director.daemon.track.state.TrackedState.FAILED;
import static director.daemon.track.state.TrackedState.OK;
import static director.daemon.track.state.TrackedState.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.healthcheck.state.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiseFallTest {
  private static final Finding PASS = Finding.passed("exits 0");
  private static final Finding FAIL =
      new Finding(Verdict.FAILED, "exits 2", Optional.of("connect refused"));
  private static final Finding VOID = FAIL.voided("had no fair run");

  @ParameterizedTest(name = "rise {0}, fall {1}, from {2}: {3}")
  @CsvSource({
    // p passes, f fails, v says nothing; then the state after each
    "1, 1, UNKNOWN, p, O",
    "1, 1, UNKNOWN, f, F",
    "3, 3, UNKNOWN, f, F",
    "3, 3, UNKNOWN, p, O",
    "3, 3, UNKNOWN, vvp, UUO",
    "1, 3, OK, fff, OOF",
    "1, 3, OK, ffpff, OOOOO",
    "1, 3, OK, fvfvf, OOOOF",
    "1, 3, OK, fffp, OOFO",
    "3, 1, FAILED, ppp, FFO",
    "3, 1, FAILED, ppfpp, FFFFF",
    "3, 1, FAILED, pvvpvp, FFFFFO",
    "2, 2, OK, ffppff, OFFOOF",
    "2, 3, FAILED, pfpf, FFFF",
  })
  @DisplayName("so many in a row make a difference, and of the unknown the first decides")
  void rows(int rise, int fall, TrackedState from, String findings, String expected) {
    RiseFall rule = new RiseFall(rise, fall);
    Standing standing = Standing.initial(from);
    StringBuilder states = new StringBuilder();

    for (char finding : findings.toCharArray()) {
      standing = rule.after(standing, finding == 'p' ? PASS : finding == 'f' ? FAIL : VOID);
      states.append(standing.state().name().charAt(0));
    }

    assertEquals(expected, states.toString());
  }

  @Test
  @DisplayName("every sequence of up to eight findings obeys the rule as it is told in words")
  void exhaustively() {
    for (int rise = 1; rise <= 3; rise++) {
      for (int fall = 1; fall <= 3; fall++) {
        for (int length = 1; length <= 8; length++) {
          for (int bits = 0; bits < 1 << length; bits++) {
            follow(rise, fall, length, bits);
          }
        }
      }
    }
  }

  /** Looks back at the whole sequence, as the rule itself never does. */
  private static void follow(int rise, int fall, int length, int bits) {
    RiseFall rule = new RiseFall(rise, fall);
    Standing standing = Standing.initial(UNKNOWN);
    TrackedState expected = UNKNOWN;
    int row = 0;
    for (int i = 0; i < length; i++) {
      boolean pass = (bits >> i & 1) == 1;
      boolean sameAsBefore = i > 0 && pass == ((bits >> (i - 1) & 1) == 1);
      row = sameAsBefore ? row + 1 : 1;
      if (expected == UNKNOWN || row >= (pass ? rise : fall)) {
        expected = pass ? OK : FAILED;
      }

      standing = rule.after(standing, pass ? PASS : FAIL);

      assertEquals(
          expected,
          standing.state(),
          "rise " + rise + ", fall " + fall + ", bits " + Integer.toBinaryString(bits) + ", " + i);
    }
  }

  @Test
  @DisplayName("the reason counts the findings and quotes the last words")
  void reason() {
    RiseFall rule = new RiseFall(2, 3);

    Standing failed = rule.after(rule.after(rule.after(Standing.initial(OK), FAIL), FAIL), FAIL);

    assertEquals(new Standing(FAILED, 0, "exits 2 for the 3rd time: 'connect refused'"), failed);
  }

  @ParameterizedTest
  @CsvSource({
    "1, exits 2",
    "2, exits 2 for the 2nd time",
    "4, exits 2 for the 4th time",
    "11, exits 2 for the 11th time",
    "12, exits 2 for the 12th time",
    "13, exits 2 for the 13th time",
    "21, exits 2 for the 21st time",
    "112, exits 2 for the 112th time"
  })
  @DisplayName("the ordinals are English")
  void ordinals(int fall, String reason) {
    RiseFall rule = new RiseFall(1, fall);
    Standing standing = Standing.initial(OK);

    for (int i = 0; i < fall; i++) {
      standing = rule.after(standing, Finding.failed("exits 2"));
    }

    assertEquals(reason, standing.reason());
  }

  @Test
  @DisplayName("a finding that changes nothing leaves the reason as it is")
  void keepsReason() {
    Standing failed = new RiseFall(1, 1).after(Standing.initial(UNKNOWN), FAIL);

    Standing still = new RiseFall(1, 1).after(failed, Finding.failed("exits 7"));

    assertEquals(failed, still);
  }

  @Test
  @DisplayName("rise and fall are at least 1")
  void refusesNone() {
    assertThrows(IllegalArgumentException.class, () -> new RiseFall(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RiseFall(1, 0));
  }
}
