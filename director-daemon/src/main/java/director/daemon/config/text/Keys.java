// SPDX-License-Identifier: Apache-2.0
package director.daemon.config.text;

import director.netlink.text.AddressText;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A section while it is written, key by key. */
final class Keys {
  private final Map<String, Term> terms = new LinkedHashMap<>();

  Term.Keyed done() {
    return new Term.Keyed(terms);
  }

  Keys put(String key, Term term) {
    terms.put(key, term);
    return this;
  }

  Keys put(String key, Keys section) {
    return put(key, section.done());
  }

  Keys number(String key, long value) {
    return put(key, plain(Long.toString(value)));
  }

  Keys number(String key, OptionalInt value) {
    value.ifPresent(number -> number(key, number));
    return this;
  }

  /** A part of a whole, without an exponent. */
  Keys share(String key, double value) {
    return put(key, plain(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()));
  }

  Keys flag(String key, boolean value) {
    return put(key, plain(Boolean.toString(value)));
  }

  Keys time(String key, Duration value) {
    return put(key, plain(words(value)));
  }

  /** {@code DIRECT_ROUTING} is written {@code direct-routing}. */
  Keys word(String key, Enum<?> value) {
    return put(key, plain(word(value)));
  }

  Keys word(String key, String value) {
    return put(key, plain(value));
  }

  Keys text(String key, String value) {
    return put(key, text(value));
  }

  Keys text(String key, Optional<String> value) {
    value.ifPresent(text -> text(key, text));
    return this;
  }

  Keys secret(String key, String value) {
    return put(key, new Term.Value(value, true, true));
  }

  Keys address(String key, InetAddress value) {
    return text(key, AddressText.of(value));
  }

  Keys texts(String key, Collection<String> values) {
    return several(key, values, Keys::text);
  }

  /** A list; an empty one is as good as none, and there are places where only none is right. */
  <T> Keys several(String key, Collection<T> values, Function<T, Term> term) {
    return values.isEmpty()
        ? this
        : put(key, new Term.Several(List.copyOf(values.stream().map(term).toList())));
  }

  /** A section of what the operator has named. */
  <T> Keys named(String key, Map<String, T> values, Function<T, Term> term) {
    Keys section = new Keys();
    values.forEach((name, value) -> section.put(name, term.apply(value)));
    return put(key, section);
  }

  static Term.Value text(String value) {
    return new Term.Value(value, true, false);
  }

  static Term.Value plain(String value) {
    return new Term.Value(value, false, false);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In the largest unit that leaves no rest: {@code 1h}, {@code 90s}, {@code 1500ms}. */
  static String words(Duration value) {
    if (value.toNanosPart() == 0) {
      long seconds = value.toSeconds();
      if (seconds != 0 && seconds % 86_400 == 0) {
        return seconds / 86_400 + "d";
      }
      if (seconds != 0 && seconds % 3600 == 0) {
        return seconds / 3600 + "h";
      }
      return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
    long nanos = value.toNanos();
    if (nanos % 1_000_000 == 0) {
      return nanos / 1_000_000 + "ms";
    }
    return nanos % 1_000 == 0 ? nanos / 1_000 + "us" : nanos + "ns";
  }
}
