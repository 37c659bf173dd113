// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.lab.wire.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the processes of one host have used up to one moment.
 *
 * @param at as of {@link System#nanoTime}
 * @param seconds of processor time, since they started
 * @param resident memory in MB, shared pages included
 * @param proportional memory in MB, shared pages divided among those that share them
 */
record Consumption(long at, double seconds, double resident, double proportional) {
  private static final double TICKS = 100;
  private static final double MEGA = 1024;

  /** Now. */
  static Consumption of(Host host) throws IOException {
    double seconds = 0;
    double resident = 0;
    double proportional = 0;
    for (ProcessHandle process : host.processes()) {
      Path directory = Path.of("/proc", Long.toString(process.pid()));
      String stat = Files.readString(directory.resolve("stat"));
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      seconds += (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS;
      Path memory = directory.resolve("smaps_rollup");
      resident += kilobytes(memory, "Rss:") / MEGA;
      proportional += kilobytes(memory, "Pss:") / MEGA;
    }
    return new Consumption(System.nanoTime(), seconds, resident, proportional);
  }

  /** The part of one processor that was used since the earlier one. */
  double share(Consumption earlier) {
    return (seconds - earlier.seconds) / ((at - earlier.at) / 1e9);
  }

  static double kilobytes(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) {
        return Double.parseDouble(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
