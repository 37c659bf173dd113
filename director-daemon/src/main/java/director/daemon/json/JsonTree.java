// SPDX-License-Identifier: Apache-2.0
package director.daemon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as {@code Map<String, ?>}, {@code List<?>}, {@code String}, {@code Number}, {@code Boolean}
 * and null. Of fields of the same name the last one counts.
 */
public final class JsonTree {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonTree() {}

  /**
   * Reads one value and nothing behind it, nested up to 1,000 deep.
   *
   * @throws IOException if the text is anything else
   */
  public static @Nullable Object read(String text) throws IOException {
    try (JsonParser in = JSON.createParser(text)) {
      if (in.nextToken() == null) {
        throw new IOException("not JSON: nothing at all");
      }
      Object tree = value(in);
      if (in.nextToken() != null) {
        throw new IOException("not JSON: more behind its end");
      }
      return tree;
    } catch (JsonProcessingException e) {
      // Its whole message repeats the text, which can be long and holds secrets.
      throw new IOException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static @Nullable Object value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser in) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      object.put(name, value(in));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser in) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(in));
    }
    return array;
  }

  /**
   * In one line.
   *
   * @throws IllegalArgumentException if there is anything else in the tree
   */
  public static String line(Object tree) {
    return write(tree, false);
  }

  /** In many lines, for people; throws as {@link #line} does. */
  public static String page(Object tree) {
    return write(tree, true);
  }

  private static String write(Object tree, boolean pretty) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      if (pretty) {
        out.useDefaultPrettyPrinter();
      }
      write(out, tree);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes no text", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, @Nullable Object tree) throws IOException {
    if (tree instanceof Map<?, ?> object) {
      out.writeStartObject();
      for (Map.Entry<?, ?> field : object.entrySet()) {
        out.writeFieldName((String) field.getKey());
        write(out, field.getValue());
      }
      out.writeEndObject();
    } else if (tree instanceof List<?> array) {
      out.writeStartArray();
      for (Object element : array) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (tree instanceof String text) {
      out.writeString(text);
    } else if (tree instanceof Integer || tree instanceof Long) {
      out.writeNumber(((Number) tree).longValue());
    } else if (tree instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (tree == null) {
      out.writeNull();
    } else {
      throw new IllegalArgumentException("not for JSON: " + tree.getClass());
    }
  }
}
