// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes, in two arrays: a fifth of the memory of a TreeMap, and to go
 * over it makes no garbage. A kernel's table can have some ten thousand lines, and there are always
 * a few of them: what is desired, what is there, and the one before.
 */
@SuppressWarnings("JdkObsolete") // the tables speak of a SortedMap: it has all they need
public final class ImmutableSortedMap<K extends Comparable<K>, V> extends AbstractMap<K, V>
    implements SortedMap<K, V> {
  private final Object[] keys;
  private final Object[] values;

  /** What this map shows of both arrays. */
  private final int from;

  private final int to;

  private ImmutableSortedMap(Object[] keys, Object[] values, int from, int to) {
    this.keys = keys;
    this.values = values;
    this.from = from;
    this.to = to;
  }

  /** The map itself if it cannot change. */
  static <K extends Comparable<K>, V> SortedMap<K, V> copyOf(SortedMap<K, V> map) {
    return map instanceof ImmutableSortedMap
        ? map
        : of(map.entrySet(), Entry::getKey, Entry::getValue);
  }

  /**
   * Puts rows in the natural order of their keys.
   *
   * @throws IllegalArgumentException if two have the same key
   */
  public static <R, K extends Comparable<K>, V> ImmutableSortedMap<K, V> of(
      Collection<R> rows, Function<R, K> key, Function<R, V> value) {
    ImmutableSortedMap<K, R> sorted = firstOf(rows, key);
    if (sorted.size() < rows.size()) {
      Set<K> seen = new HashSet<>();
      for (R row : rows) {
        if (!seen.add(key.apply(row))) {
          throw new IllegalArgumentException(key.apply(row) + " stands there twice");
        }
      }
    }
    return sorted.with(value);
  }

  /** Puts rows in the natural order of their keys; of those with the same the first counts. */
  public static <R, K extends Comparable<K>> ImmutableSortedMap<K, R> firstOf(
      Collection<R> rows, Function<R, K> key) {
    List<R> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(key));
    Object[] keys = new Object[sorted.size()];
    Object[] values = new Object[sorted.size()];
    int count = 0;
    for (R row : sorted) {
      K own = key.apply(row);
      if (count == 0 || !own.equals(keys[count - 1])) {
        keys[count] = own;
        values[count++] = row;
      }
    }
    return new ImmutableSortedMap<>(keys, values, 0, count);
  }

  /** The same keys, and what becomes of their values. */
  public <W> ImmutableSortedMap<K, W> with(Function<? super V, W> change) {
    Object[] changed = new Object[to];
    for (int at = from; at < to; at++) {
      changed[at] = change.apply(value(at));
    }
    return new ImmutableSortedMap<>(keys, changed, from, to);
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int at = Arrays.binarySearch(keys, from, to, key);
    return at < 0 ? null : value(at);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return Arrays.binarySearch(keys, from, to, key) >= 0;
  }

  @Override
  public @Nullable Comparator<? super K> comparator() {
    return null;
  }

  @Override
  public SortedMap<K, V> subMap(K first, K end) {
    return part(place(first), place(end));
  }

  @Override
  public SortedMap<K, V> headMap(K end) {
    return part(from, place(end));
  }

  @Override
  public SortedMap<K, V> tailMap(K first) {
    return part(place(first), to);
  }

  private SortedMap<K, V> part(int first, int end) {
    if (first > end) {
      throw new IllegalArgumentException("the first key is beyond the last");
    }
    return new ImmutableSortedMap<>(keys, values, first, end);
  }

  /** Where the key is, or would be. */
  private int place(K key) {
    int at = Arrays.binarySearch(keys, from, to, key);
    return at < 0 ? -1 - at : at;
  }

  @Override
  public K firstKey() {
    return existing(from);
  }

  @Override
  public K lastKey() {
    return existing(to - 1);
  }

  private K existing(int at) {
    if (from == to) {
      throw new NoSuchElementException("the map is empty");
    }
    return key(at);
  }

  @Override
  public Set<K> keySet() {
    return new Keys();
  }

  @Override
  public Collection<V> values() {
    return new Values();
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Entries();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImmutableSortedMap<?, ?> same
        ? Arrays.equals(keys, from, to, same.keys, same.from, same.to)
            && Arrays.equals(values, from, to, same.values, same.from, same.to)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @SuppressWarnings("unchecked") // what of() has put there
  private K key(int at) {
    return (K) keys[at];
  }

  @SuppressWarnings("unchecked") // what of() has put there
  private V value(int at) {
    return (V) values[at];
  }

  private final class Keys extends AbstractSet<K> {
    @Override
    public Iterator<K> iterator() {
      return new Walk<>(ImmutableSortedMap.this::key);
    }

    @Override
    public int size() {
      return to - from;
    }

    @Override
    public boolean contains(@Nullable Object key) {
      return containsKey(key);
    }
  }

  private final class Values extends AbstractCollection<V> {
    @Override
    public Iterator<V> iterator() {
      return new Walk<>(ImmutableSortedMap.this::value);
    }

    @Override
    public int size() {
      return to - from;
    }
  }

  private final class Entries extends AbstractSet<Map.Entry<K, V>> {
    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new Walk<>(at -> new SimpleImmutableEntry<>(key(at), value(at)));
    }

    @Override
    public int size() {
      return to - from;
    }
  }

  private final class Walk<T> implements Iterator<T> {
    private final IntFunction<T> element;
    private int next = from;

    Walk(IntFunction<T> element) {
      this.element = element;
    }

    @Override
    public boolean hasNext() {
      return next < to;
    }

    @Override
    public T next() {
      if (next >= to) {
        throw new NoSuchElementException("that was the last");
      }
      return element.apply(next++);
    }
  }
}
