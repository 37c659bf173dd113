// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.TrackedState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tracked thing as it is.
 *
 * @param kind "script", "file", "process" or "service"
 * @param since when the state, or the number of a file, was last another
 * @param reason why it is so, a sentence
 * @param last the latest look; empty before the first
 * @param trackedBy the names of the instances, in order
 */
public record TrackStatus(
    String name,
    String kind,
    TrackedState state,
    Instant since,
    String reason,
    Optional<LastLook> last,
    List<String> trackedBy) {

  public TrackStatus {
    trackedBy = List.copyOf(trackedBy);
  }

  /**
   * The latest look, whether or not it changed anything.
   *
   * @param result what was found: "exits 0"
   * @param at when it was over
   * @param took from start to end
   */
  public record LastLook(String result, Instant at, Duration took) {}
}
