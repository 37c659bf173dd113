// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry of the journal as a line of {@code GET /v1/events}.
 *
 * @param kind {@code state}, {@code order}, as {@link Event.Kind#word}
 * @param target {@code server:photos-https/router1}
 */
public record EventLine(
    long sequence,
    Instant time,
    String kind,
    String target,
    String from,
    String to,
    String reason,
    String by,
    SortedMap<String, String> facts,
    List<String> detail) {
  public EventLine {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    detail = List.copyOf(detail);
  }

  public static EventLine of(Entry entry) {
    Event event = entry.event();
    return new EventLine(
        entry.sequence(),
        entry.time(),
        event.kind().word(),
        event.target().toString(),
        event.from(),
        event.to(),
        event.reason(),
        event.by(),
        event.facts(),
        event.detail());
  }
}
