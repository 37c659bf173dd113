// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.peer.state.ClockEstimate.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How far another clock is from ours; figures worked out by hand. */
class ClockEstimateTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static Moment at(long millis) {
    return new Moment(Duration.ofMillis(millis), NOON.plusMillis(millis));
  }

  @Test
  @DisplayName("is half a round trip better than what the other said")
  void one() {
    // Sent at 0, there for 500 ms, back at 510: 10 ms on the way, 5 of them back. It said
    // 12:00:02.8.
    ClockEstimate estimate =
        ClockEstimate.NONE.after(at(0), Duration.ofMillis(500), NOON.plusMillis(2800), at(510));

    assertEquals(
        Optional.of(new Sample(Duration.ofMillis(2295), Duration.ofMillis(10))), estimate.best());
  }

  @Test
  @DisplayName("takes the quickest of the last round trips")
  void quickest() {
    ClockEstimate estimate =
        ClockEstimate.NONE
            .after(at(0), Duration.ZERO, NOON.plusMillis(3), at(2))
            .after(at(1000), Duration.ZERO, NOON.plusMillis(1030), at(1060));

    assertEquals(
        Optional.of(new Sample(Duration.ofMillis(2), Duration.ofMillis(2))), estimate.best());
  }

  @Test
  @DisplayName("forgets what was measured before a clock was set, however quick it was")
  void step() {
    ClockEstimate estimate =
        ClockEstimate.NONE
            .after(at(0), Duration.ZERO, NOON.plusMillis(3), at(2))
            .after(at(1000), Duration.ZERO, NOON.plusMillis(61_005), at(1010));

    assertEquals(
        Optional.of(new Sample(Duration.ofSeconds(60), Duration.ofMillis(10))), estimate.best());
  }

  @Test
  @DisplayName("believes nobody who held it longer than it was away")
  void impossible() {
    ClockEstimate estimate = ClockEstimate.NONE.after(at(0), Duration.ofMillis(11), NOON, at(10));

    assertEquals(Optional.empty(), estimate.best());
  }
}
