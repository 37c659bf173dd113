// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.LinkClient;
import director.netlink.route.RouteClient;
import director.netlink.route.RoutingClient;
import director.netlink.sysctl.Sysctl;
import director.vrrp.net.NetworkView;
import director.vrrp.net.RoutingView;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this host's kernel had when we looked last, and those who change it. */
final class Kernel implements AutoCloseable {
  final RouteClient addresses;
  final RoutingClient routing;
  final LinkClient links;
  final HostParameters parameters = new HostParameters(Sysctl.ofKernel());
  private NetworkView view = new NetworkView(List.of(), List.of());
  private RoutingView routingView = RoutingView.NONE;

  /** Hundreds of virtual routers ask for hundreds of addresses at each look. */
  private Map<Integer, Map<InetAddress, InterfaceAddress>> byInterface = Map.of();

  /**
   * Looks at nothing yet.
   *
   * @param netlink closed with this
   */
  Kernel(Netlink netlink) {
    addresses = new RouteClient(netlink);
    routing = new RoutingClient(netlink);
    links = new LinkClient(netlink);
  }

  /**
   * Looks again.
   *
   * @param routes whether anybody wants to know about routes and rules
   */
  void look(boolean routes) throws NetlinkException {
    view = NetworkView.dump(addresses);
    byInterface = new HashMap<>();
    for (InterfaceAddress address : view.addresses()) {
      byInterface
          .computeIfAbsent(address.interfaceIndex(), index -> new HashMap<>())
          .putIfAbsent(address.address(), address);
    }
    routingView = routes ? RoutingView.dump(routing) : RoutingView.NONE;
  }

  NetworkView view() {
    return view;
  }

  RoutingView routingView() {
    return routingView;
  }

  /** That address on that interface, as it was at the last look. */
  Optional<InterfaceAddress> address(String interfaceName, InetAddress address) {
    return view.link(interfaceName)
        .map(link -> byInterface.getOrDefault(link.index(), Map.of()).get(address));
  }

  /**
   * The index of an interface.
   *
   * @throws IOException when it was not there at the last look
   */
  int index(String interfaceName) throws IOException {
    return view.link(interfaceName)
        .orElseThrow(() -> new IOException("interface " + interfaceName + " does not exist"))
        .index();
  }

  @Override
  public void close() {
    addresses.close();
  }
}
