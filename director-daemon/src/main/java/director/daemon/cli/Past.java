// SPDX-License-Identifier: Apache-2.0
package director.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import director.daemon.control.ControlAnswer;
import director.daemon.control.ControlApi;
import director.daemon.control.DirectorUnreachableException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What commands ask of the journal. */
final class Past {
  private final ControlApi director;

  Past(ControlApi director) {
    this.director = director;
  }

  /**
   * Which entries.
   *
   * @param most of them, the latest unless {@code since} says where to begin
   * @param target as it was typed; empty for all
   */
  record Wanted(Optional<Instant> since, Optional<Instant> until, String target, int most) {
    private String parameters() {
      return "?most="
          + most
          + since.map(time -> "&since=" + time).orElse("")
          + until.map(time -> "&until=" + time).orElse("")
          + (target.isEmpty() ? "" : "&target=" + Questions.segment(target));
    }
  }

  /** Takes a line, and says whether it wants another. */
  @FunctionalInterface
  interface Reader {
    boolean read(JsonNode line) throws DirectorUnreachableException;
  }

  /** Entries, the oldest first. */
  void events(Wanted wanted, Reader reader) throws DirectorUnreachableException, RefusedException {
    lines("/v1/events" + wanted.parameters(), reader);
  }

  /** The same, and then each as it is written, until the director or the reader ends it. */
  void follow(Wanted wanted, Reader reader) throws DirectorUnreachableException, RefusedException {
    lines("/v1/events" + wanted.parameters() + "&follow=true", reader);
  }

  /** The director's condition in each second of that time, the oldest first. */
  void conditions(Instant since, Instant until, Reader reader)
      throws DirectorUnreachableException, RefusedException {
    lines("/v1/condition?since=" + since + "&until=" + until, reader);
  }

  /** Empty lines say that the director is still there. */
  private void lines(String path, Reader reader)
      throws DirectorUnreachableException, RefusedException {
    ControlAnswer answer = director.lines(path, line -> line.isBlank() || reader.read(tree(line)));
    if (!answer.accepted()) {
      throw Questions.refusal(answer);
    }
  }

  /** Of a line; long ago if it has none. */
  static Instant time(JsonNode line) {
    try {
      return Instant.parse(line.path("time").asText());
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static JsonNode tree(String line) throws DirectorUnreachableException {
    try {
      return JsonReader.tree(line);
    } catch (IOException e) {
      throw Questions.notOurs(e);
    }
  }
}
