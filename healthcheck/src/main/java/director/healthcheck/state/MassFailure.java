// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether so many targets fail within one moment that the fault may be ours: our uplink, our
 * address, our time. Each failure counts for one interval of its target, since that is how long the
 * failure of a whole rack takes to show in all of it, but for no less than a second and no more
 * than a minute. Passes meanwhile take nothing back: they say that the moment is over for that
 * target, not that it was nothing.
 *
 * <p>From the moment it is noticed until fewer fail, one failure is not enough, nor are those of
 * probes from before: see {@link #doubt}. That is one more check for a rack that is really dead,
 * and no more than one for any target, however often the mass is over and noticed again meanwhile.
 *
 * <p>Not thread-safe. Every "now" is a time on a monotonic clock.
 */
public final class MassFailure {

  /** Fewer than so many are no mass, whatever part of all they are. */
  public static final int LEAST_TARGETS = 3;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private record Failure(Duration until, String id) implements Comparable<Failure> {
    @Override
    public int compareTo(Failure other) {
      int byTime = until.compareTo(other.until);
      return byTime != 0 ? byTime : id.compareTo(other.id);
    }
  }

  private double share;
  private final Map<String, Failure> failures = new HashMap<>();
  private final TreeSet<Failure> byEnd = new TreeSet<>();

  /** When a failure of a target was doubted last, in its present row of failures. */
  private final Map<String, Duration> doubted = new HashMap<>();

  private @Nullable Duration noticed;

  /**
   * @param share of all targets that is a mass, above 0 to 1
   */
  public MassFailure(double share) {
    this.share = share;
  }

  /** From now on it is this part of all targets, above 0 to 1. */
  public void share(double part) {
    share = part;
  }

  /**
   * A target that was not down has failed.
   *
   * @param interval at which it is asked
   * @param targets how many there are in all
   */
  public void failed(String id, Duration interval, int targets, Duration now) {
    expire(id);
    Failure failure = new Failure(now.plus(clamped(interval)), id);
    failures.put(id, failure);
    byEnd.add(failure);
    look(targets, now);
  }

  /** A target is no more. */
  public void forget(String id) {
    doubted.remove(id);
    expire(id);
  }

  private void expire(String id) {
    Failure known = failures.remove(id);
    if (known != null) {
      byEnd.remove(known);
    }
  }

  /**
   * Why a failure does not take its target down, as a clause; empty if it may.
   *
   * @param started when the probe was that failed
   * @param row how many have failed in a row, this one included
   */
  public Optional<String> doubt(String id, Duration started, int row, int targets, Duration now) {
    look(targets, now);
    if (row == 1) {
      doubted.remove(id);
    }
    if (noticed == null || (row > 1 && asksAgain(id, started, noticed))) {
      return Optional.empty();
    }
    doubted.put(id, now);
    return Optional.of(
        failures.size()
            + " of "
            + targets
            + " targets fail at the same time, so that one more check decides");
  }

  /** Whether a probe is the one more that decides. */
  private boolean asksAgain(String id, Duration started, Duration since) {
    Duration before = doubted.get(id);
    return started.compareTo(since) > 0 || (before != null && started.compareTo(before) >= 0);
  }

  private void look(int targets, Duration now) {
    while (!byEnd.isEmpty() && byEnd.first().until.compareTo(now) <= 0) {
      expire(byEnd.first().id);
    }
    boolean mass = failures.size() >= LEAST_TARGETS && failures.size() >= share * targets;
    if (!mass) {
      noticed = null;
    } else if (noticed == null) {
      noticed = now;
    }
  }

  private static Duration clamped(Duration interval) {
    if (interval.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
  }
}
