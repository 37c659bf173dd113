// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import director.daemon.event.Event;
import director.daemon.event.EventSink;
import director.daemon.event.Target;
import director.daemon.plan.Decision;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** Tells of services that go up and down with their quorum. Confined to the loop. */
final class ServiceEvents {
  private final EventSink events;
  private final Map<String, String> told = new HashMap<>();

  ServiceEvents(EventSink events) {
    this.events = events;
  }

  /** The allocations have been decided; while too little is known of a service it is neither. */
  void decided(SortedMap<String, Decision> decisions) {
    told.keySet().retainAll(decisions.keySet());
    decisions.forEach(
        (service, decision) -> {
          if (decision.after().quorumLost()) {
            is(service, "DOWN", decision);
          } else if (decision.quorum().met()) {
            is(service, "UP", decision);
          }
        });
  }

  private void is(String service, String state, Decision decision) {
    String before = told.put(service, state);
    if (!state.equals(before)) {
      String reason =
          "healthy weight %d, quorum %d"
              .formatted(decision.quorum().healthy(), decision.quorum().required());
      events.tell(
          Event.state(Target.service(service), before == null ? "" : before, state, reason));
    }
  }
}
