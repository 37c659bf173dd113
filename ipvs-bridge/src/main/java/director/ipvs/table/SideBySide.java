// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.Collection;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes over two sorted collections at once. Looks nothing up, and makes no garbage. */
final class SideBySide {
  private SideBySide() {}

  /** Takes the two that have the same key, or null for the one that is not there. */
  @FunctionalInterface
  interface Pair<V> {
    void take(@Nullable V one, @Nullable V other);
  }

  /**
   * Hands over each pair in the order of the keys.
   *
   * @param ones in the natural order of their keys, without doubles, as {@code others}
   */
  static <K extends Comparable<K>, V> void walk(
      Collection<V> ones, Collection<V> others, Function<V, K> key, Pair<V> pair) {
    Iterator<V> restOfOnes = ones.iterator();
    Iterator<V> restOfOthers = others.iterator();
    V one = next(restOfOnes);
    V other = next(restOfOthers);
    while (one != null || other != null) {
      int order = compare(one, other, key);
      pair.take(order <= 0 ? one : null, order >= 0 ? other : null);
      one = order <= 0 ? next(restOfOnes) : one;
      other = order >= 0 ? next(restOfOthers) : other;
    }
  }

  private static <K extends Comparable<K>, V> int compare(
      @Nullable V one, @Nullable V other, Function<V, K> key) {
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    K first = key.apply(one);
    K second = key.apply(other);
    // To compare addresses copies them, to find them equal does not.
    return first.equals(second) ? 0 : first.compareTo(second);
  }

  private static <V> @Nullable V next(Iterator<V> rest) {
    return rest.hasNext() ? rest.next() : null;
  }
}
