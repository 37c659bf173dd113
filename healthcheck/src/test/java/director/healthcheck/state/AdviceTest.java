// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.healthcheck.state.Advice.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdviceTest {

  @Test
  @DisplayName(
      "the first share is taken as it is, then it moves by ten points from answer to answer")
  void steps() {
    Advice inForce = Advice.NONE;

    List<Integer> shares = new ArrayList<>();
    for (int answer : List.of(80, 75, 20, 20, 50, 100, 100, 100, 100, 100)) {
      inForce = inForce.towards(share(answer, Mode.SERVE), 10);
      shares.add(inForce.share().orElseThrow());
    }

    assertEquals(List.of(80, 75, 65, 55, 50, 60, 70, 80, 90, 100), shares);
  }

  @Test
  @DisplayName("an answer without a word about the share leaves it, and its mode counts at once")
  void noWord() {
    Advice inForce = share(50, Mode.SERVE);

    Advice after =
        inForce.towards(new Advice(OptionalInt.empty(), 0, OptionalInt.empty(), Mode.DRAIN), 10);

    assertEquals(share(50, Mode.DRAIN), after);
  }

  @Test
  @DisplayName("weights of scripts and addends of files are not smoothed")
  void weightsJump() {
    assertEquals(Advice.weight(200), Advice.weight(1).towards(Advice.weight(200), 10));
    assertEquals(Advice.addend(-7), Advice.addend(90).towards(Advice.addend(-7), 10));
    assertEquals(
        share(1000, Mode.SERVE),
        share(0, Mode.SERVE).towards(share(1000, Mode.SERVE), Integer.MAX_VALUE));
  }

  private static Advice share(int percent, Mode mode) {
    return new Advice(OptionalInt.empty(), 0, OptionalInt.of(percent), mode);
  }
}
