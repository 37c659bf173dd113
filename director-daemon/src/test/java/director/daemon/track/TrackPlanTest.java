// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import director.daemon.track.state.ServiceHealth.Measure;
import director.daemon.track.state.Weighted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrackPlanTest {
  private static final TrackFile DRAIN =
      new TrackFile("drain", Path.of("/run/drain"), OptionalLong.of(0));
  private static final TrackService WEB =
      new TrackService("web", "photos", Measure.QUORUM, Duration.ofSeconds(10));

  private static String refusalOf(List<Track> tracks, Weighted... things) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> TrackPlan.of(tracks, List.of(new TrackedBy("photos", List.of(things)))))
        .getMessage();
  }

  @Test
  @DisplayName("what is tracked must be there, and only once")
  void names() {
    assertEquals(
        "instance photos tracks drian, which is not there",
        refusalOf(List.of(DRAIN), new Weighted("drian", 1, false)));
    assertEquals("two tracked things are named drain", refusalOf(List.of(DRAIN, DRAIN)));
  }

  @Test
  @DisplayName("a service can never put an instance into FAULT, and never rewards a loss")
  void services() {
    String refusal =
        "instance photos tracks service web with weight 0 or reversed: the loss of a service must"
            + " never end in FAULT";

    assertEquals(refusal, refusalOf(List.of(WEB), new Weighted("web", 0, false)));
    assertEquals(refusal, refusalOf(List.of(WEB), new Weighted("web", 10, true)));
  }
}
