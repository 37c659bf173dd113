// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the processors of this machine had done at one moment, in ticks of 10 ms.
 *
 * @param total of all processors, idle time included
 * @param idle time without work, waiting for disks included
 * @param steal taken away by the hypervisor
 * @param own of the lab's processes
 */
record Load(long total, long idle, long steal, long own) {

  /** Between two moments, as parts of all there was. */
  record Share(double steal, double others, double own) {

    /** The means of several. */
    static Share mean(List<Share> shares) {
      return new Share(
          shares.stream().mapToDouble(Share::steal).average().orElse(0),
          shares.stream().mapToDouble(Share::others).average().orElse(0),
          shares.stream().mapToDouble(Share::own).average().orElse(0));
    }

    String stealText() {
      return Figures.percent(steal);
    }

    String othersText() {
      return Figures.percent(others);
    }
  }

  /** Now. */
  static Load now() throws IOException {
    String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +", -1);
    long total = 0;
    for (int i = 1; i <= 8; i++) {
      total += Long.parseLong(words[i]);
    }
    long idle = Long.parseLong(words[4]) + Long.parseLong(words[5]);
    return new Load(total, idle, Long.parseLong(words[8]), ownTicks());
  }

  /** This is the later one. */
  Share since(Load earlier) {
    double all = Math.max(1, total - earlier.total);
    double stolen = steal - earlier.steal;
    double ours = own - earlier.own;
    double busy = all - (idle - earlier.idle) - stolen;
    return new Share(stolen / all, Math.max(0, busy - ours) / all, ours / all);
  }

  /** The lab has a /proc of its own, in which only its processes are. */
  private static long ownTicks() throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        sum += ticks(process);
      }
    }
    return sum;
  }

  /** utime, stime and, of its ended children, cutime and cstime: see proc(5). */
  private static long ticks(Path process) throws IOException {
    String stat;
    try {
      stat = Files.readString(process.resolve("stat"));
    } catch (NoSuchFileException e) {
      return 0; // its time is its parent's by now
    }
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long sum = 0;
    for (int i = 11; i <= 14; i++) {
      sum += Long.parseLong(words[i]);
    }
    return sum;
  }
}
