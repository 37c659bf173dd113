// SPDX-License-Identifier: Apache-2.0
/**
 * The segment and the machines on it: network namespaces, cables, processes.
 *
 * <p>Start reading at {@link director.lab.wire.Lab}, which builds the segment, and {@link
 * director.lab.wire.Host}, which runs things on it. What a host is for (photo router, director,
 * client) is not known here: see {@code site}.
 *
 * <p>Absent on purpose: names unique to a run, and any cleaning up after a JVM that was killed. The
 * lab's network is private to it because {@code lab/bin/enter} made it so, and goes with it.
 */
package director.lab.wire;
