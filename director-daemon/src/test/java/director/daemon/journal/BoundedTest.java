// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.event.Entry;
import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.journal.segment.Frames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoundedTest {

  @Test
  @DisplayName("an event of usual size stays as it is")
  void usual() {
    Event event = Entries.event(1).by("uid 0").with(Map.of("a", "b")).with(List.of("line"));

    assertEquals(event, Bounded.of(event));
  }

  @Test
  @DisplayName("what is too long ends in three dots")
  void cut() {
    Event event = Event.of(Event.Kind.STATE, Target.NODE, "x".repeat(2001));

    assertEquals("x".repeat(2000) + "...", Bounded.of(event).reason());
  }

  @Test
  @DisplayName("the worst that can be told makes an entry of 200 kB")
  void worst() {
    String long1 = "\u0001".repeat(1_000_000);
    Map<String, String> facts = new TreeMap<>();
    for (int i = 0; i < 1000; i++) {
      facts.put(i + long1.substring(0, 100), long1);
    }
    Event event =
        Event.state(Target.service(long1), long1, long1, long1)
            .by(long1)
            .with(facts)
            .with(Collections.nCopies(20, long1));

    int bytes =
        Frames.line(EntryText.of(new Entry(1, Entries.START, Bounded.of(event)))).remaining();

    assertTrue(bytes < 200_000, () -> "it has " + bytes);
  }
}
