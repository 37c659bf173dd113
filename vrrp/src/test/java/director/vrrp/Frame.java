// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.packet.Ipv4Packet;

/** What travels on the simulated segment. */
sealed interface Frame {
  record Advertisement(Ipv4Packet packet) implements Frame {}

  /** A gratuitous ARP: the addresses are at the sender. */
  record Announcement() implements Frame {}
}
