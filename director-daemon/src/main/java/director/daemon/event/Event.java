// SPDX-License-Identifier: Apache-2.0
package director.daemon.event;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Something that happened, and why.
 *
 * @param from the state before; empty where it is no change of a state
 * @param to the state since; empty where there is none
 * @param reason what was seen and which rule applied, one sentence; may hold what others wrote, fit
 *     for one line
 * @param by who ordered it, "uid 1000 (anna)"; empty when nobody did
 * @param facts what scripts and programs want to know beside it, such as {@code priority}
 * @param detail further lines, at most {@value #MOST_DETAIL}
 */
public record Event(
    Kind kind,
    Target target,
    String from,
    String to,
    String reason,
    String by,
    SortedMap<String, String> facts,
    List<String> detail) {
  public static final int MOST_DETAIL = 20;

  /** What sort of thing happens. */
  public enum Kind {
    /** Something is in another state: a virtual router, a service, a server, a peer. */
    STATE,
    /** One of several checks of a server turned, and the server did not. */
    CHECK,
    /** An operator ordered something, or an order came to its end. */
    ORDER,
    /** The configuration was read again, confirmed, or taken back. */
    RELOAD,
    START,
    STOP,
    /** What follows for a service, or for a server's weight: a floor, a sorry server, a rise. */
    DECISION,
    /** Somebody else changed what is ours in the kernel, and it was put right. */
    DRIFT,
    /** A command or web hook of the configuration was run, or was not. */
    ACTION,
    /** A notify script was run, or a line was lost. */
    NOTIFY,
    /** Something is wrong, or is no more, that is none of the above. */
    PROBLEM;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String word) {
      return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
  }

  public Event {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    detail = List.copyOf(detail.subList(0, Math.min(MOST_DETAIL, detail.size())));
  }

  /** A change of a state. */
  public static Event state(Target target, String from, String to, String reason) {
    return new Event(Kind.STATE, target, from, to, reason, "", new TreeMap<>(), List.of());
  }

  /** What is no change of a state, and nobody's order. */
  public static Event of(Kind kind, Target target, String reason) {
    return new Event(kind, target, "", "", reason, "", new TreeMap<>(), List.of());
  }

  /** The same, ordered by somebody. */
  public Event by(String who) {
    return new Event(kind, target, from, to, reason, who, facts, detail);
  }

  public Event with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(facts);
    all.putAll(more);
    return new Event(kind, target, from, to, reason, by, all, detail);
  }

  public Event with(List<String> lines) {
    return new Event(kind, target, from, to, reason, by, facts, lines);
  }
}
