// SPDX-License-Identifier: Apache-2.0
package director.daemon.config;

import director.daemon.actions.state.Event;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a service says when it has something done. */
final class ReactionForm {
  static final Kind<String> NAME =
      Kind.text("the name of an action, " + Section.NAME_WORDS, Section.NAME);

  private static final List<Event> EVENTS =
      List.of(Event.SERVER_DOWN, Event.SERVER_UP, Event.SERVICE_DOWN, Event.SERVICE_UP);

  private ReactionForm() {}

  static ReactionConfig read(Section section) {
    SortedMap<Event, List<String>> on = new TreeMap<>();
    Section events = section.section("on");
    for (Event event : EVENTS) {
      if (events.has(event.word())) {
        on.put(event, events.requiredList(event.word(), NAME, "[page]", ""));
      }
    }
    return new ReactionConfig(on, LadderForm.read(section));
  }
}
