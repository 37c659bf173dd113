// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.machine;

import director.daemon.journal.machine.Sample.Packets;
import director.daemon.journal.machine.Sample.Ticks;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the kernel writes about the machine. What does not look as it should is taken for
 * something that this kernel does not count.
 */
final class ProcText {

  /** fs/proc/stat.c: user nice system idle iowait irq softirq steal, and guests within user. */
  private static final Pattern STAT = Pattern.compile("cpu +((?:\\d{1,17} ){7}\\d{1,17})[ \\n]");

  private static final Pattern SOME = Pattern.compile("some avg10=(\\d{1,3}\\.\\d{2}) ");
  private static final Pattern AVAILABLE = kilobytes("MemAvailable");
  private static final Pattern RESIDENT = kilobytes("VmRSS");

  /** net/core/net-procfs.c: bytes and packets first, eight columns in and eight out. */
  private static final Pattern INTERFACE =
      Pattern.compile(
          "(?m)^ *(\\S+): *\\d+ +(\\d{1,17})(?: +\\d+){7} +(\\d{1,17})(?: +\\d+){6} *$");

  private ProcText() {}

  /** Of /proc/stat. */
  static @Nullable Ticks ticks(String stat) {
    Matcher line = STAT.matcher(stat);
    if (!line.lookingAt()) {
      return null;
    }
    String[] words = line.group(1).split(" ", -1);
    long all = 0;
    for (String ticks : words) {
      all += Long.parseLong(ticks);
    }
    long idle = Long.parseLong(words[3]) + Long.parseLong(words[4]);
    long stolen = Long.parseLong(words[7]);
    return new Ticks(all - idle - stolen, stolen, all);
  }

  /** Of /proc/pressure/cpu, io and memory, in percent. */
  static @Nullable Double pressure(String pressure) {
    Matcher some = SOME.matcher(pressure);
    return some.lookingAt() ? Double.valueOf(some.group(1)) : null;
  }

  /** Of /proc/meminfo, in bytes. */
  static @Nullable Long available(String meminfo) {
    return bytes(AVAILABLE.matcher(meminfo));
  }

  /** Of /proc/self/status, in bytes. */
  static @Nullable Long resident(String status) {
    return bytes(RESIDENT.matcher(status));
  }

  /** Of /proc/net/dev. */
  static @Nullable Packets packets(String dev) {
    Matcher line = INTERFACE.matcher(dev);
    boolean any = false;
    long in = 0;
    long out = 0;
    while (line.find()) {
      any = true;
      if (!line.group(1).equals("lo")) {
        in += Long.parseLong(line.group(2));
        out += Long.parseLong(line.group(3));
      }
    }
    return any ? new Packets(in, out) : null;
  }

  private static Pattern kilobytes(String name) {
    return Pattern.compile("(?m)^" + name + ":\\s+(\\d{1,15}) kB$");
  }

  private static @Nullable Long bytes(Matcher kilobytes) {
    return kilobytes.find() ? Long.valueOf(Long.parseLong(kilobytes.group(1)) * 1024) : null;
  }
}
