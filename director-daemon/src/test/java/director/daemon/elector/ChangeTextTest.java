// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import director.vrrp.ElectionListener.Change;
import director.vrrp.state.VrrpState;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChangeTextTest {

  @Test
  @DisplayName("a change of state names both states and the reason")
  void change() {
    assertEquals(
        "photos: BACKUP -> MASTER: 192.0.2.2 (priority 150) was silent for 3.609 s",
        ChangeText.of(Messages.CHANGE));
  }

  @Test
  @DisplayName("what happens within a state names that one; what belongs to nobody is vrrp's")
  void noChange() {
    Instant at = Instant.parse("2026-11-22T05:28:00Z");

    assertEquals(
        "photos: MASTER: put 203.0.113.10/24 back",
        ChangeText.of(
            new Change(
                at, "photos", VrrpState.MASTER, VrrpState.MASTER, "put 203.0.113.10/24 back")));
    assertEquals(
        "vrrp: INIT: cannot look at the interfaces",
        ChangeText.of(
            new Change(at, "", VrrpState.INIT, VrrpState.INIT, "cannot look at the interfaces")));
  }
}
