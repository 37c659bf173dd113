// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The targets that are due and wait for a place, in two lines: those whose state is in question,
 * and all others. Who is in question goes first as long as there are places for them. Each target
 * waits once. Confined to one thread.
 */
final class WaitingLine {

  /**
   * A target that waits.
   *
   * @param planned since when
   * @param inQuestion in which line
   */
  record Waiting(Target target, Duration planned, boolean inQuestion) {}

  private final Map<String, Waiting> inQuestion = new LinkedHashMap<>();
  private final Map<String, Waiting> others = new LinkedHashMap<>();

  /** Puts {@code target} at the end of its line, unless it waits already. */
  void add(Target target, Duration planned) {
    String id = target.id();
    if (inQuestion.containsKey(id) || others.containsKey(id)) {
      return;
    }
    Waiting last = new Waiting(target, planned, target.inQuestion());
    (last.inQuestion() ? inQuestion : others).put(id, last);
  }

  /** Takes {@code target} out; whether it was there. */
  boolean remove(Target target) {
    return inQuestion.remove(target.id()) != null || others.remove(target.id()) != null;
  }

  /**
   * Takes out who is next.
   *
   * @param questions whether one that is in question may be
   */
  Optional<Waiting> next(boolean questions) {
    Optional<Waiting> next = questions ? first(inQuestion).or(() -> first(others)) : first(others);
    next.ifPresent(waiting -> remove(waiting.target()));
    return next;
  }

  int size() {
    return inQuestion.size() + others.size();
  }

  /** Since when the one waits that has waited longest. */
  Optional<Duration> longest() {
    return Stream.of(inQuestion, others)
        .flatMap(line -> first(line).stream())
        .map(Waiting::planned)
        .min(Duration::compareTo);
  }

  private static Optional<Waiting> first(Map<String, Waiting> line) {
    Collection<Waiting> all = line.values();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.iterator().next());
  }
}
