// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The JSON object that comes with an order. Read strictly: a misspelt field that was passed over
 * would make another order of it.
 */
public final class OrderBody {
  private static final int LONGEST_TEXT = 200;

  private final JsonNode fields;
  private final String expected;
  private int known;

  private OrderBody(JsonNode fields, String expected) {
    this.fields = fields;
    this.expected = expected;
  }

  /** Why there is no order: 400, with what was expected. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    RefusedException(String error, String expected) {
      super(error);
      this.answer = Answer.error(400, error, expected);
    }

    Answer answer() {
      return answer;
    }
  }

  /**
   * Of a request; no body at all is an empty object.
   *
   * @param expected what it may look like, for whoever wrote something else
   */
  static OrderBody read(String body, String expected) throws RefusedException {
    JsonNode tree;
    try {
      tree = body.isBlank() ? JsonNodeFactory.instance.objectNode() : Json.tree(body);
    } catch (IOException e) {
      throw new RefusedException("the body is not JSON", expected);
    }
    if (!tree.isObject()) {
      throw new RefusedException("cannot make sense of " + shown(tree), expected);
    }
    return new OrderBody(tree, expected);
  }

  boolean flag(String name) throws RefusedException {
    JsonNode field = fields.path(name);
    if (field.isMissingNode()) {
      return false;
    }
    known++;
    if (!field.isBoolean()) {
      throw new RefusedException("cannot make sense of " + shown(fields), expected);
    }
    return field.asBoolean();
  }

  /** One line of at most 200 characters that can be seen; empty when it is not there. */
  Optional<String> text(String name) throws RefusedException {
    JsonNode field = fields.path(name);
    if (field.isMissingNode() || field.isNull()) {
      known += field.isNull() ? 1 : 0;
      return Optional.empty();
    }
    known++;
    String text = field.asText();
    if (!field.isTextual()
        || text.length() > LONGEST_TEXT
        || text.codePoints().anyMatch(OrderBody::isUnseen)) {
      throw new RefusedException(
          name + " must be one line of at most " + LONGEST_TEXT + " printable characters",
          expected);
    }
    return Optional.of(text);
  }

  /** Text of any length, with line breaks; empty when it is not there. */
  Optional<String> anyText(String name) throws RefusedException {
    JsonNode field = fields.path(name);
    if (field.isMissingNode() || field.isNull()) {
      known += field.isNull() ? 1 : 0;
      return Optional.empty();
    }
    known++;
    if (!field.isTextual()) {
      throw new RefusedException(name + " must be a text", expected);
    }
    return Optional.of(field.asText());
  }

  /** It would end the line in a log, or make it look like another on a terminal. */
  private static boolean isUnseen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /** A whole number; empty when it is not there. */
  OptionalInt number(String name) throws RefusedException {
    JsonNode field = fields.path(name);
    if (field.isMissingNode() || field.isNull()) {
      known += field.isNull() ? 1 : 0;
      return OptionalInt.empty();
    }
    known++;
    if (!field.isIntegralNumber() || !field.canConvertToInt()) {
      throw new RefusedException(name + " must be a whole number", expected);
    }
    return OptionalInt.of(field.intValue());
  }

  /** {@code "5m"}, or a number of seconds; empty when it is not there. */
  Optional<Duration> time(String name) throws RefusedException {
    if (fields.path(name).isTextual()) {
      String text = text(name).orElse("");
      return Optional.of(
          TimeText.read(text)
              .orElseThrow(
                  () ->
                      new RefusedException(
                          name + " must be " + TimeText.EXPECTED + ", but is " + text, expected)));
    }
    OptionalInt seconds = number(name);
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
        : Optional.empty();
  }

  /** Why what was read makes no order. */
  RefusedException refused(String error) {
    return new RefusedException(error, expected);
  }

  /** After the last field was asked for. */
  void end() throws RefusedException {
    List<String> names = List.copyOf(fields.properties().stream().map(e -> e.getKey()).toList());
    if (names.size() != known) {
      throw new RefusedException("cannot make sense of " + shown(fields), expected);
    }
  }

  private static String shown(JsonNode body) {
    String text = body.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
