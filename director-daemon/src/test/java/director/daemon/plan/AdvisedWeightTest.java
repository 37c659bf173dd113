// SPDX-License-Identifier: Apache-2.0
package director.daemon.plan;

import static director.healthcheck.state.Advice.addend;
import static director.healthcheck.state.Advice.weight;
import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.state.Advice;
import director.healthcheck.state.Advice.Mode;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisedWeightTest {

  @Test
  @DisplayName("without advice it is the configured weight")
  void none() {
    assertEquals(new AdvisedWeight(7, Mode.SERVE), AdvisedWeight.of(7, List.of()));
    assertEquals(
        new AdvisedWeight(7, Mode.SERVE), AdvisedWeight.of(7, List.of(Advice.NONE, Advice.NONE)));
  }

  @Test
  @DisplayName("a script's weight stands in place of the configured one")
  void oneScript() {
    assertEquals(new AdvisedWeight(40, Mode.SERVE), AdvisedWeight.of(10, List.of(weight(40))));
    assertEquals(new AdvisedWeight(0, Mode.SERVE), AdvisedWeight.of(10, List.of(weight(0))));
  }

  @Test
  @DisplayName("of several scripts and files each counts by its difference, as in keepalived")
  void differences() {
    assertEquals(
        new AdvisedWeight(100 - 40 - 20 + 5, Mode.SERVE),
        AdvisedWeight.of(100, List.of(weight(60), weight(80), addend(5), Advice.NONE)));
  }

  @Test
  @DisplayName("it stays within 0..65535")
  void bounds() {
    assertEquals(
        new AdvisedWeight(0, Mode.SERVE), AdvisedWeight.of(10, List.of(weight(3), addend(-200))));
    assertEquals(
        new AdvisedWeight(65_535, Mode.SERVE), AdvisedWeight.of(65_530, List.of(addend(6))));
    assertEquals(
        new AdvisedWeight(65_535, Mode.SERVE),
        AdvisedWeight.of(65_535, List.of(addend(Integer.MAX_VALUE), share(Integer.MAX_VALUE))));
  }

  @ParameterizedTest(name = "{1} % of {0} are {2}")
  @DisplayName("an agent's share is rounded, and above 0 it leaves at least 1 of what there is:")
  @CsvSource({
    "100, 75, 75",
    "10, 75, 8", // 7.5
    "10, 74, 7",
    "10, 100, 10",
    "10, 0, 0",
    "10, 1, 1", // 0.1
    "1, 50, 1", // 0.5
    "1, 49, 1", // 0.49
    "0, 50, 0",
    "10, 1000, 100",
    "65535, 1000, 65535",
  })
  void shares(int configured, int share, int expected) {
    assertEquals(
        new AdvisedWeight(expected, Mode.SERVE),
        AdvisedWeight.of(configured, List.of(share(share))));
  }

  @Test
  @DisplayName(
      "the share is of what scripts and files have left, and of several shares the smallest")
  void shareOfTheSum() {
    assertEquals(
        new AdvisedWeight(40, Mode.SERVE),
        AdvisedWeight.of(100, List.of(share(50), weight(70), addend(10), share(90))));
    assertEquals(
        new AdvisedWeight(0, Mode.SERVE), AdvisedWeight.of(10, List.of(addend(-20), share(50))));
  }

  @Test
  @DisplayName("the strictest wish of several holds")
  void modes() {
    Advice drain = new Advice(OptionalInt.empty(), 0, OptionalInt.of(75), Mode.DRAIN);
    Advice maintenance = new Advice(OptionalInt.empty(), 0, OptionalInt.empty(), Mode.MAINTENANCE);

    assertEquals(
        new AdvisedWeight(75, Mode.DRAIN), AdvisedWeight.of(100, List.of(drain, Advice.NONE)));
    assertEquals(
        new AdvisedWeight(75, Mode.MAINTENANCE),
        AdvisedWeight.of(100, List.of(maintenance, drain)));
  }

  private static Advice share(int percent) {
    return new Advice(OptionalInt.empty(), 0, OptionalInt.of(percent), Mode.SERVE);
  }
}
