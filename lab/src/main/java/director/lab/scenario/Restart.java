// SPDX-License-Identifier: Apache-2.0
package director.lab.scenario;

import director.lab.site.DirectorHost;
import director.lab.site.VirtualRouter;
import director.lab.watch.Sighting.Advertisement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** A restart of an elector that is MASTER, as the segment sees it. */
final class Restart {
  /** What the elector asks its backups for, unless it is told otherwise. */
  static final Duration PROMISE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Restart() {}

  /**
   * Lets the elector leave and waits until its director has another one speaking; the longest time
   * in which nobody spoke. It may be longer than the interval, of course.
   */
  static Duration of(DirectorHost director, Election election)
      throws IOException, InterruptedException {
    ProcessHandle before = director.elector();
    director.leaveElector();
    Claim.within(PATIENCE, "the elector has ended", () -> !before.isAlive());
    Instant ended = Instant.now();
    Advertisement first = election.awaitFirst(director.host(), ended, PATIENCE);
    Duration silence =
        Duration.between(election.lastBefore(director.host(), first.at()).at(), first.at());
    // Another one at its usual pace: what the backups were asked for is taken back.
    election.awaitFirst(
        director.host(), first.at().plus(VirtualRouter.INTERVAL.dividedBy(2)), PATIENCE);
    return silence;
  }

  /** "silent for 812 ms at most". */
  static String told(List<Duration> silences) {
    return "silent for " + Collections.max(silences).toMillis() + " ms at most";
  }
}
