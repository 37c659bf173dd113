// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.TrackStatus.LastLook;
import director.daemon.track.state.Contribution;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.time.Instant;
import java.util.Optional;

/** A thing that is being tracked. Confined to the loop. */
interface Tracked {

  Track track();

  TrackedState state();

  /** When the state, or the number, was last another. */
  Instant since();

  /** Why it is so, a sentence. */
  String reason();

  Optional<LastLook> last();

  /** What it does to an instance that weighs it so. */
  Contribution contribution(Weighted weighted);

  /**
   * Goes on as {@code next}, with what is known and with a look that is under way.
   *
   * @return false if that cannot be, because another question is asked
   */
  boolean continueAs(Track next);

  /** Ends looking; a look under way is broken off. */
  void close();
}
