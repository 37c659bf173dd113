// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The types that are no records and yet have a form.
 *
 * @param texts what is written as text
 * @param families sealed interfaces of records
 */
record Vocabulary(List<Text<?>> texts, List<Family> families) {
  Vocabulary {
    texts = List.copyOf(texts);
    families = List.copyOf(families);
  }

  record Text<T>(Class<T> type, Function<T, String> write, Function<String, T> read) {
    String of(Object value) {
      return write.apply(type.cast(value));
    }
  }

  /**
   * Records that say of which kind they are.
   *
   * @param field in which they do
   * @param kinds what they say: HandOver is "hand-over"
   */
  record Family(Class<?> type, String field, SortedMap<String, Class<?>> kinds) {
    Family {
      kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    }

    static Family of(Class<?> sealed, String field) {
      SortedMap<String, Class<?>> kinds = new TreeMap<>();
      for (Class<?> record : sealed.getPermittedSubclasses()) {
        String words = record.getSimpleName().replaceAll("\\B[A-Z]", "-$0");
        kinds.put(words.toLowerCase(Locale.ROOT), record);
      }
      return new Family(sealed, field, kinds);
    }

    String kindOf(Class<?> record) {
      return kinds.entrySet().stream()
          .filter(kind -> kind.getValue() == record)
          .findAny()
          .orElseThrow()
          .getKey();
    }
  }

  Optional<Text<?>> text(Class<?> type) {
    return texts.stream().filter(text -> text.type().isAssignableFrom(type)).findAny();
  }

  Optional<Family> family(Class<?> type) {
    return families.stream().filter(family -> family.type().isAssignableFrom(type)).findAny();
  }
}
