// SPDX-License-Identifier: Apache-2.0
package director.healthcheck;

import director.healthcheck.state.CpuSample.MachineTicks;
import director.healthcheck.state.CpuSample.ThreadTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the kernel writes about processor time. What does not look as it should is taken for
 * something that this kernel does not count.
 */
final class ProcText {

  /** fs/proc/base.c, proc_pid_schedstat: nanoseconds, nanoseconds, a count. */
  private static final Pattern SCHEDSTAT = Pattern.compile("(\\d{1,18}) (\\d{1,18}) \\d+\\s*");

  /** fs/proc/stat.c: user nice system idle iowait irq softirq steal, and guests within user. */
  private static final Pattern STAT = Pattern.compile("cpu +((?:\\d{1,18} ){7})(\\d{1,18})[ \\n]");

  private static final Pattern SOME = Pattern.compile("some avg10=(\\d{1,3}\\.\\d{2}) ");
  private static final Pattern CGROUP = Pattern.compile("(?m)^0::(/.*)$");

  private ProcText() {}

  /** Of schedstat. A kernel without it writes zeros, and who reads has run for some time. */
  static Optional<ThreadTimes> threadTimes(String schedstat) {
    Matcher numbers = SCHEDSTAT.matcher(schedstat);
    if (!numbers.matches() || numbers.group(1).equals("0")) {
      return Optional.empty();
    }
    return Optional.of(new ThreadTimes(nanos(numbers.group(1)), nanos(numbers.group(2))));
  }

  /** Of the first line of /proc/stat. */
  static Optional<MachineTicks> machineTicks(String stat) {
    Matcher line = STAT.matcher(stat);
    if (!line.lookingAt()) {
      return Optional.empty();
    }
    long stolen = Long.parseLong(line.group(2));
    long all = stolen;
    for (String ticks : line.group(1).trim().split(" ", -1)) {
      all += Long.parseLong(ticks);
    }
    return Optional.of(new MachineTicks(stolen, all));
  }

  /** Of cpu.pressure, 0 to 1. */
  static OptionalDouble pressure(String pressure) {
    Matcher some = SOME.matcher(pressure);
    return some.lookingAt()
        ? OptionalDouble.of(Double.parseDouble(some.group(1)) / 100)
        : OptionalDouble.empty();
  }

  /** The path of our cgroup in the one hierarchy of version 2. */
  static Optional<String> cgroup(String text) {
    Matcher line = CGROUP.matcher(text);
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  private static Duration nanos(String number) {
    return Duration.ofNanos(Long.parseLong(number));
  }
}
