// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.machine;

import org.jspecify.annotations.Nullable;

/**
 * What was counted at one moment. Null is what this kernel does not count.
 *
 * @param cpuPressure percent of the last ten seconds
 * @param ioPressure the same
 * @param memoryPressure the same
 */
public record Sample(
    @Nullable Ticks ticks,
    @Nullable Double cpuPressure,
    @Nullable Double ioPressure,
    @Nullable Double memoryPressure,
    @Nullable Long memoryAvailableBytes,
    @Nullable Long residentBytes,
    @Nullable Packets packets) {

  /**
   * Ticks of all processors since the machine started.
   *
   * @param busy in which they ran something of ours
   * @param stolen in which the hypervisor let others run
   * @param all of them, idle ones too
   */
  public record Ticks(long busy, long stolen, long all) {}

  /** Of all interfaces but lo, since they came up. */
  public record Packets(long in, long out) {}
}
