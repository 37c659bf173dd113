// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.NetlinkException;
import director.netlink.route.AddressFlag;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.Link;
import director.netlink.route.RouteClient;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All links and addresses at one instant. */
public record NetworkView(List<Link> links, List<InterfaceAddress> addresses) {

  public static NetworkView dump(RouteClient routes) throws NetlinkException {
    return new NetworkView(routes.links(), routes.addresses());
  }

  public Optional<Link> link(String name) {
    return links.stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /** In the kernel's order: the primary address of each subnet before the others. */
  public Set<InetAddress> addressesOf(Link link) {
    Set<InetAddress> found = new LinkedHashSet<>();
    for (InterfaceAddress address : addresses) {
      if (address.interfaceIndex() == link.index()) {
        found.add(address.address());
      }
    }
    return found;
  }

  /**
   * What advertisements are sent from by multicast: over IPv4 the first address of the interface,
   * over IPv6 a link-local one (RFC 9568, sections 5.1.1.1 and 5.1.2.1).
   *
   * @param virtual addresses that are there by turns only
   */
  public Optional<InetAddress> primaryAddress(Link link, boolean ipv6, Set<InetAddress> virtual) {
    return addresses.stream()
        .filter(address -> address.interfaceIndex() == link.index() && isUsable(address))
        .map(InterfaceAddress::address)
        .filter(address -> ipv6 ? isIpv6LinkLocal(address) : address instanceof Inet4Address)
        .filter(address -> !virtual.contains(address))
        .findFirst();
  }

  /** Whether packets can be sent from it, whichever interface of this host has it. */
  public boolean hasUsable(InetAddress address) {
    return addresses.stream().anyMatch(own -> own.address().equals(address) && isUsable(own));
  }

  private static boolean isIpv6LinkLocal(InetAddress address) {
    return address instanceof Inet6Address && address.isLinkLocalAddress();
  }

  /** The kernel sends nothing from an address that may be somebody else's. */
  private static boolean isUsable(InterfaceAddress address) {
    return !address.has(AddressFlag.TENTATIVE) && !address.has(AddressFlag.DAD_FAILED);
  }
}
