// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the machine and the director were in one second. Null is what this kernel does not tell.
 *
 * @param time of its end
 * @param cpuPercent of all processors together that was used, 0..100
 * @param stealPercent of them that the hypervisor gave to others, 0..100
 * @param cpuPressure percent of the time in which something waited for a processor (PSI some,
 *     avg10), 0..100
 * @param ioPressure the same, for disks
 * @param memoryPressure the same, for memory
 * @param memoryAvailableBytes of the machine (MemAvailable)
 * @param residentBytes of the director's process
 * @param loopLateMillis by how much the deciding thread came too late, at worst, or is late now
 * @param checkerLateMillis the same of the checking thread, all of that second together
 * @param gcMillis in which the garbage collector stopped the director
 * @param inPackets received by the machine's interfaces in that second, without lo; a bond and its
 *     members count each
 * @param outPackets sent by them
 */
public record Condition(
    Instant time,
    @Nullable Double cpuPercent,
    @Nullable Double stealPercent,
    @Nullable Double cpuPressure,
    @Nullable Double ioPressure,
    @Nullable Double memoryPressure,
    @Nullable Long memoryAvailableBytes,
    @Nullable Long residentBytes,
    double loopLateMillis,
    double checkerLateMillis,
    double gcMillis,
    @Nullable Long inPackets,
    @Nullable Long outPackets) {}
