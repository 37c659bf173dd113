// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
   */
  record Family(Class<?> type, String field) {
    List<String> kinds() {
      return Stream.of(type.getPermittedSubclasses()).map(Vocabulary::kind).sorted().toList();
    }

    Optional<Class<?>> called(@Nullable Object kind) {
      return Stream.<Class<?>>of(type.getPermittedSubclasses())
          .filter(record -> kind(record).equals(kind))
          .findAny();
    }
  }

  /** HandOver is "hand-over". */
  static String kind(Class<?> record) {
    return record.getSimpleName().replaceAll("\\B[A-Z]", "-$0").toLowerCase(Locale.ROOT);
  }

  Optional<Text<?>> text(Class<?> type) {
    return texts.stream().filter(text -> text.type().isAssignableFrom(type)).findAny();
  }

  Optional<Family> family(Class<?> type) {
    return families.stream().filter(family -> family.type().isAssignableFrom(type)).findAny();
  }
}
