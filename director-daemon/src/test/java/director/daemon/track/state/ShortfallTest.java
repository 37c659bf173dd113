// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.track.state.ServiceHealth.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortfallTest {
  private static final Duration HOLD = Duration.ofSeconds(10);

  @ParameterizedTest(name = "we {0}, the peer {1}: {2}")
  @CsvSource({
    "1000, 1000, 0",
    "0, 0, 0",
    "0, 1000, 1000",
    "1000, 0, 0",
    "250, 750, 500",
    "750, 250, 0",
    "250, , 750",
    "1000, , 0",
    "0, , 1000",
  })
  @DisplayName("what the peer sees more counts, and without a peer what is missing of the whole")
  void missing(int own, Integer peer, int expected) {
    assertEquals(expected, Shortfall.missing(own, Optional.ofNullable(peer)));
  }

  @ParameterizedTest(name = "at {0}, missing {1}")
  @CsvSource({
    // time:missing pairs, then what is applied after each
    "0:1000 9:1000 10:1000, 0 0 1000",
    "0:1000 5:0 6:1000 15:1000 16:1000, 0 0 0 0 1000",
    "0:1000 5:200 10:1000 19:1000 20:1000, 0 0 200 200 1000",
    "0:500 10:500 11:300 12:0, 0 500 300 0",
    "0:500 10:500 11:900 20:900 21:900, 0 500 500 500 900",
    "0:0 20:0 21:700 30:700 31:700, 0 0 0 0 700",
    "0:1000 60:1000, 0 1000",
  })
  @DisplayName("a loss counts once it has lasted, a gain at once")
  void holds(String course, String expected) {
    Shortfall shortfall = Shortfall.NONE;
    StringBuilder applied = new StringBuilder();

    for (String step : course.split(" ")) {
      Duration now = Duration.ofSeconds(100 + Long.parseLong(step.split(":")[0]));
      shortfall = shortfall.after(Integer.parseInt(step.split(":")[1]), now, HOLD);
      applied.append(applied.isEmpty() ? "" : " ").append(shortfall.applied());
    }

    assertEquals(expected, applied.toString());
  }

  @Test
  @DisplayName("without a hold a loss counts at once")
  void noHold() {
    Shortfall shortfall = Shortfall.NONE.after(400, Duration.ofSeconds(7), Duration.ZERO);

    assertEquals(new Shortfall(400, 0, Duration.ZERO), shortfall);
  }

  @Test
  @DisplayName("two directors that suffer alike keep their order, whatever each knows of the other")
  void keepsTheOrder() {
    for (int weight = 1; weight <= 100; weight++) {
      for (int share = 0; share <= 1000; share += 50) {
        for (boolean known : new boolean[] {true, false}) {
          Optional<Integer> other = known ? Optional.of(share) : Optional.empty();
          int a = effective(150, weight, Shortfall.missing(share, other));
          int b = effective(149, weight, Shortfall.missing(share, other));

          assertTrue(a > b && b >= 1, "weight " + weight + ", share " + share);
        }
      }
    }
  }

  @Test
  @DisplayName("who sees more loses less, whether or not the views are known")
  void ordersByWhatIsSeen() {
    for (int a = 0; a <= 1000; a += 100) {
      for (int b = 0; b <= 1000; b += 100) {
        int knowing =
            effective(150, 100, Shortfall.missing(a, Optional.of(b)))
                - effective(150, 100, Shortfall.missing(b, Optional.of(a)));
        int unknowing =
            effective(150, 100, Shortfall.missing(a, Optional.empty()))
                - effective(150, 100, Shortfall.missing(b, Optional.empty()));

        assertEquals((a - b) / 10, knowing, a + " and " + b);
        assertEquals((a - b) / 10, unknowing, a + " and " + b);
      }
    }
  }

  private static int effective(int priority, int weight, int missing) {
    return Adjustment.sum(
            List.of(Contribution.ofShortfall(new Weighted("web", weight, false), missing, "few")))
        .effectivePriority(priority);
  }

  @ParameterizedTest(name = "{0} of {1}, quorum {2}")
  @CsvSource({
    "8, 8, true, 1000, 1000",
    "3, 8, true, 375, 1000",
    "1, 3, false, 333, 0",
    "0, 8, false, 0, 0",
    "0, 0, false, 1000, 1000",
  })
  @DisplayName("a share is rounded down, and a service of which nothing is known is whole")
  void measures(int healthy, int known, boolean quorum, int share, int byQuorum) {
    ServiceHealth health = new ServiceHealth(healthy, known, quorum);

    assertEquals(share, health.thousandths(Measure.SHARE));
    assertEquals(byQuorum, health.thousandths(Measure.QUORUM));
  }
}
