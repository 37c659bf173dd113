// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.NetlinkException;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.Link;
import director.netlink.route.RouteClient;
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
}
