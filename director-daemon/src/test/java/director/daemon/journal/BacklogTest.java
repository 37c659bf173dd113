// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import director.daemon.journal.Backlog.Told;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BacklogTest {
  @Test
  @DisplayName("what finds no place is counted; what was taken makes place again")
  void bounded() {
    Backlog backlog = new Backlog(2);
    for (int i = 1; i <= 5; i++) {
      backlog.add(told(i));
    }

    assertEquals(List.of(told(1)), backlog.take(1));
    assertEquals(3, backlog.takeLost());
    assertEquals(0, backlog.takeLost());
    backlog.add(told(6));
    assertEquals(List.of(told(2), told(6)), backlog.take(10));
    assertTrue(backlog.isEmpty());
    assertEquals(0, backlog.takeLost());
  }

  private static Told told(int number) {
    return new Told(Entries.START, Entries.event(number));
  }
}
