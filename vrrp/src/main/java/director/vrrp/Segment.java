// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.packet.VrrpAdvertisement.Checksum;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.List;

/** What a virtual router can do on its network segment. */
interface Segment {

  void send(Inet4Address source, VrrpAdvertisement advertisement, Checksum checksum)
      throws IOException;

  /** Puts the address on the interface; it may be there already. */
  void add(VirtualAddress address) throws IOException;

  /** Takes the address off the interface; it may be gone already. */
  void remove(VirtualAddress address) throws IOException;

  /** Tells all neighbours, {@code times} in a row, that the addresses are at our interface. */
  void announce(List<VirtualAddress> addresses, int times) throws IOException;
}
