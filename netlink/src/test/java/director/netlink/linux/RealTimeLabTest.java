// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
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

  @Test
  @DisplayName("the JVM's own thread can be made real-time")
  void virtualMachine() throws Exception {
    RealTime.fifoOfVirtualMachine(10);

    assertEquals("10", field(vmThread(), 37));
    assertEquals("1", field(vmThread(), 38));
  }

  private static Path vmThread() throws Exception {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads.filter(RealTimeLabTest::isVmThread).findFirst().orElseThrow();
    }
  }

  private static boolean isVmThread(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).equals("VM Thread\n");
    } catch (IOException e) {
      return false; // it has ended meanwhile
    }
  }

  private static String field(Path thread, int afterName) throws Exception {
    String stat = Files.readString(thread.resolve("stat"));
    return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).get(afterName);
  }
}
