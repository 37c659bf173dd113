// SPDX-License-Identifier: Apache-2.0
package director.daemon.track;

import director.daemon.track.state.Adjustment;
import director.daemon.track.state.TrackedState;
import director.daemon.track.state.Weighted;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the tracked things do to each instance, and what of that was told already. */
final class Adjustments {
  private final SortedMap<String, Tracked> tracked;
  private final Tracking.Listener listener;
  private final SortedMap<String, Adjustment> told = new TreeMap<>();
  private SortedMap<String, TrackedBy> instances = new TreeMap<>();

  /**
   * @param tracked everything that is tracked, as it comes and goes
   */
  Adjustments(SortedMap<String, Tracked> tracked, Tracking.Listener listener) {
    this.tracked = tracked;
    this.listener = listener;
  }

  /** From now on of these instances; everything they ask for is being tracked. */
  void follow(SortedMap<String, TrackedBy> next) {
    instances = next;
    tell();
  }

  /** Tells what has changed. */
  void tell() {
    SortedSet<String> names = new TreeSet<>(told.keySet());
    names.addAll(instances.keySet());
    for (String instance : names) {
      Adjustment now = of(instance);
      boolean tellable = told.containsKey(instance) || settled(instance);
      if (tellable && !now.equals(told.put(instance, now))) {
        listener.adjusted(instance, now);
      }
    }
    told.keySet().retainAll(instances.keySet());
  }

  Adjustment of(String instance) {
    return Adjustment.sum(
        weights(instance).map(weighted -> find(weighted).contribution(weighted)).toList());
  }

  Optional<String> waitsFor(String instance) {
    return weights(instance)
        .filter(weighted -> weighted.weight() == 0)
        .map(this::find)
        .filter(Adjustments::unknown)
        .map(Tracked::reason)
        .reduce((one, other) -> one + "; " + other);
  }

  /** The names of the instances that ask for {@code track}. */
  List<String> askingFor(Track track) {
    return instances.values().stream()
        .filter(
            instance ->
                instance.things().stream()
                    .anyMatch(thing -> thing.trackName().equals(track.name())))
        .map(TrackedBy::instanceName)
        .toList();
  }

  /** A service without a view has no effect, now or later: nobody needs to wait for it. */
  private boolean settled(String instance) {
    return weights(instance)
        .map(this::find)
        .filter(thing -> !(thing instanceof TrackedService))
        .noneMatch(Adjustments::unknown);
  }

  private Stream<Weighted> weights(String instance) {
    TrackedBy asks = instances.get(instance);
    return asks == null ? Stream.of() : asks.things().stream();
  }

  private Tracked find(Weighted weighted) {
    return Objects.requireNonNull(tracked.get(weighted.trackName()));
  }

  private static boolean unknown(Tracked thing) {
    return thing.state() == TrackedState.UNKNOWN;
  }
}
