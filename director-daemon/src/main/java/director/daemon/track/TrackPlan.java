// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Weighted;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be tracked, and for whom.
 *
 * @param tracks by name
 * @param trackedBy by the name of the instance
 */
public record TrackPlan(SortedMap<String, Track> tracks, SortedMap<String, TrackedBy> trackedBy) {
  /** Nothing. */
  public static final TrackPlan EMPTY =
      new TrackPlan(Collections.emptySortedMap(), Collections.emptySortedMap());

  public TrackPlan {
    tracks = Collections.unmodifiableSortedMap(new TreeMap<>(tracks));
    trackedBy = Collections.unmodifiableSortedMap(new TreeMap<>(trackedBy));
    for (TrackedBy instance : trackedBy.values()) {
      for (Weighted weighted : instance.things()) {
        require(instance.instanceName(), weighted, tracks.get(weighted.trackName()));
      }
    }
  }

  /**
   * Puts lists together.
   *
   * @throws IllegalArgumentException if a name is there twice, an instance tracks what is not
   *     there, or a service could put an instance into FAULT; the configuration refuses all that
   *     before
   */
  public static TrackPlan of(Collection<? extends Track> tracks, Collection<TrackedBy> instances) {
    SortedMap<String, Track> byName = new TreeMap<>();
    for (Track track : tracks) {
      if (byName.put(track.name(), track) != null) {
        throw new IllegalArgumentException("two tracked things are named " + track.name());
      }
    }
    SortedMap<String, TrackedBy> byInstance = new TreeMap<>();
    for (TrackedBy instance : instances) {
      if (byInstance.put(instance.instanceName(), instance) != null) {
        throw new IllegalArgumentException("two instances are named " + instance.instanceName());
      }
    }
    return new TrackPlan(byName, byInstance);
  }

  /** The names of what any instance tracks; the rest is left alone (T-02). */
  SortedSet<String> used() {
    SortedSet<String> used = new TreeSet<>();
    trackedBy
        .values()
        .forEach(instance -> instance.things().forEach(thing -> used.add(thing.trackName())));
    return used;
  }

  private static void require(String instance, Weighted weighted, @Nullable Track track) {
    if (track == null) {
      throw new IllegalArgumentException(
          "instance " + instance + " tracks " + weighted.trackName() + ", which is not there");
    }
    if (track instanceof TrackService && (weighted.weight() == 0 || weighted.reverse())) {
      throw new IllegalArgumentException(
          "instance "
              + instance
              + " tracks "
              + track.title()
              + " with weight 0 or reversed: the loss of a service must never end in FAULT");
    }
  }
}
