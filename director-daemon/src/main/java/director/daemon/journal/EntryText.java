// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.json.JsonTree;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry as one line of JSON, on disk and for whoever asks: {@code {"sequence":17,"time":
 * "2026-11-22T05:28:00.123Z","kind":"state","target":"server:photos-https/router1","from":"UP",
 * "to":"DOWN","reason":"...","by":"","facts":{},"detail":[]}}.
 */
public final class EntryText {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String SEQUENCE = "{\"sequence\":";
  private static final String TIME = ",\"time\":\"";

  private EntryText() {}

  /** Without a line feed, and without any within. */
  public static String of(Entry entry) {
    Event event = entry.event();
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("sequence", entry.sequence());
      json.writeStringField("time", entry.time().toString());
      json.writeStringField("kind", event.kind().word());
      json.writeStringField("target", event.target().toString());
      json.writeStringField("from", event.from());
      json.writeStringField("to", event.to());
      json.writeStringField("reason", event.reason());
      json.writeStringField("by", event.by());
      json.writeObjectFieldStart("facts");
      for (Map.Entry<String, String> fact : event.facts().entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("detail");
      for (String line : event.detail()) {
        json.writeString(line);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be written", e);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #of} writes, and passes over what a newer version says beyond it.
   *
   * @return empty if it is something else, or of a kind that only a newer version knows
   */
  public static Optional<Entry> read(String line) {
    try {
      Map<?, ?> tree = JsonTree.read(line) instanceof Map<?, ?> object ? object : Map.of();
      Optional<Event.Kind> kind = Event.Kind.of(text(tree.get("kind")));
      Optional<Target> target = Target.of(text(tree.get("target")));
      long sequence = sequence(tree.get("sequence"));
      if (kind.isEmpty() || target.isEmpty() || sequence < 1) {
        return Optional.empty();
      }
      Event event =
          new Event(
              kind.get(),
              target.get(),
              text(tree.get("from")),
              text(tree.get("to")),
              text(tree.get("reason")),
              text(tree.get("by")),
              facts(tree.get("facts")),
              detail(tree.get("detail")));
      return Optional.of(new Entry(sequence, Instant.parse(text(tree.get("time"))), event));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The number of an entry, without reading the rest of it; 0 if it has none. */
  static long sequence(String line) {
    if (!line.startsWith(SEQUENCE)) {
      return 0;
    }
    long number = 0;
    for (int i = SEQUENCE.length(); i < Math.min(line.length(), SEQUENCE.length() + 18); i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The time of an entry, without reading the rest of it; empty if it has none. */
  static Optional<Instant> time(String line) {
    int comma = line.indexOf(',');
    if (!line.startsWith(TIME, comma)) {
      return Optional.empty();
    }
    int from = comma + TIME.length();
    try {
      return Optional.of(
          Instant.parse(line.substring(from, Math.max(from, line.indexOf('"', from)))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether it can be about {@code target} or a part of it, without reading the rest of it. */
  static boolean mayTell(String line, Target target) {
    return line.contains(new String(JsonStringEncoder.getInstance().quoteAsString(target.name())));
  }

  private static long sequence(@Nullable Object number) {
    return number instanceof Integer || number instanceof Long ? ((Number) number).longValue() : 0;
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static SortedMap<String, String> facts(@Nullable Object tree) {
    SortedMap<String, String> facts = new TreeMap<>();
    if (tree instanceof Map<?, ?> object) {
      object.forEach((name, value) -> facts.put((String) name, text(value)));
    }
    return facts;
  }

  private static List<String> detail(@Nullable Object tree) {
    List<String> lines = new ArrayList<>();
    if (tree instanceof List<?> array) {
      array.forEach(line -> lines.add(text(line)));
    }
    return lines;
  }
}
