// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.actions.state.Event;
import director.daemon.actions.state.Ladder;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * When a service has something done: {@code on} and {@code ladder}.
 *
 * @param on names of actions by event, in their order; without {@link Event#LADDER}
 * @param ladder of each of its servers
 */
public record ReactionConfig(SortedMap<Event, List<String>> on, Optional<Ladder> ladder) {
  /** When nothing is said. */
  public static final ReactionConfig NONE =
      new ReactionConfig(Collections.emptySortedMap(), Optional.empty());

  public ReactionConfig {
    SortedMap<Event, List<String>> copies = new TreeMap<>();
    on.forEach((event, actions) -> copies.put(event, List.copyOf(actions)));
    on = Collections.unmodifiableSortedMap(copies);
  }

  /** Whether nothing is ever done. */
  public boolean isEmpty() {
    return on.isEmpty() && ladder.isEmpty();
  }

  /** What is done on {@code event}; nothing of the ladder. */
  public List<String> on(Event event) {
    return on.getOrDefault(event, List.of());
  }

  /** The names of all actions, as often as they are named. */
  Stream<String> names() {
    return Stream.concat(
        on.values().stream().flatMap(List::stream),
        ladder.stream().flatMap(it -> it.steps().stream()).flatMap(step -> step.run().stream()));
  }
}
