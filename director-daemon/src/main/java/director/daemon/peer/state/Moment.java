// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.state;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment by both of our clocks.
 *
 * @param monotonic what ages are counted by
 * @param wall for people, and to be compared with those of others
 */
public record Moment(Duration monotonic, Instant wall) {
  Duration since(Moment earlier) {
    return monotonic.minus(earlier.monotonic);
  }

  boolean isAfter(Moment earlier, Duration by) {
    return since(earlier).compareTo(by) > 0;
  }
}
