// SPDX-License-Identifier: Apache-2.0
package director.daemon.track.state;

import java.time.Duration;
import java.util.Optional;

/**
 * How much worse than its peer this director sees a service, and for how long. What is gained
 * counts at once; what is lost counts once it was lost for {@code hold}, because two directors
 * never notice the same loss in the same moment, and the first to notice must not be punished for
 * it.
 *
 * @param applied thousandths that count, 0..1000
 * @param pending the least that was missing since {@code since}, above {@code applied}; 0 if
 *     nothing is pending
 * @param since when the pending loss was first seen
 */
public record Shortfall(int applied, int pending, Duration since) {

  public static final Shortfall NONE = new Shortfall(0, 0, Duration.ZERO);

  /**
   * How much is missing now. Against a peer whose view is known, only what it sees more than we do:
   * the routers themselves being dead is no reason to move an address. Without a known view, what
   * is missing of the whole: a peer that reckons alike subtracts the same.
   *
   * @param own thousandths, 0..1000
   * @param peer thousandths as the healthiest peer sees it; empty if no peer is known to see us,
   *     and we it
   */
  public static int missing(int own, Optional<Integer> peer) {
    return Math.max(0, peer.orElse(1000) - own);
  }

  /** After {@code missing} was found at {@code now}; also to be asked at {@link #due}. */
  public Shortfall after(int missing, Duration now, Duration hold) {
    if (missing <= applied) {
      return new Shortfall(missing, 0, Duration.ZERO);
    }
    int least = pending == 0 ? missing : Math.min(pending, missing);
    Duration from = pending == 0 ? now : since;
    if (now.minus(from).compareTo(hold) < 0) {
      return new Shortfall(applied, least, from);
    }
    // What is missing beyond the least has been missing for a shorter time.
    return missing > least
        ? new Shortfall(least, missing, now)
        : new Shortfall(least, 0, Duration.ZERO);
  }

  /** When the pending loss begins to count; empty if nothing is pending. */
  public Optional<Duration> due(Duration hold) {
    return pending == 0 ? Optional.empty() : Optional.of(since.plus(hold));
  }
}
