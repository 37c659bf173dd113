// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify;

import director.daemon.event.Event;
import director.daemon.event.EventSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told. */
final class Told implements EventSink {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void tell(Event event) {
    events.add(event);
  }

  List<String> reasons() {
    return events.stream().map(Event::reason).toList();
  }

  List<Event> events() {
    return List.copyOf(events);
  }
}
