// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli.draw;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An entry of the journal as it is read, also from a newer director that has kinds of its own.
 *
 * @param what {@code UP -> DOWN}, {@code reload}
 */
public record Happening(
    Instant time,
    String kind,
    String target,
    String what,
    String to,
    String reason,
    String by,
    List<String> detail) {
  public Happening {
    detail = List.copyOf(detail);
  }

  /** Empty when the line is no entry. */
  public static Optional<Happening> of(JsonNode line) {
    return time(line)
        .map(
            time ->
                new Happening(
                    time,
                    text(line, "kind"),
                    text(line, "target"),
                    what(text(line, "kind"), text(line, "from"), text(line, "to")),
                    text(line, "to"),
                    text(line, "reason"),
                    text(line, "by"),
                    detail(line)));
  }

  private static Optional<Instant> time(JsonNode line) {
    try {
      return Optional.of(Instant.parse(text(line, "time")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText("");
  }

  private static List<String> detail(JsonNode line) {
    List<String> detail = new ArrayList<>();
    line.path("detail").forEach(each -> detail.add(each.asText()));
    return detail;
  }

  /** A change of a state needs no further word. */
  private static String what(String kind, String from, String to) {
    String change =
        !from.isEmpty() && to.isEmpty()
            ? from + " ended"
            : Stream.of(from, to).filter(it -> !it.isEmpty()).collect(Collectors.joining(" -> "));
    return kind.equals("state") && !change.isEmpty() ? change : (kind + " " + change).strip();
  }

  Tone tone() {
    return switch (to) {
      case "DOWN", "FAULT" -> Tone.BAD;
      case "UP" -> Tone.GOOD;
      case "MASTER" -> Tone.STRONG;
      default -> kind.equals("problem") || kind.equals("drift") ? Tone.ODD : Tone.PLAIN;
    };
  }
}
