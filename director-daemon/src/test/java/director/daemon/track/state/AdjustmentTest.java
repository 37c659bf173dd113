// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.local.state.NumberReading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdjustmentTest {
  private static final Contribution NOTHING =
      new Contribution(0, Optional.empty(), Optional.empty());

  @ParameterizedTest(name = "weight {0}, reverse {1}, {2}: {3}")
  @CsvSource({
    "20, false, OK, 20",
    "20, false, FAILED, 0",
    "20, false, UNKNOWN, 0",
    "20, true, OK, 0",
    "20, true, FAILED, 20",
    "20, true, UNKNOWN, 0",
    "-20, false, OK, 0",
    "-20, false, FAILED, -20",
    "-20, false, UNKNOWN, 0",
    "-20, true, OK, -20",
    "-20, true, FAILED, 0",
    "0, false, OK, 0",
    "0, false, FAILED, fault",
    "0, false, UNKNOWN, 0",
    "0, true, OK, fault",
    "0, true, FAILED, 0",
    "0, true, UNKNOWN, 0",
  })
  @DisplayName("a thing that is well or not, as keepalived reckons it (T-05)")
  void ofState(int weight, boolean reverse, TrackedState state, String expected) {
    Weighted weighted = new Weighted("web", weight, reverse);

    Contribution contribution =
        Contribution.ofState(weighted, "script web", new Standing(state, 0, "exits 1"));

    assertEquals(contributes(expected, "script web exits 1"), contribution);
  }

  private static Contribution contributes(String expected, String sentence) {
    if (expected.equals("fault")) {
      return Contribution.fault(sentence);
    }
    int delta = Integer.parseInt(expected);
    String sign = delta > 0 ? "+" : "";
    return delta == 0
        ? NOTHING
        : new Contribution(delta, Optional.empty(), Optional.of(sign + delta + ": " + sentence));
  }

  @ParameterizedTest(name = "weight {0}, reverse {1}, number {2}: {3}")
  @CsvSource({
    "1, false, 5, 5",
    "1, false, -5, -5",
    "3, false, 5, 15",
    "-3, false, 5, -15",
    "3, true, 5, -15",
    "1, false, 0, 0",
    "1, false, 254, 254",
    "1, false, 1000, 254",
    "2, false, 127, 254",
    "254, false, 9223372036854775807, 254",
    "-254, false, -9223372036854775808, 254",
    "1, false, -253, -253",
    "1, false, -254, fault",
    "1, true, 254, fault",
    "-127, false, 2, fault",
    "1, false, -9223372036854775808, fault",
    "254, true, 9223372036854775807, fault",
    "0, false, 0, 0",
    "0, false, 1, fault",
    "0, false, -1, fault",
    "0, true, 0, fault",
    "0, true, 7, 0",
  })
  @DisplayName("a number is multiplied and bounded, and -254 is a fault (T-07)")
  void ofNumber(int weight, boolean reverse, long number, String expected) {
    Weighted weighted = new Weighted("drain", weight, reverse);

    Contribution contribution =
        Contribution.ofNumber(
            weighted,
            "file drain",
            new NumberStanding(TrackedState.OK, number, "says " + number, true));

    assertEquals(expected.equals("fault"), contribution.fault().isPresent());
    assertEquals(expected.equals("fault") ? 0 : Integer.parseInt(expected), contribution.delta());
  }

  @Test
  @DisplayName("a number's reason names number, weight and product")
  void numberReason() {
    var says5 = new NumberStanding(TrackedState.OK, 5, "says 5", true);

    Contribution contribution =
        Contribution.ofNumber(new Weighted("drain", -3, false), "file drain", says5);

    assertEquals(
        new Contribution(
            -15, Optional.empty(), Optional.of("-15: file drain says 5, times weight -3")),
        contribution);
  }

  @Test
  @DisplayName("a file that is missing and must not be is a fault whatever the weight")
  void missingFile() {
    NumberStanding missing =
        NumberStanding.UNREAD.after(new NumberReading.Missing(), OptionalLong.empty());

    Contribution contribution =
        Contribution.ofNumber(new Weighted("drain", 10, false), "file drain", missing);

    assertEquals(Contribution.fault("file drain is missing"), contribution);
  }

  @ParameterizedTest(name = "weight {0}, {1} thousandths: {2}")
  @CsvSource({
    "60, 0, 0",
    "60, 1000, -60",
    "-60, 1000, -60",
    "60, 500, -30",
    "60, 16, 0",
    "60, 17, -1",
    "253, 1000, -253"
  })
  @DisplayName("of a service so much of the weight is taken as is missing, and never more")
  void ofShortfall(int weight, int thousandths, int expected) {
    Contribution contribution =
        Contribution.ofShortfall(new Weighted("photos", weight, false), thousandths, "few");

    assertEquals(expected, contribution.delta());
    assertEquals(Optional.empty(), contribution.fault());
  }

  @Test
  @DisplayName("all weights are summed, faults are joined, reasons are kept in order")
  void sums() {
    var plus = new Contribution(20, Optional.empty(), Optional.of("+20: a"));
    var minus = new Contribution(-50, Optional.empty(), Optional.of("-50: b"));

    Adjustment adjustment =
        Adjustment.sum(
            List.of(plus, Contribution.fault("c"), NOTHING, minus, Contribution.fault("d")));

    assertEquals(new Adjustment(-30, Optional.of("c; d"), List.of("+20: a", "-50: b")), adjustment);
  }

  @Test
  @DisplayName("the bounds apply to the sum, not on the way to it")
  void boundsTheSum() {
    var up = new Contribution(200, Optional.empty(), Optional.of("up"));
    var down = new Contribution(-250, Optional.empty(), Optional.of("down"));

    Adjustment adjustment = Adjustment.sum(List.of(up, up, down));

    assertEquals(150, adjustment.delta());
    assertEquals(254, Adjustment.sum(List.of(up, up)).delta());
    assertEquals(-254, Adjustment.sum(List.of(down, down)).delta());
  }

  @ParameterizedTest(name = "{0} and {1} make {2}")
  @CsvSource({
    "150, 0, 150",
    "150, 50, 200",
    "150, 104, 254",
    "150, 105, 254",
    "150, -149, 1",
    "150, -150, 1",
    "1, -254, 1",
    "254, 254, 254",
    "1, 254, 254",
    "255, -254, 255",
    "255, 0, 255",
    "254, 1, 254"
  })
  @DisplayName("the effective priority is 1..254, but an owner stays at 255 (T-06)")
  void effectivePriority(int configured, int delta, int expected) {
    Adjustment adjustment = new Adjustment(delta, Optional.empty(), List.of());

    assertEquals(expected, adjustment.effectivePriority(configured));
  }

  @Test
  @DisplayName("a weight beyond 254 is refused")
  void weightBounds() {
    assertThrows(IllegalArgumentException.class, () -> new Weighted("a", 255, false));
    assertThrows(IllegalArgumentException.class, () -> new Weighted("a", -255, false));
  }
}
