// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * As much of JSON Schema as docs/api.schema.json needs, and not a keyword more: one that it does
 * not know is a mistake. It also remembers which properties it has met.
 */
final class SchemaCheck {
  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "description",
          "type",
          "format",
          "enum",
          "items",
          "anyOf",
          "properties",
          "required",
          "additionalProperties");

  private final JsonNode schema;
  private final Set<String> met = new TreeSet<>();
  private final List<String> mistakes = new ArrayList<>();

  SchemaCheck(JsonNode schema) {
    this.schema = schema;
  }

  /** What is wrong with an answer, as lines; {@code answer} is a name below x-answers. */
  List<String> mistakes(String answer, JsonNode value) {
    mistakes.clear();
    JsonNode rule = schema.path("x-answers").path(answer);
    check(answer, rule.isMissingNode() ? null : rule, value, "");
    return List.copyOf(mistakes);
  }

  /** Properties that were in no answer. */
  Set<String> unmet() {
    Set<String> unmet = new TreeSet<>();
    schema
        .path("$defs")
        .fields()
        .forEachRemaining(
            definition ->
                definition
                    .getValue()
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(name -> unmet.add(definition.getKey() + "." + name)));
    unmet.removeAll(met);
    return unmet;
  }

  private void check(String at, JsonNode rule, JsonNode value, String definition) {
    if (rule == null) {
      mistakes.add(at + ": not in the schema");
      return;
    }
    rule.fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!KNOWN.contains(keyword)) {
                mistakes.add(at + ": the schema has an unknown keyword " + keyword);
              }
            });
    if (rule.has("$ref")) {
      String name = rule.path("$ref").asText().replace("#/$defs/", "");
      check(at, schema.path("$defs").get(name), value, name);
      return;
    }
    if (rule.has("anyOf")) {
      check(at, rule.path("anyOf").get(value.isNull() ? 1 : 0), value, definition);
      return;
    }
    type(at, rule, value);
    if (value.isArray()) {
      value.forEach(element -> check(at + "[]", rule.get("items"), element, definition));
    }
    if (value.isObject()) {
      object(at, rule, value, definition);
    }
  }

  private void type(String at, JsonNode rule, JsonNode value) {
    JsonNode type = rule.path("type");
    boolean fits = type.isTextual() && is(type.asText(), value);
    for (JsonNode each : type) {
      fits |= is(each.asText(), value);
    }
    if (!fits) {
      mistakes.add(at + ": is " + value + ", but the schema says " + type);
    }
    if (rule.has("enum") && !rule.path("enum").toString().contains("\"" + value.asText() + "\"")) {
      mistakes.add(at + ": is none of " + rule.path("enum") + ": " + value);
    }
    if (rule.has("format") && value.isTextual()) {
      try {
        Instant.parse(value.asText());
      } catch (DateTimeException e) {
        mistakes.add(at + ": is no time: " + value);
      }
    }
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> false;
    };
  }

  private void object(String at, JsonNode rule, JsonNode value, String definition) {
    Iterator<Map.Entry<String, JsonNode>> fields = value.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode property = rule.path("properties").get(field.getKey());
      if (property != null) {
        met.add(definition + "." + field.getKey());
      }
      JsonNode others = rule.get("additionalProperties");
      check(
          at + "." + field.getKey(),
          property != null || others == null || others.isBoolean() ? property : others,
          field.getValue(),
          definition);
    }
    rule.path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                mistakes.add(at + "." + name.asText() + ": is missing");
              }
            });
  }
}
