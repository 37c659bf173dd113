// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process takes of its machine, by proc(5). */
public final class Load {
  /** USER_HZ of every Linux that we know. */
  private static final long TICK_MILLIS = 10;

  private static final int USER_TIME = 11;

  private Load() {}

  /** The processor time that it has had, in user and in kernel mode; resolution 10 ms. */
  public static Duration processorTime(ProcessHandle process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    // The name stands in parentheses and may hold anything; the state follows.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    long ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(USER_TIME + 1));
    return Duration.ofMillis(ticks * TICK_MILLIS);
  }
}
