// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Holding;
import director.vrrp.packet.Rejection;
import director.vrrp.state.Convergence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the status of a virtual router but is not known to it.
 *
 * @param now on the scale of System.nanoTime
 * @param startsIn what is left of the start delay; 0 when it is over
 * @param present those of its holdings that are in the kernel
 * @param hardwareAddress of its interface; null when it has none
 * @param unattributed packets dropped on its segment that name no virtual router of ours
 * @param warnings about its sync group
 * @param convergence what its neighbours have learnt
 */
record Surroundings(
    long now,
    Duration startsIn,
    Set<Holding> present,
    @Nullable String hardwareAddress,
    Map<Rejection, Long> unattributed,
    List<String> warnings,
    Convergence convergence) {}
