// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.state.HealthState;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The targets that are due and wait for a place, in three lines: those whose state is in question,
 * those that are down, and all others. Who is in question goes first as long as there are places
 * for them; of the heads of the other lines, who has waited longer. Each target waits once.
 * Confined to one thread.
 */
final class WaitingLine {

  /** In which line a target waits. */
  enum Line {
    IN_QUESTION,
    /** It is down and nothing speaks against that, so that it may well take its whole timeout. */
    DOWN,
    OTHER;

    static Line of(Target target) {
      if (target.inQuestion()) {
        return IN_QUESTION;
      }
      return target.health().state() == HealthState.DOWN ? DOWN : OTHER;
    }
  }

  /**
   * A target that waits.
   *
   * @param planned since when
   */
  record Waiting(Target target, Duration planned, Line line) {}

  private final Map<String, Waiting> inQuestion = new LinkedHashMap<>();
  private final Map<String, Waiting> down = new LinkedHashMap<>();
  private final Map<String, Waiting> others = new LinkedHashMap<>();

  /** Puts {@code target} at the end of its line, unless it waits already. */
  void add(Target target, Duration planned) {
    String id = target.id();
    if (inQuestion.containsKey(id) || down.containsKey(id) || others.containsKey(id)) {
      return;
    }
    Waiting last = new Waiting(target, planned, Line.of(target));
    line(last.line()).put(id, last);
  }

  /** Takes {@code target} out; whether it was there. */
  boolean remove(Target target) {
    String id = target.id();
    return inQuestion.remove(id) != null || down.remove(id) != null || others.remove(id) != null;
  }

  /**
   * Takes out who is next.
   *
   * @param questions whether one that is in question may be
   * @param dead whether one that is down may be
   */
  Optional<Waiting> next(boolean questions, boolean dead) {
    Optional<Waiting> question = questions ? first(inQuestion) : Optional.empty();
    Optional<Waiting> next =
        question.or(() -> longest(dead ? Stream.of(down, others) : Stream.of(others)));
    next.ifPresent(waiting -> remove(waiting.target()));
    return next;
  }

  int size() {
    return inQuestion.size() + down.size() + others.size();
  }

  /** Since when the one waits that has waited longest. */
  Optional<Duration> longest() {
    return longest(Stream.of(inQuestion, down, others)).map(Waiting::planned);
  }

  private Map<String, Waiting> line(Line line) {
    return switch (line) {
      case IN_QUESTION -> inQuestion;
      case DOWN -> down;
      case OTHER -> others;
    };
  }

  private static Optional<Waiting> longest(Stream<Map<String, Waiting>> lines) {
    return lines.flatMap(line -> first(line).stream()).min(Comparator.comparing(Waiting::planned));
  }

  private static Optional<Waiting> first(Map<String, Waiting> line) {
    Collection<Waiting> all = line.values();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.iterator().next());
  }
}
