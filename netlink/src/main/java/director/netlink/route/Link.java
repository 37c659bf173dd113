// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import java.util.Optional;

/**
 * A network interface (struct ifinfomsg, linux/rtnetlink.h; flags of linux/if.h).
 *
 * @param index its number, 1 or more; a new one when it is deleted and made again
 * @param name such as "eth0"; it can change while the index stays
 * @param up IFF_UP: the administrator wants it
 * @param running IFF_RUNNING: there is a carrier and it can transmit
 * @param loopback IFF_LOOPBACK
 * @param mac its Ethernet address; empty for links that have none, such as tunnels
 * @param mtu in bytes
 */
public record Link(
    int index,
    String name,
    boolean up,
    boolean running,
    boolean loopback,
    Optional<MacAddress> mac,
    int mtu) {}
