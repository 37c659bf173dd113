// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.EventQuery;
import director.daemon.event.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events, entries and questions for tests. */
final class Entries {
  static final Instant START = Instant.parse("2026-11-22T05:28:00.123Z");
  static final Target ROUTER = Target.server("photos", "router1");

  private Entries() {}

  static Event event(int number) {
    return Event.state(ROUTER, "UP", "DOWN", "event " + number);
  }

  static Entry entry(int number) {
    return new Entry(number, START.plusSeconds(number), event(number));
  }

  /** The numbers within the reasons of {@link #event}. */
  static List<Integer> numbers(List<Entry> entries) {
    return entries.stream()
        .map(entry -> Integer.valueOf(entry.event().reason().replaceAll("\\D", "")))
        .toList();
  }

  static EventQuery latest(int most) {
    return new EventQuery(Optional.empty(), Optional.empty(), 0, Optional.empty(), most);
  }

  static EventQuery first(int most) {
    return new EventQuery(Optional.of(Instant.EPOCH), Optional.empty(), 0, Optional.empty(), most);
  }

  static EventQuery after(long sequence, int most) {
    return new EventQuery(Optional.empty(), Optional.empty(), sequence, Optional.empty(), most);
  }
}
