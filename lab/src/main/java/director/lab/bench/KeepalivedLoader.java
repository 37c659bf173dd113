// SPDX-License-Identifier: Apache-2.0
package director.lab.bench;

import director.ipvs.IpvsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Debian's keepalived without elections, checkers and log, from its start until it rests.
 *
 * @param client to see whether the table is complete
 * @param directory for its configuration
 */
record KeepalivedLoader(IpvsClient client, Path directory) implements IpvsLoader {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The table is not read before it rests, which would keep it from the kernel meanwhile. */
  private static final Duration POLL = Duration.ofMillis(40);

  private static final int RESTS = 4;

  /** After a SIGKILL Debian's version finds its old pid files and will not start again. */
  private static final AtomicInteger STARTS = new AtomicInteger();

  @Override
  public String name() {
    return "keepalived";
  }

  @Override
  public double load(IpvsShape shape) throws IOException, InterruptedException {
    Path config = directory.resolve("keepalived.conf");
    Files.writeString(config, shape.keepalivedConfig());
    String pid = directory.resolve("pid" + STARTS.incrementAndGet()).toString();
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                "keepalived", "-n", "-G", "-C", "-f", config.toString(), "-p", pid, "-c", pid + "c")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keepalived.log").toFile())
            .start();
    try {
      return (awaitRest(process, shape, begin) - begin) / 1e6;
    } finally {
      end(process);
    }
  }

  /** A child that survives its parent empties the table, and a parent replaces a lost child. */
  private static void end(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      while (child.isAlive()) {
        Thread.sleep(1);
      }
    }
  }

  /** When it had used the processor for the last time before it rested with all of it done. */
  private long awaitRest(Process process, IpvsShape shape, long begin)
      throws IOException, InterruptedException {
    long ticks = -1;
    long since = begin;
    int rests = 0;
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      if (!process.isAlive()) {
        throw new IOException("keepalived ended: see " + directory.resolve("keepalived.log"));
      }
      long now = ticks(process);
      if (now != ticks) {
        ticks = now;
        since = System.nanoTime();
        rests = 0;
      } else if (++rests >= RESTS) {
        if (client.read().table().equals(shape.table())) {
          return since;
        }
        rests = 0;
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new IOException("keepalived has not loaded " + shape.label() + " within " + PATIENCE);
  }

  /** utime and stime of all its processes: see proc(5). */
  private static long ticks(Process process) throws IOException {
    long sum = 0;
    for (ProcessHandle each :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      try {
        String stat = Files.readString(Path.of("/proc", Long.toString(each.pid()), "stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        sum += Long.parseLong(words[11]) + Long.parseLong(words[12]);
      } catch (NoSuchFileException e) {
        sum++; // it has just ended: a change as well
      }
    }
    return sum;
  }
}
