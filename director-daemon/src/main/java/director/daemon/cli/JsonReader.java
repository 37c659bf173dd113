// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.ProtocolException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of the director, as {@link director.daemon.control.Json} does, in a fifth of
 * the time: Jackson's mapper learns all about every type before it reads the first one, and a
 * command reads one (docs/adr/0023).
 *
 * <p>Fields and states that are not known are passed over, lists that are missing are empty.
 */
final class JsonReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonReader() {}

  /**
   * The tree of a JSON text.
   *
   * @throws IOException when it is not JSON, or has a field twice
   */
  static JsonNode tree(String json) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = factory.createParser(json)) {
      parser.nextToken();
      JsonNode tree = node(parser);
      if (parser.nextToken() != null) {
        throw new ProtocolException("something follows the JSON");
      }
      return tree;
    }
  }

  private static JsonNode node(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new ProtocolException("no JSON at all");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? NODES.numberNode(parser.getBigIntegerValue())
              : NODES.numberNode(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, node(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node(parser));
    }
    return array;
  }

  /**
   * The value of a tree.
   *
   * @param type a record of records, lists, texts, numbers, instants and enums
   * @throws IOException when it is not of this type
   */
  static <T> T read(JsonNode tree, Class<T> type) throws IOException {
    Object value = value(tree, type, type.getSimpleName());
    if (value == null) {
      throw new ProtocolException("no " + type.getSimpleName());
    }
    return type.cast(value);
  }

  /** Null only where there is none, and the type has a place for that. */
  private static @Nullable Object value(JsonNode node, Type type, String where) throws IOException {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(node, generic.getActualTypeArguments()[0], where)
          : map(node, generic.getActualTypeArguments()[1], where);
    }
    Class<?> plain = (Class<?>) type;
    if (node.isNull() || node.isMissingNode()) {
      if (plain.isPrimitive()) {
        throw new ProtocolException(where + " is missing");
      }
      return null;
    }
    if (plain.isRecord()) {
      return record(node, plain, where);
    }
    return plain.isEnum() ? constant(node, plain, where) : scalar(node, plain, where);
  }

  private static List<Object> list(JsonNode node, Type type, String where) throws IOException {
    List<Object> list = new ArrayList<>();
    for (JsonNode each : node) {
      Object value = value(each, type, where);
      if (value == null) {
        throw new ProtocolException("null in " + where);
      }
      list.add(value);
    }
    return list;
  }

  private static @Nullable SortedMap<String, @Nullable Object> map(
      JsonNode node, Type type, String where) throws IOException {
    if (node.isMissingNode()) {
      return null;
    }
    SortedMap<String, @Nullable Object> map = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      map.put(each.getKey(), value(each.getValue(), type, where));
    }
    return map;
  }

  private static Object record(JsonNode node, Class<?> type, String where) throws IOException {
    if (!node.isObject()) {
      throw new ProtocolException(where + " is no object");
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      values[i] =
          value(
              field(node, component),
              component.getGenericType(),
              where + "." + component.getName());
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IOException(where + ": " + e.getCause(), e);
    }
  }

  /** Annotations take long to read, so only for a name that is not there. */
  private static JsonNode field(JsonNode node, RecordComponent component) {
    JsonNode field = node.path(component.getName());
    if (!field.isMissingNode()) {
      return field;
    }
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? field : node.path(named.value());
  }

  private static Object constant(JsonNode node, Class<?> type, String where) throws IOException {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(node.asText())) {
        return constant;
      }
    }
    for (Object constant : type.getEnumConstants()) {
      try {
        if (type.getField(((Enum<?>) constant).name())
            .isAnnotationPresent(JsonEnumDefaultValue.class)) {
          return constant;
        }
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new ProtocolException(where + " is " + node.asText());
  }

  private static Object scalar(JsonNode node, Class<?> type, String where) throws IOException {
    if (type == String.class && node.isTextual()) {
      return node.textValue();
    }
    if (type == Instant.class) {
      return instant(node, where);
    }
    if ((type == boolean.class || type == Boolean.class) && node.isBoolean()) {
      return node.booleanValue();
    }
    if ((type == int.class || type == Integer.class) && node.canConvertToInt()) {
      return node.intValue();
    }
    if ((type == long.class || type == Long.class) && node.canConvertToLong()) {
      return node.longValue();
    }
    if ((type == double.class || type == Double.class) && node.isNumber()) {
      return node.doubleValue();
    }
    throw new ProtocolException(where + " is no " + type.getSimpleName() + ", but " + node);
  }

  private static Instant instant(JsonNode node, String where) throws IOException {
    try {
      return Instant.parse(node.asText());
    } catch (DateTimeException e) {
      throw new ProtocolException(where + " is no ISO 8601, but " + node.asText());
    }
  }
}
