// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.route.InterfaceAddress;
import director.netlink.route.RouteClient;
import director.vrrp.net.NetworkView;
import director.vrrp.orders.Holding;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.VrrpAdvertisement;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What one virtual router holds, put into the kernel by rtnetlink. */
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
  public void add(Holding holding) throws IOException {
    if (segment.index() == 0) {
      throw new IOException(segment.fault());
    }
    routes.add(onInterface((VirtualAddress) holding));
  }

  @Override
  public void remove(Holding holding) throws IOException {
    if (segment.index() != 0) {
      routes.delete(onInterface((VirtualAddress) holding));
    }
  }

  private InterfaceAddress onInterface(VirtualAddress address) {
    return InterfaceAddress.of(segment.index(), address.address(), address.prefixLength())
        .withProtocol(ADDRESS_MARK);
  }

  /** Those of {@code holdings} that {@code view} shows. */
  Set<Holding> present(Collection<Holding> holdings, NetworkView view) {
    Set<InetAddress> there = view.link(segment.name()).map(view::addressesOf).orElse(Set.of());
    Set<Holding> present = new LinkedHashSet<>();
    for (Holding holding : holdings) {
      if (holding instanceof VirtualAddress address && there.contains(address.address())) {
        present.add(holding);
      }
    }
    return present;
  }
}
