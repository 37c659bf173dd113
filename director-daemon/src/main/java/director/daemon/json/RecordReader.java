// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import director.daemon.json.Shape.Part;
import director.daemon.json.Vocabulary.Family;
import director.daemon.json.Vocabulary.Text;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a tree to a record, as {@link JsonRecords#read} promises. */
final class RecordReader {
  private final Vocabulary vocabulary;

  RecordReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Object read(@Nullable Object tree, Class<?> type) throws IOException {
    return required(value(tree, type, ""), tree, type.getSimpleName());
  }

  private static Object required(@Nullable Object value, @Nullable Object tree, String path)
      throws IOException {
    if (value != null) {
      return value;
    }
    // Besides nothing at all, it is a constant that we have not.
    throw new IOException(
        path + (tree == null ? " is missing" : " is a word that this version does not know"));
  }

  private @Nullable Object value(@Nullable Object tree, Type type, String path) throws IOException {
    if (tree == null) {
      return null;
    }
    if (type instanceof ParameterizedType container) {
      return container(tree, container, path);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == boolean.class || wanted == Boolean.class) {
      return expect(Boolean.class, tree, path, "true or false");
    }
    if (wanted == int.class || wanted == Integer.class) {
      return expect(Integer.class, tree, path, "a whole number of 32 bits");
    }
    if (wanted == long.class || wanted == Long.class) {
      Object wide = tree instanceof Integer narrow ? Long.valueOf(narrow) : tree;
      return expect(Long.class, wide, path, "a whole number of 64 bits");
    }
    if (wanted == String.class) {
      return expect(String.class, tree, path, "text");
    }
    if (wanted.isEnum()) {
      return constant(wanted, expect(String.class, tree, path, "text")).orElse(null);
    }
    Optional<Text<?>> text = vocabulary.text(wanted);
    return text.isPresent()
        ? parse(text.get(), expect(String.class, tree, path, "text"), path)
        : record(tree, wanted, path);
  }

  private static <T> T expect(Class<T> type, Object tree, String path, String expected)
      throws IOException {
    if (type.isInstance(tree)) {
      return type.cast(tree);
    }
    throw new IOException(path + " is " + kindOf(tree) + ", expected " + expected);
  }

  private static String kindOf(Object tree) {
    if (tree instanceof Map) {
      return "an object";
    }
    if (tree instanceof List) {
      return "a list";
    }
    return tree instanceof String ? "text" : tree.toString();
  }

  private static Optional<?> constant(Class<?> type, Object name) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findAny();
  }

  private static Object parse(Text<?> type, String text, String path) throws IOException {
    try {
      return type.read().apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(
          path + " is no " + type.type().getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private Object container(Object tree, ParameterizedType type, String path) throws IOException {
    Type[] of = type.getActualTypeArguments();
    return type.getRawType() == List.class
        ? list(expect(List.class, tree, path, "a list"), of[0], path + "[]")
        : map(expect(Map.class, tree, path, "an object"), (Class<?>) of[0], of[1], path + "{}");
  }

  private List<Object> list(List<?> tree, Type type, String path) throws IOException {
    List<Object> list = new ArrayList<>();
    for (Object element : tree) {
      list.add(required(value(element, type, path), element, path));
    }
    return list;
  }

  private Map<Object, Object> map(Map<?, ?> tree, Class<?> keys, Type values, String path)
      throws IOException {
    Map<Object, Object> map = new TreeMap<>();
    for (Map.Entry<?, ?> entry : tree.entrySet()) {
      Optional<?> key =
          keys.isEnum() ? constant(keys, entry.getKey()) : Optional.of(entry.getKey());
      if (key.isPresent()) {
        Object value = required(value(entry.getValue(), values, path), entry.getValue(), path);
        map.put(key.get(), value);
      }
    }
    return map;
  }

  private Object record(Object given, Class<?> type, String path) throws IOException {
    String whole = path.isEmpty() ? type.getSimpleName() : path;
    Map<?, ?> tree = expect(Map.class, given, whole, "an object");
    Class<?> kind = kind(tree, type, path);
    String here = path.isEmpty() ? kind.getSimpleName() : path;
    List<@Nullable Object> values = new ArrayList<>();
    Shape shape = Shape.of(kind);
    for (Part part : shape.parts()) {
      String there = here + "." + part.name();
      Object said = tree.get(part.name());
      Object value = value(said, part.type(), there);
      values.add(part.optional() ? value : required(value, said, there));
    }
    try {
      return shape.create(values);
    } catch (IllegalArgumentException e) {
      throw new IOException(here + ": " + e.getMessage(), e);
    }
  }

  /** Which record of a family this is; of no family, it is what is looked for. */
  private Class<?> kind(Map<?, ?> tree, Class<?> type, String path) throws IOException {
    Optional<Family> family = vocabulary.family(type);
    if (family.isEmpty()) {
      return type;
    }
    String field = (path.isEmpty() ? "" : path + ".") + family.get().field();
    Object said = required(tree.get(family.get().field()), null, field);
    SortedMap<String, Class<?>> kinds = family.get().kinds();
    Class<?> kind = said instanceof String word ? kinds.get(word) : null;
    if (kind == null || !type.isAssignableFrom(kind)) {
      throw new IOException(field + " is none of " + String.join(", ", kinds.keySet()));
    }
    return kind;
  }
}
