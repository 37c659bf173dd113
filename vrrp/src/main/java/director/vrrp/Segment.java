// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** What a virtual router can say on its network segment. */
interface Segment {

  void send(InetAddress source, VrrpAdvertisement advertisement, Checksum checksum)
      throws IOException;

  /** Tells all neighbours, {@code times} in a row, that the addresses are at our interface. */
  void announce(List<VirtualAddress> addresses, int times) throws IOException;
}
