// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
class RealTimeLabTest {

  /** Fields 40 and 41 of proc_pid_stat(5): rt_priority and policy. */
  private static String scheduling() throws Exception {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    List<String> afterName = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    return "priority " + afterName.get(37) + ", policy " + afterName.get(38);
  }

  @Test
  @DisplayName("the calling thread is real-time, and those that it starts are not")
  void fifo() throws Exception {
    FutureTask<String> child = new FutureTask<>(RealTimeLabTest::scheduling);
    FutureTask<String> parent =
        new FutureTask<>(
            () -> {
              RealTime.fifo(10);
              new Thread(child).start();
              return scheduling();
            });

    new Thread(parent).start();

    assertEquals("priority 10, policy 1", parent.get());
    assertEquals("priority 0, policy 0", child.get());
    assertEquals("priority 0, policy 0", scheduling());
  }
}
