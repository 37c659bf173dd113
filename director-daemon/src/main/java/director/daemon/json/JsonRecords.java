// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import director.daemon.json.Shape.Part;
import director.daemon.json.Vocabulary.Family;
import director.daemon.json.Vocabulary.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records as trees of {@link JsonTree}: an object of their components. A component may be a whole
 * number, a flag, text, an enum (by its name), a record, what {@link #withText} or {@link
 * #withFamily} knows, a {@code List} of these, or a {@code Map} or {@code SortedMap} of these by
 * text or enum.
 *
 * <p>What a newer version says beyond what we know is passed over: fields, and counters of
 * constants. What is read is complete: nothing in it is null that is not {@code @Nullable}.
 */
public final class JsonRecords {
  private final Vocabulary vocabulary;

  private JsonRecords(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Knows the types of the language alone. */
  public static JsonRecords plain() {
    return new JsonRecords(new Vocabulary(List.of(), List.of()));
  }

  /**
   * And this type, as text.
   *
   * @param read throws IllegalArgumentException or DateTimeException for what is none
   */
  public <T> JsonRecords withText(
      Class<T> type, Function<T, String> write, Function<String, T> read) {
    List<Text<?>> texts = new ArrayList<>(vocabulary.texts());
    texts.add(new Text<>(type, write, read));
    return new JsonRecords(new Vocabulary(texts, vocabulary.families()));
  }

  /**
   * And this sealed interface. Its records say in a field before their own of which kind they are:
   * HandOver is "hand-over".
   */
  public JsonRecords withFamily(Class<?> type, String field) {
    List<Family> families = new ArrayList<>(vocabulary.families());
    families.add(Family.of(type, field));
    return new JsonRecords(new Vocabulary(vocabulary.texts(), families));
  }

  /** What the records of a sealed interface call themselves, in alphabetical order. */
  public List<String> kinds(Class<?> type) {
    return List.copyOf(vocabulary.family(type).orElseThrow().kinds().keySet());
  }

  /**
   * The tree of a record.
   *
   * @throws IllegalArgumentException if a type in it has no form
   */
  public Object tree(Object record) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    Class<?> type = record.getClass();
    vocabulary.family(type).ifPresent(of -> object.put(of.field(), of.kindOf(type)));
    for (Part part : Shape.of(type).parts()) {
      object.put(part.name(), form(part.of(record)));
    }
    return object;
  }

  private @Nullable Object form(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Record) {
      return tree(value);
    }
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(this::form).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      map.forEach((key, one) -> object.put(String.valueOf(form(key)), form(one)));
      return object;
    }
    return vocabulary
        .text(value.getClass())
        .orElseThrow(() -> new IllegalArgumentException("no form for " + value.getClass()))
        .of(value);
  }

  /**
   * Reads a record, or one of a family's.
   *
   * @throws IOException if the tree is none; the message says where, and repeats nothing that is
   *     text
   * @throws IllegalArgumentException if a type in it has no form
   */
  public <T> T read(@Nullable Object tree, Class<T> type) throws IOException {
    return type.cast(new RecordReader(vocabulary).read(tree, type));
  }
}
