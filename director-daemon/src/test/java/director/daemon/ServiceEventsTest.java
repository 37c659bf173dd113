// SPDX-License-Identifier: Apache-2.0
package director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.daemon.event.Event;
import director.daemon.event.Target;
import director.daemon.plan.Decision;
import director.daemon.plan.Quorum;
import director.daemon.plan.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceEventsTest {
  private static final Target PHOTOS = Target.service("photos");

  private final List<Event> told = new ArrayList<>();
  private final ServiceEvents events = new ServiceEvents(told::add);

  @Test
  @DisplayName("a service is UP with its quorum and DOWN without, and nothing while nobody knows")
  void turns() {
    decided(false, new Quorum(2, 0, false, false));
    decided(false, new Quorum(2, 3, true, false));
    decided(false, new Quorum(2, 2, true, false));
    decided(true, new Quorum(2, 1, false, false));

    assertEquals(
        List.of(
            Event.state(PHOTOS, "", "UP", "healthy weight 3, quorum 2"),
            Event.state(PHOTOS, "UP", "DOWN", "healthy weight 1, quorum 2")),
        told);
  }

  @Test
  @DisplayName("one that is taken out of the configuration and put in again begins anew")
  void anew() {
    decided(false, new Quorum(1, 1, true, false));
    events.decided(new TreeMap<>());
    decided(false, new Quorum(1, 1, true, false));

    assertEquals(
        List.of(
            Event.state(PHOTOS, "", "UP", "healthy weight 1, quorum 1"),
            Event.state(PHOTOS, "", "UP", "healthy weight 1, quorum 1")),
        told);
  }

  private void decided(boolean lost, Quorum quorum) {
    ServiceState after = new ServiceState(lost, false, true, new TreeMap<>());
    events.decided(
        new TreeMap<>(
            Map.of(
                "photos",
                new Decision(after, new TreeMap<>(), quorum, Optional.empty(), List.of()))));
  }
}
