// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.TrackedState;
import java.time.InstantSource;

/**
 * Where a tracked thing lives.
 *
 * @param time for "since" only; no decision depends on it
 * @param changes told on the loop of everything that may change an adjustment
 */
record Scene(
    Rounds.Threads threads, Surroundings surroundings, InstantSource time, Changes changes) {

  /** Told of changes. */
  interface Changes {
    /** {@code before} may be the state as it is, if only a number changed. */
    void changed(Tracked tracked, TrackedState before);
  }

  void flipped(Tracked tracked, TrackedState before) {
    changes.changed(tracked, before);
  }
}
