// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Holding;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of this host for one virtual router.
 *
 * @param fault why its interface cannot be used; empty when it can
 * @param primaryAddress what it speaks from; null when there is none
 * @param present those of its holdings that are in the kernel
 * @param marked those of them that carry our mark, so that we added them
 * @param hardware tells one interface, and one hardware address of it, from another; empty when
 *     there is none
 * @param links what its tracked interfaces make of its priority
 */
record Circumstances(
    String fault,
    @Nullable InetAddress primaryAddress,
    Set<Holding> present,
    Set<Holding> marked,
    String hardware,
    Adjustment links) {}
