// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some processes have used up to one moment.
 *
 * @param threads nanoseconds of processor time of each thread that lives, by its path in /proc
 * @param ticks of 10 ms of processor time, of threads that have ended as well
 * @param resident MB of memory, pages that they share counted for each
 */
record Spent(SortedMap<String, Long> threads, long ticks, double resident) {
  private static final double TICKS = 100;
  private static final double MEGA = 1024;

  /** Now. */
  static Spent of(List<ProcessHandle> processes) throws IOException {
    SortedMap<String, Long> threads = new TreeMap<>();
    long ticks = 0;
    double resident = 0;
    for (ProcessHandle process : processes) {
      Path directory = Path.of("/proc", Long.toString(process.pid()));
      addThreads(directory.resolve("task"), threads);
      String stat = Files.readString(directory.resolve("stat"));
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      ticks += Long.parseLong(words[11]) + Long.parseLong(words[12]);
      resident += Consumption.kilobytes(directory.resolve("status"), "VmRSS:") / MEGA;
    }
    return new Spent(threads, ticks, resident);
  }

  private static void addThreads(Path tasks, SortedMap<String, Long> threads) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path thread : all) {
        String schedstat = Files.readString(thread.resolve("schedstat"));
        threads.put(
            thread.toString(), Long.parseLong(schedstat.substring(0, schedstat.indexOf(' '))));
      }
    } catch (NoSuchFileException e) {
      // A thread that ended meanwhile is told by its absence, see secondsSince.
      return;
    }
  }

  /** Seconds of processor time since the earlier one, to 10 ms if threads have ended meanwhile. */
  double secondsSince(Spent earlier) {
    if (!threads.keySet().containsAll(earlier.threads.keySet())) {
      return (ticks - earlier.ticks) / TICKS;
    }
    long nanos = 0;
    for (var thread : threads.entrySet()) {
      nanos += thread.getValue() - earlier.threads.getOrDefault(thread.getKey(), 0L);
    }
    return nanos / 1e9;
  }
}
