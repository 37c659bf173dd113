// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A kind of value: turns what stands in the file into what it means. Strict, because a value that
 * was guessed right today is guessed wrong the day it matters; but a string may hold a number or a
 * truth value, as substitutions from the environment always do. HOCON's null is of no kind.
 */
@FunctionalInterface
interface Kind<T> {
  Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");
  Pattern DECIMAL = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

  T read(ConfigValue value) throws UnacceptableValueException;

  /** Gives a text its meaning. */
  @FunctionalInterface
  interface Meaning<T> {
    T of(String text) throws UnacceptableValueException;
  }

  /** The same kind, for a key that may be left out. */
  default Kind<Optional<T>> maybe() {
    return value -> Optional.of(read(value));
  }

  /** What no value is: for a place where only a section is right. */
  static <T> Kind<T> none(String expected) {
    return value -> {
      throw new UnacceptableValueException(expected);
    };
  }

  static Kind<ConfigObject> section(String expected) {
    return value -> {
      if (value.valueType() == ConfigValueType.OBJECT && value instanceof ConfigObject object) {
        // Throws when a substitution that is part of it leads nowhere.
        var unused = object.keySet();
        return object;
      }
      throw new UnacceptableValueException(expected);
    };
  }

  /** A list that is not empty. One value alone is none, though HOCON might take it for one. */
  static Kind<List<ConfigValue>> list(String example) {
    return value -> {
      if (value.valueType() == ConfigValueType.LIST
          && value instanceof ConfigList list
          && !list.isEmpty()) {
        return list;
      }
      throw new UnacceptableValueException("a list of at least one, such as " + example);
    };
  }

  static Kind<Integer> integer(int min, int max) {
    return integer(min, max, min + ".." + max);
  }

  /** A number whose {@code range} is put in words, where its ends alone would not explain it. */
  static Kind<Integer> integer(int min, int max, String range) {
    Kind<Long> whole = whole(min, max, range);
    return value -> whole.read(value).intValue();
  }

  /** A number that may need more than 31 bits. */
  static Kind<Long> whole(long min, long max) {
    return whole(min, max, min + ".." + max);
  }

  private static Kind<Long> whole(long min, long max, String range) {
    return value -> {
      Object number = value.unwrapped();
      if (number instanceof String text && DIGITS.matcher(text).matches()) {
        number = Long.valueOf(text);
      }
      if (!(number instanceof Integer || number instanceof Long)) {
        throw new UnacceptableValueException("a whole number, " + range);
      }
      long whole = ((Number) number).longValue();
      if (whole < min || whole > max) {
        throw new UnacceptableValueException(range);
      }
      return whole;
    };
  }

  /** A port that may be left out. */
  static Kind<OptionalInt> port() {
    Kind<Integer> port = integer(1, 65535);
    return value -> OptionalInt.of(port.read(value));
  }

  /** A part of a whole, from nothing to all of it. */
  static Kind<Double> share() {
    return value -> {
      Object number = value.unwrapped();
      if (number instanceof String text && DECIMAL.matcher(text).matches()) {
        number = Double.valueOf(text);
      }
      if (!(number instanceof Number part)) {
        throw new UnacceptableValueException("a number, 0..1, such as 0.5");
      }
      if (part.doubleValue() < 0 || part.doubleValue() > 1) {
        throw new UnacceptableValueException("0..1");
      }
      // Not -0.0, which would equal no 0.
      return part.doubleValue() + 0.0;
    };
  }

  static Kind<Boolean> flag() {
    Map<String, String> otherWords =
        Map.of(
            "yes", "true", "on", "true", "1", "true", "no", "false", "off", "false", "0", "false");
    return value -> {
      String word = String.valueOf(value.unwrapped());
      if (word.equals("true") || word.equals("false")) {
        return word.equals("true");
      }
      String meant = otherWords.get(word.toLowerCase(Locale.ROOT));
      throw new UnacceptableValueException(
          "true or false", meant == null ? "" : "did you mean " + meant + "?");
    };
  }

  static <E extends Enum<E>> Kind<E> word(Class<E> words) {
    List<String> all = Arrays.stream(words.getEnumConstants()).map(Kind::wordFor).toList();
    return word(words, all.size() == 1 ? all.get(0) : "one of " + String.join(", ", all));
  }

  static <E extends Enum<E>> Kind<E> word(Class<E> words, String expected) {
    List<E> constants = List.of(words.getEnumConstants());
    return text(
        expected,
        text -> {
          for (E constant : constants) {
            if (wordFor(constant).equals(text)) {
              return constant;
            }
          }
          List<String> all = constants.stream().map(Kind::wordFor).toList();
          throw new UnacceptableValueException(expected, Suggestion.among(all, text));
        });
  }

  /** {@code DIRECT_ROUTING} is written {@code direct-routing}. */
  static String wordFor(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Kind<String> text(String expected, Pattern pattern) {
    return text(
        expected,
        text -> {
          if (!pattern.matcher(text).matches()) {
            throw new UnacceptableValueException(expected);
          }
          return text;
        });
  }

  /** A text, or what HOCON takes for a number; of anything else it says what was expected. */
  static <T> Kind<T> text(String expected, Meaning<T> meaning) {
    return value ->
        switch (value.valueType()) {
          case STRING -> meaning.of((String) value.unwrapped());
          // Unquoted 10 is a number to HOCON, whatever it was meant to be.
          case NUMBER -> meaning.of(value.render(ConfigRenderOptions.concise()));
          default -> throw new UnacceptableValueException(expected);
        };
  }
}
