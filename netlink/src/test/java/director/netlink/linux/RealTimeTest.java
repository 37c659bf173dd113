// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTimeTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {0, 100, -1})
  @DisplayName("a priority outside of 1..99 is refused by name")
  void refusesPriorities(int priority) {
    var refused = assertThrows(ErrnoException.class, () -> RealTime.fifo(priority));

    assertEquals(
        "sched_setscheduler(SCHED_FIFO, " + priority + "): Invalid argument (EINVAL)",
        refused.getMessage());
  }
}
