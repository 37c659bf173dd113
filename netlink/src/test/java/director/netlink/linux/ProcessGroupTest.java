// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessGroupTest {
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  @Test
  @DisplayName("a leader that listens ends on SIGTERM")
  void terminates() throws Exception {
    Process leader = new ProcessBuilder("setsid", "sleep", "600").start();
    awaitGroup(leader);

    boolean anybody = ProcessGroup.terminate(leader.pid());

    assertTrue(anybody);
    assertTrue(leader.waitFor(60, TimeUnit.SECONDS));
    assertEquals(TERMINATED, leader.exitValue());
  }

  @Test
  @DisplayName("SIGKILL ends the leader, and then there is nobody left")
  void kills() throws Exception {
    Process leader = new ProcessBuilder("setsid", "sleep", "600").start();
    awaitGroup(leader);

    boolean anybody = ProcessGroup.kill(leader.pid());

    assertTrue(anybody);
    assertTrue(leader.waitFor(60, TimeUnit.SECONDS));
    assertEquals(KILLED, leader.exitValue());
    assertFalse(ProcessGroup.kill(leader.pid()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 0, -1, -77})
  @DisplayName("ourselves, init and everybody are not a group")
  void refusesEverybody(long leader) {
    assertThrows(IllegalArgumentException.class, () -> ProcessGroup.kill(leader));
  }

  /** Until setsid has made the group: the field after the parent's in proc_pid_stat(5). */
  private static void awaitGroup(Process leader) throws Exception {
    String own = String.valueOf(leader.pid());
    String group = "";
    while (!group.equals(own) && leader.isAlive()) {
      String stat = Files.readString(Path.of("/proc/" + own + "/stat"));
      group = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2];
    }
  }
}
