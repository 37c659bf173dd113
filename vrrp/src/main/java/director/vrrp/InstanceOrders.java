// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.packet.VrrpAdvertisement.Checksum;
import director.vrrp.state.VirtualRouter;
import java.util.List;

/**
 * One virtual router as the director wants it.
 *
 * @param name unique among the orders
 * @param interfaceName the segment it speaks on
 * @param virtualRouterId 1..255, unique on that segment
 * @param checksum how a v3 checksum is built when we send
 * @param addresses at least one, in the order in which they are advertised
 */
public record InstanceOrders(
    String name,
    String interfaceName,
    int virtualRouterId,
    VirtualRouter router,
    Checksum checksum,
    List<VirtualAddress> addresses) {
  public InstanceOrders {
    addresses = List.copyOf(addresses);
  }

  /** Whether a running instance can take these orders over without leaving the election. */
  boolean continues(InstanceOrders running) {
    return interfaceName.equals(running.interfaceName)
        && virtualRouterId == running.virtualRouterId
        && router.version() == running.router.version();
  }
}
