// SPDX-License-Identifier: Apache-2.0
package director.ipvs.table;

/**
 * What the kernel has counted for one real server, as of its last estimate, at most 2 s ago.
 *
 * @param activeConnections established now. With direct routing the director sees one direction
 *     only, so some stay here until their TCP timeout: never wait for 0
 * @param inactiveConnections in any other state now
 * @param connections since the server was added or its counters set to zero, as all that follow
 * @param outPackets always 0 with direct routing, as {@code outBytes}
 */
public record ServerCounters(
    long activeConnections,
    long inactiveConnections,
    long connections,
    long inPackets,
    long inBytes,
    long outPackets,
    long outBytes,
    Rates rates) {}
