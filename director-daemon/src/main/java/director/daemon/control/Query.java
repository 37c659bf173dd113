// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.control.OrderBody.RefusedException;
import director.daemon.event.Target;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands behind the question mark (RFC 3986, section 3.4). Read strictly: who misspells a
 * parameter would get the answer to another question.
 */
record Query(Map<String, String> parameters) {
  static final Query NONE = new Query(Map.of());

  Query {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /**
   * Reads {@code since=2026-11-22T05:28:00Z&most=10}. A plus is a plus, as in times with a zone.
   *
   * @param known the parameters that this request takes
   */
  static Query read(String text, Set<String> known) throws RefusedException {
    Map<String, String> found = new TreeMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      if (!known.contains(name)) {
        throw new RefusedException("there is no parameter " + name, expected(known));
      }
      if (found.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1))) != null) {
        throw new RefusedException(name + " is there twice", "expected: once");
      }
    }
    return new Query(found);
  }

  private static String expected(Set<String> known) {
    return known.isEmpty()
        ? "this path takes no parameters"
        : "this path takes: " + String.join(", ", known.stream().sorted().toList());
  }

  /** Without percent-encoding (RFC 3986, section 2.1). */
  private static String decoded(String text) throws RefusedException {
    ByteBuffer out = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int octet = character == '%' ? octet(text, i + 1) : character;
      if (octet < 0x20 || octet == 0x7f || character > 0x7e) {
        throw new RefusedException(
            "a query holds what cannot be read",
            "expected: visible characters of ASCII, others percent-encoded");
      }
      out.put((byte) octet);
      i += character == '%' ? 2 : 0;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(
          "a query is not UTF-8", "expected: percent-encoded octets of UTF-8");
    }
  }

  /** -1 where no two hexadecimal digits are. */
  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** False if it is not there. */
  boolean flag(String name) throws RefusedException {
    String text = parameters.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw bad(name, "true or false", text);
    }
    return text.equals("true");
  }

  /** A whole number within these borders, both included. */
  Optional<Long> number(String name, long least, long most) throws RefusedException {
    String text = parameters.get(name);
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,18}")
        || Long.parseLong(text) < least
        || Long.parseLong(text) > most) {
      throw bad(name, "a whole number, %d..%d".formatted(least, most), text);
    }
    return Optional.of(Long.parseLong(text));
  }

  Optional<Instant> time(String name) throws RefusedException {
    String text = parameters.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw bad(name, "a time with its zone, such as 2026-11-22T05:28:00Z", text);
    }
  }

  Optional<Target> target(String name) throws RefusedException {
    String text = parameters.get(name);
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        Target.of(text)
            .orElseThrow(
                () ->
                    bad(
                        name,
                        "vip:NAME, service:NAME, server:SERVICE/SERVER, group:NAME, track:NAME,"
                            + " peer:NAME, node, elector, config or ipvs",
                        text)));
  }

  private static RefusedException bad(String name, String expected, String is) {
    return new RefusedException(name + " must be " + expected, "but is: " + is);
  }
}
