// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.state;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was counted about our share of the processor until some moment.
 *
 * @param at that moment, on a monotonic clock
 * @param late all time by which our wake-ups came too late
 * @param thread what the kernel counts of the thread that probes; empty if it does not
 * @param machine what the kernel counts of all processors; empty if it does not
 * @param pressure which part of the last ten seconds somebody waited for a processor, 0 to 1; empty
 *     if the kernel does not say
 */
public record CpuSample(
    Duration at,
    Duration late,
    Optional<ThreadTimes> thread,
    Optional<MachineTicks> machine,
    OptionalDouble pressure) {

  /**
   * The first two numbers of /proc/PID/task/TID/schedstat.
   *
   * @param ran how long it had a processor
   * @param queued how long it was ready to run, and others had the processors
   */
  public record ThreadTimes(Duration ran, Duration queued) {}

  /**
   * From the first line of /proc/stat.
   *
   * @param stolen ticks in which a processor wanted to run, and the host gave it to other machines
   * @param all ticks of any kind, the idle ones included
   */
  public record MachineTicks(long stolen, long all) {}
}
