// SPDX-License-Identifier: Apache-2.0
package director.daemon.change;

import java.util.SortedMap;
import java.util.function.BiConsumer;

/** What is known by names, before and after. */
final class ByName {
  private ByName() {}

  /** Takes what is there before and after, and is not the same. */
  @FunctionalInterface
  interface Changed<T> {
    void accept(String name, T was, T is);
  }

  /** Walks over what differs: first what is gone or another, then what is new, by name. */
  static <T> void compare(
      SortedMap<String, T> before,
      SortedMap<String, T> after,
      BiConsumer<String, T> removed,
      Changed<T> changed,
      BiConsumer<String, T> added) {
    before.forEach(
        (name, was) -> {
          T is = after.get(name);
          if (is == null) {
            removed.accept(name, was);
          } else if (!is.equals(was)) {
            changed.accept(name, was, is);
          }
        });
    after.forEach(
        (name, is) -> {
          if (!before.containsKey(name)) {
            added.accept(name, is);
          }
        });
  }
}
