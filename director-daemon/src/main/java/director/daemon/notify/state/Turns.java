// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import director.daemon.event.Target;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose turn it is: for each target one after the other, in the order in which they came, and no
 * target waits for another. For one thread.
 *
 * @param <T> what is done
 */
public final class Turns<T> {
  private final int mostWaiting;
  private final Map<Target, Deque<T>> waiting = new HashMap<>();

  /** What is being done. */
  private final SortedMap<Target, T> now = new TreeMap<>();

  /**
   * Nothing waits.
   *
   * @param mostWaiting for one target, besides the one that is being done; at least 1
   */
  public Turns(int mostWaiting) {
    this.mostWaiting = mostWaiting;
  }

  /**
   * Puts {@code one} behind all others of its target.
   *
   * @return the oldest that waited, if there was no room for both: it is dropped
   */
  public Optional<T> add(Target target, T one) {
    Deque<T> queue = waiting.computeIfAbsent(target, any -> new ArrayDeque<>());
    queue.addLast(one);
    return queue.size() > mostWaiting ? Optional.of(queue.removeFirst()) : Optional.empty();
  }

  /** What is to be done now for {@code target}; empty if nothing waits, or something is done. */
  public Optional<T> begin(Target target) {
    Deque<T> queue = waiting.get(target);
    if (queue == null || now.containsKey(target)) {
      return Optional.empty();
    }
    T next = queue.removeFirst();
    if (queue.isEmpty()) {
      waiting.remove(target);
    }
    now.put(target, next);
    return Optional.of(next);
  }

  /** What was done for {@code target} is over. */
  public void ended(Target target) {
    now.remove(target);
  }

  /** What is being done, by target. */
  public SortedMap<Target, T> now() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(now));
  }

  /** How many wait for what is done for {@code target}. */
  public int waiting(Target target) {
    return waiting.getOrDefault(target, new ArrayDeque<>()).size();
  }

  /** Whether nothing is done, and nothing waits. */
  public boolean isIdle() {
    return now.isEmpty() && waiting.isEmpty();
  }

  /** Forgets what waits; how much that was, by target. */
  public SortedMap<Target, Integer> clear() {
    SortedMap<Target, Integer> left = new TreeMap<>();
    waiting.forEach((target, queue) -> left.put(target, queue.size()));
    waiting.clear();
    return left;
  }
}
