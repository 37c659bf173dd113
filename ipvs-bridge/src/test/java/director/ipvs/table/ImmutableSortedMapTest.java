// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sorted map that never changes")
class ImmutableSortedMapTest {
  private static SortedMap<Integer, String> of(Integer... keys) {
    return ImmutableSortedMap.of(List.of(keys), Function.identity(), key -> "v" + key);
  }

  @Test
  @DisplayName("tells the same as a TreeMap")
  void isLikeATreeMap() {
    Random random = new Random(1);
    for (int size = 0; size < 40; size++) {
      TreeMap<Integer, String> tree = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        tree.put(random.nextInt(60), "v" + i);
      }

      SortedMap<Integer, String> map = ImmutableSortedMap.copyOf(tree);

      assertEquals(tree, map);
      assertEquals(map, tree);
      assertEquals(tree.hashCode(), map.hashCode());
      assertEquals(tree.toString(), map.toString());
      assertEquals(new ArrayList<>(tree.keySet()), new ArrayList<>(map.keySet()));
      assertEquals(new ArrayList<>(tree.values()), new ArrayList<>(map.values()));
      assertEquals(new ArrayList<>(tree.entrySet()), new ArrayList<>(map.entrySet()));
      assertEquals(tree, new TreeMap<>(map));
      for (int key = -1; key <= 60; key++) {
        assertEquals(tree.get(key), map.get(key));
        assertEquals(tree.containsKey(key), map.containsKey(key));
        assertEquals(tree.headMap(key), map.headMap(key));
        assertEquals(tree.tailMap(key), map.tailMap(key));
        assertEquals(tree.subMap(key, key + 7), map.subMap(key, key + 7));
        assertEquals(tree.tailMap(key).headMap(key + 9), map.tailMap(key).headMap(key + 9));
      }
    }
  }

  @Test
  @DisplayName("puts keys in order, and knows the first and the last")
  void sorts() {
    SortedMap<Integer, String> map = of(7, 3, 5);

    assertEquals("{3=v3, 5=v5, 7=v7}", map.toString());
    assertEquals(3, map.firstKey());
    assertEquals(7, map.lastKey());
    assertEquals(5, map.headMap(7).lastKey());
    assertNull(map.comparator());
  }

  @Test
  @DisplayName("is equal to another with the same keys and values only")
  void isEqual() {
    assertEquals(of(1, 2), of(2, 1));
    assertEquals(of(2, 3), of(1, 2, 3, 4).subMap(2, 4));
    assertFalse(of(1, 2).equals(of(1, 2, 3)));
    assertFalse(of(1).equals(ImmutableSortedMap.copyOf(new TreeMap<>(Map.of(1, "x")))));
  }

  @Test
  @DisplayName("takes the first of those with the same key, if asked to")
  void takesTheFirst() {
    SortedMap<Integer, String> map =
        ImmutableSortedMap.firstOf(List.of("b2", "a1", "c2", "d1"), row -> row.charAt(1) - '0');

    assertEquals("{1=a1, 2=b2}", map.toString());
    assertEquals(2, map.lastKey());
  }

  @Test
  @DisplayName("has other values for the same keys, in a part of it too")
  void changesValues() {
    ImmutableSortedMap<Integer, Integer> map =
        ImmutableSortedMap.of(List.of(1, 2, 3), Function.identity(), Function.identity());

    assertEquals("{1=10, 2=20, 3=30}", map.with(value -> value * 10).toString());
    assertEquals("{2=20}", map.with(value -> value * 10).subMap(2, 3).toString());
  }

  @Test
  @DisplayName("is its own copy")
  void isItsOwnCopy() {
    SortedMap<Integer, String> map = of(1);

    assertSame(map, ImmutableSortedMap.copyOf(map));
  }

  @Test
  @DisplayName("refuses two of the same key, and any change")
  void refuses() {
    SortedMap<Integer, String> map = of(1, 2);

    var twice = assertThrows(IllegalArgumentException.class, () -> of(4, 1, 4));

    assertEquals("4 stands there twice", twice.getMessage());
    assertThrows(UnsupportedOperationException.class, () -> map.put(3, "x"));
    assertThrows(UnsupportedOperationException.class, () -> map.remove(1));
    assertThrows(UnsupportedOperationException.class, () -> map.keySet().remove(1));
    assertThrows(UnsupportedOperationException.class, () -> map.values().remove("v1"));
    assertThrows(UnsupportedOperationException.class, map::clear);
    assertThrows(NoSuchElementException.class, () -> of().firstKey());
    assertThrows(NoSuchElementException.class, () -> of().lastKey());
    assertTrue(of().isEmpty());
  }
}
