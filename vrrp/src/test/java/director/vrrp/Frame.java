// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.packet.IpPacket;

/** What travels on the simulated segment. */
sealed interface Frame {
  /** As it would be on the wire. */
  record Advertisement(IpPacket packet) implements Frame {
    int priority() {
      return packet.payload().get(packet.payload().position() + 2) & 0xff;
    }
  }

  /**
   * A gratuitous ARP or an unsolicited neighbour advertisement: the addresses are at the sender.
   */
  record Announcement() implements Frame {}
}
