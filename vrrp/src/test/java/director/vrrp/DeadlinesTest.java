// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import static director.vrrp.state.VrrpTimer.ADVERTISEMENT;
import static director.vrrp.state.VrrpTimer.ANNOUNCE_AGAIN;
import static director.vrrp.state.VrrpTimer.RELEASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  @Test
  @DisplayName("nothing is due when nothing runs")
  void nothingRuns() {
    assertEquals(Deadlines.NEVER, deadlines.next());
    assertEquals(Deadlines.NEVER, deadlines.of(RELEASE));
    assertNull(deadlines.due(Long.MAX_VALUE));
  }

  @Test
  @DisplayName("the earliest is the next, and due from its instant on")
  void earliestFirst() {
    deadlines.start(RELEASE, 300);
    deadlines.start(ANNOUNCE_AGAIN, 200);
    deadlines.start(ADVERTISEMENT, 400);

    assertEquals(200, deadlines.next());
    assertNull(deadlines.due(199));
    assertEquals(ANNOUNCE_AGAIN, deadlines.due(200));
    assertEquals(ANNOUNCE_AGAIN, deadlines.due(500));
  }

  @Test
  @DisplayName("of two at the same instant the advertisement goes first")
  void advertisementFirst() {
    deadlines.start(ANNOUNCE_AGAIN, 200);
    deadlines.start(ADVERTISEMENT, 200);

    assertEquals(ADVERTISEMENT, deadlines.due(200));
  }

  @Test
  @DisplayName("started again it has one deadline, stopped it has none")
  void restartsAndStops() {
    deadlines.start(RELEASE, 300);
    deadlines.start(RELEASE, 100);
    assertEquals(100, deadlines.of(RELEASE));

    deadlines.stop(RELEASE);
    assertEquals(Deadlines.NEVER, deadlines.next());

    deadlines.start(RELEASE, 300);
    deadlines.start(ADVERTISEMENT, 300);
    deadlines.stopAll();
    assertEquals(Deadlines.NEVER, deadlines.next());
  }
}
