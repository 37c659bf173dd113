// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.route.InterfaceAddress;
import director.netlink.route.RouteClient;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.VrrpAdvertisement;
import java.io.IOException;

/** The addresses of one virtual router, put on its interface by rtnetlink. */
final class LinuxHoldings implements Holdings {
  /** IFA_PROTO of our addresses: the protocol number of VRRP. */
  private static final int ADDRESS_MARK = VrrpAdvertisement.IP_PROTOCOL;

  private final LinuxSegment segment;
  private final RouteClient routes;

  LinuxHoldings(LinuxSegment segment, RouteClient routes) {
    this.segment = segment;
    this.routes = routes;
  }

  @Override
  public void add(VirtualAddress address) throws IOException {
    if (segment.index() == 0) {
      throw new IOException(segment.fault());
    }
    routes.add(onInterface(address));
  }

  @Override
  public void remove(VirtualAddress address) throws IOException {
    if (segment.index() != 0) {
      routes.delete(onInterface(address));
    }
  }

  private InterfaceAddress onInterface(VirtualAddress address) {
    return InterfaceAddress.of(segment.index(), address.address(), address.prefixLength())
        .withProtocol(ADDRESS_MARK);
  }
}
