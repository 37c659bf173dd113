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
 * @param noArp IFF_NOARP: its neighbours are not asked, and learn nothing, by ARP
 * @param parentIndex IFLA_LINK: of the link below a macvlan or VLAN, or of the other end of a veth;
 *     0 for none, and where that is in another network namespace
 * @param kind IFLA_INFO_KIND, such as "macvlan"; empty for hardware and the loopback
 * @param macvlanMode of a macvlan
 */
public record Link(
    int index,
    String name,
    boolean up,
    boolean running,
    boolean loopback,
    Optional<MacAddress> mac,
    int mtu,
    boolean noArp,
    int parentIndex,
    String kind,
    Optional<MacvlanMode> macvlanMode) {

  /** A link of hardware, that speaks ARP. */
  public Link(
      int index,
      String name,
      boolean up,
      boolean running,
      boolean loopback,
      Optional<MacAddress> mac,
      int mtu) {
    this(index, name, up, running, loopback, mac, mtu, false, 0, "", Optional.empty());
  }
}
