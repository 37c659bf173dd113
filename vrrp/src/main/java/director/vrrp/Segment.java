// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a virtual router can say on its network segment. */
interface Segment {

  /** Sends it as it is, from its source and with its hop limit, to a group or to one host. */
  void send(IpPacket packet) throws IOException;

  /**
   * Tells all neighbours, {@code times} in a row, that the addresses are at our interface; what
   * does not go out at once follows soon.
   *
   * @param pace between two frames of one interface; 0 = none
   */
  void announce(List<VirtualAddress> addresses, int times, Duration pace) throws IOException;

  /** Nothing more of these: they are not ours any more. */
  void forget(List<VirtualAddress> addresses);
}
