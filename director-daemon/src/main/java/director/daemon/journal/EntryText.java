// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.Target;
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

/**
 * An entry as one line of JSON, on disk and for whoever asks: {@code {"sequence":17,"time":
 * "2026-11-22T05:28:00.123Z","kind":"state","target":"server:photos-https/router1","from":"UP",
 * "to":"DOWN","reason":"...","by":"","facts":{},"detail":[]}}.
 */
public final class EntryText {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();
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
      JsonNode tree = MAPPER.readTree(line);
      Optional<Event.Kind> kind = Event.Kind.of(tree.path("kind").asText());
      Optional<Target> target = Target.of(tree.path("target").asText());
      long sequence = tree.path("sequence").asLong();
      if (kind.isEmpty() || target.isEmpty() || sequence < 1) {
        return Optional.empty();
      }
      Event event =
          new Event(
              kind.get(),
              target.get(),
              tree.path("from").asText(),
              tree.path("to").asText(),
              tree.path("reason").asText(),
              tree.path("by").asText(),
              facts(tree.path("facts")),
              detail(tree.path("detail")));
      return Optional.of(new Entry(sequence, Instant.parse(tree.path("time").asText()), event));
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

  private static SortedMap<String, String> facts(JsonNode tree) {
    SortedMap<String, String> facts = new TreeMap<>();
    tree.properties().forEach(field -> facts.put(field.getKey(), field.getValue().asText()));
    return facts;
  }

  private static List<String> detail(JsonNode tree) {
    List<String> lines = new ArrayList<>();
    tree.forEach(line -> lines.add(line.asText()));
    return lines;
  }
}
