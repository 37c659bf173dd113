// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.packet.IpPacket;
import director.vrrp.packet.VrrpAdvertisement;

/** What travels on the simulated segment. */
sealed interface Frame {
  /** The packet, and what it says. */
  record Advertisement(IpPacket packet, VrrpAdvertisement says) implements Frame {}

  /** A gratuitous ARP: the addresses are at the sender. */
  record Announcement() implements Frame {}
}
