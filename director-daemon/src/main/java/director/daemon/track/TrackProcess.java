// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.ProcessPattern;
import java.time.Duration;

/**
 * Processes of which so many must run.
 *
 * @param min at least so many, 0 or more
 * @param max at most so many, not below {@code min}; Integer.MAX_VALUE for any number
 * @param appearDelay how long there must be the right number before it counts
 * @param vanishDelay how long there must be a wrong number before it counts
 */
public record TrackProcess(
    String name,
    ProcessPattern pattern,
    int min,
    int max,
    Duration appearDelay,
    Duration vanishDelay)
    implements Track {

  public TrackProcess {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException(
          "process " + name + " must have 0 <= min <= max, but has " + min + " and " + max);
    }
    if (appearDelay.isNegative() || vanishDelay.isNegative()) {
      throw new IllegalArgumentException("a delay of process " + name + " is negative");
    }
  }

  @Override
  public String kind() {
    return "process";
  }
}
