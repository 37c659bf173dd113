// SPDX-License-Identifier: Apache-2.0
package director.vrrp.net;

import director.netlink.NetlinkException;
import director.netlink.route.Route;
import director.netlink.route.RoutingClient;
import director.netlink.route.Rule;
import java.util.List;

/** Our routes and rules at one instant. */
public record RoutingView(List<Route> routes, List<Rule> rules) {
  public static final RoutingView NONE = new RoutingView(List.of(), List.of());

  public static RoutingView dump(RoutingClient routing) throws NetlinkException {
    return new RoutingView(routing.routes(Route.DIRECTORD), routing.rules(Route.DIRECTORD));
  }
}
