// SPDX-License-Identifier: Apache-2.0
package director.daemon.actions.state;

import director.healthcheck.state.ReadableDuration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is to be done, and when its turn is: in the order in which it came, one at a time for each
 * subject, a bounded number at once, and none more often than it may. For one thread; the clock is
 * the caller's, and monotonic.
 */
public final class Agenda {

  /** What becomes of an order whose turn it is. */
  public sealed interface Turn {
    Order order();
  }

  /** It begins now, and lasts until {@link #ended}. */
  public record Begin(Order order) implements Turn {}

  /** It is left undone. */
  public record Leave(Order order, String why) implements Turn {}

  private final int atOnce;
  private final int waitingEach;
  private final List<Order> waiting = new ArrayList<>();
  private final Set<Subject> busy = new LinkedHashSet<>();
  private final Map<String, Deque<Duration>> begun = new HashMap<>();
  private final SortedMap<Subject, Integer> dropped = new TreeMap<>();
  private SortedMap<String, Optional<RateLimit>> limits = Collections.emptySortedMap();

  /**
   * An empty one.
   *
   * @param atOnce how many may be under way, at least 1
   * @param waitingEach how many may wait for one subject, at least 1
   */
  public Agenda(int atOnce, int waitingEach) {
    this.atOnce = atOnce;
    this.waitingEach = waitingEach;
  }

  /** From now on these are the actions that there are, and how often each may be begun. */
  public void follow(SortedMap<String, Optional<RateLimit>> actions) {
    limits = new TreeMap<>(actions);
    begun.keySet().retainAll(actions.keySet());
  }

  /** Puts it behind all others; false if too many wait for its subject, and then it is dropped. */
  public boolean add(Order order) {
    Subject subject = order.subject();
    long before = waiting.stream().filter(one -> one.subject().equals(subject)).count();
    if (before >= waitingEach) {
      dropped.merge(subject, 1, Integer::sum);
      return false;
    }
    return waiting.add(order);
  }

  /**
   * Whose turn it is.
   *
   * @param objection why an order must not be begun just now; empty if it may
   * @return empty until something has {@link #ended}, or is added
   */
  public Optional<Turn> next(Duration now, Function<Order, Optional<String>> objection) {
    if (busy.size() >= atOnce) {
      return Optional.empty();
    }
    Iterator<Order> all = waiting.iterator();
    while (all.hasNext()) {
      Order order = all.next();
      if (!busy.contains(order.subject())) {
        all.remove();
        Optional<String> why = objection.apply(order).or(() -> spent(order.action(), now));
        return Optional.of(why.isPresent() ? leave(order, why.get()) : begin(order, now));
      }
    }
    return Optional.empty();
  }

  private Turn leave(Order order, String why) {
    settle(order.subject());
    return new Leave(order, why);
  }

  private Turn begin(Order order, Duration now) {
    busy.add(order.subject());
    limits
        .getOrDefault(order.action(), Optional.empty())
        .ifPresent(
            limit -> {
              Deque<Duration> times = times(order.action());
              times.addLast(now);
              while (times.size() > limit.times()) {
                times.removeFirst();
              }
            });
    return new Begin(order);
  }

  private Optional<String> spent(String action, Duration now) {
    Optional<RateLimit> limit = limits.get(action);
    if (limit == null) {
      return Optional.of("it is not configured any more");
    }
    return limit
        .filter(
            rule -> {
              Deque<Duration> times = times(action);
              times.removeIf(at -> now.minus(at).compareTo(rule.within()) >= 0);
              return times.size() >= rule.times();
            })
        .map(
            rule ->
                "its limit is reached: at most %d within %s"
                    .formatted(rule.times(), ReadableDuration.of(rule.within())));
  }

  private Deque<Duration> times(String action) {
    return begun.computeIfAbsent(action, name -> new ArrayDeque<>());
  }

  /** What was begun for {@code subject} is over. */
  public void ended(Subject subject) {
    busy.remove(subject);
    settle(subject);
  }

  private void settle(Subject subject) {
    if (waiting.stream().noneMatch(order -> order.subject().equals(subject))) {
      dropped.remove(subject);
    }
  }

  /** How many orders were dropped of those subjects for whom others still wait or are done. */
  public SortedMap<Subject, Integer> dropped() {
    return Collections.unmodifiableSortedMap(dropped);
  }

  /** Forgets what waits, for a stop. */
  public void clear() {
    waiting.clear();
  }
}
