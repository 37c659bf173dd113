// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.state.CpuSample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel counts about the processor time of one thread, the one that calls first. The
 * files stay open. A kernel that does not count something (no schedstat, no PSI, none of it in a
 * container) leaves it out: there is no less to be known then than before.
 */
final class OwnCpu implements Doubts.Cpu {

  /** Much longer than the parts of these files that are read. */
  private static final int MOST = 1024;

  private final Path root;
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST);
  private @Nullable FileChannel schedstat;
  private @Nullable FileChannel stat;
  private @Nullable FileChannel pressure;
  private boolean opened;

  /**
   * @param root of the file system, {@code /}
   */
  OwnCpu(Path root) {
    this.root = root;
  }

  @Override
  public CpuSample sample(Duration at, Duration late) {
    if (!opened) {
      schedstat = open(root.resolve("proc/thread-self/schedstat"));
      stat = open(root.resolve("proc/stat"));
      FileChannel ours = open(ourPressure());
      pressure = ours == null ? open(root.resolve("proc/pressure/cpu")) : ours;
      opened = true;
    }
    return new CpuSample(
        at,
        late,
        ProcText.threadTimes(read(schedstat)),
        ProcText.machineTicks(read(stat)),
        ProcText.pressure(read(pressure)));
  }

  @Override
  public void close() {
    closed(schedstat);
    closed(stat);
    closed(pressure);
  }

  private Path ourPressure() {
    String group;
    try {
      group = ProcText.cgroup(Files.readString(root.resolve("proc/self/cgroup"))).orElse("");
    } catch (IOException noCgroups) {
      group = "";
    }
    return root.resolve("sys/fs/cgroup" + group).resolve("cpu.pressure");
  }

  private String read(@Nullable FileChannel file) {
    if (file == null) {
      return "";
    }
    buffer.clear();
    try {
      file.read(buffer, 0);
    } catch (IOException notCounted) {
      return ""; // A cgroup may be moved away beneath us, and PSI be switched off.
    }
    return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
  }

  private static @Nullable FileChannel open(Path file) {
    try {
      return FileChannel.open(file);
    } catch (IOException notCounted) {
      return null;
    }
  }

  private static void closed(@Nullable FileChannel file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close a file of /proc", e);
      }
    }
  }
}
