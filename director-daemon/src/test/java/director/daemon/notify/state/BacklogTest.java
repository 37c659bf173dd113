// SPDX-License-Identifier: Apache-2.0
package director.daemon.notify.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BacklogTest {
  @Test
  @DisplayName("lines keep their order, and one stays next until it is written")
  void order() {
    Backlog backlog = new Backlog(2);
    assertTrue(backlog.add("1"));
    assertTrue(backlog.add("2"));

    assertEquals(Optional.of("1"), backlog.next());
    assertEquals(Optional.of("1"), backlog.next());
    backlog.written();
    assertEquals(Optional.of("2"), backlog.next());
    backlog.written();
    assertEquals(Optional.empty(), backlog.next());
  }

  @Test
  @DisplayName("beyond its size the oldest are dropped and counted, until that has been told")
  void bound() {
    Backlog backlog = new Backlog(2);
    backlog.add("1");
    backlog.add("2");

    assertFalse(backlog.add("3"));
    assertFalse(backlog.add("4"));

    assertEquals(Optional.of("3"), backlog.next());
    assertEquals(2, backlog.waiting());
    assertEquals(2, backlog.dropped());
    assertEquals(2, backlog.settle());
    assertEquals(0, backlog.dropped());
  }
}
