// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Errno;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for routes and rules, and changes those of one owner, who is told by the protocol number
 * that they carry. What has another one is neither replaced nor deleted.
 */
public final class RoutingClient {
  private static final int ALL = 0;

  private final Netlink netlink;

  /**
   * Made of a NETLINK_ROUTE conversation.
   *
   * @param netlink may be shared with others; stays open
   */
  public RoutingClient(Netlink netlink) {
    this.netlink = netlink;
  }

  /** All of both families in all tables, whoever made them. */
  public List<Route> routes() throws NetlinkException {
    List<Route> routes = new ArrayList<>(routes(false, ALL));
    routes.addAll(routes(true, ALL));
    return List.copyOf(routes);
  }

  /** Those of one owner, of both families, in all tables. */
  public List<Route> routes(int protocol) throws NetlinkException {
    List<Route> routes = new ArrayList<>(routes(false, protocol));
    routes.addAll(routes(true, protocol));
    return List.copyOf(routes);
  }

  /** Filtered here too: kernels before 4.20 do not, and without IPv6 they answer with IPv4. */
  private List<Route> routes(boolean ipv6, int protocol) throws NetlinkException {
    List<Route> routes = new ArrayList<>();
    for (NetlinkMessage message : dump(RouteCodec.dump(ipv6, protocol), "list routes")) {
      if (Rtnetlink.decode(message).orElse(null) instanceof RouteEvent.RouteAdded added
          && added.route().destination().isIpv6() == ipv6
          && (protocol == ALL || added.route().protocol() == protocol)) {
        routes.add(added.route());
      }
    }
    return routes;
  }

  /**
   * Adds a route.
   *
   * @return false if it was there already just so
   * @throws NetlinkException with the kernel's error; EEXIST when another one has its destination,
   *     table and metric, ENETUNREACH when no address of a link leads to its gateway, ENODEV when
   *     there is no such interface, ENETDOWN when that is down
   */
  public boolean add(Route route) throws NetlinkException {
    try {
      netlink.request(RouteCodec.add(route));
      return true;
    } catch (NetlinkException e) {
      if (e.is(Errno.EEXIST)
          && routes(route.destination().isIpv6(), route.protocol()).stream()
              .anyMatch(route::isFulfilledBy)) {
        return false;
      }
      throw e.during("add a route to " + route.describe());
    }
  }

  /**
   * Puts a route in the place of the owner's with the same destination, table and metric, without a
   * moment between them; adds it where there is none.
   *
   * @throws NetlinkException as of {@link #add}; EEXIST when such a one is of another owner
   */
  public void replace(Route route) throws NetlinkException {
    try {
      boolean ours =
          routes(route.destination().isIpv6(), route.protocol()).stream().anyMatch(route::isSameAs);
      netlink.request(ours ? RouteCodec.replace(route) : RouteCodec.add(route));
    } catch (NetlinkException e) {
      throw e.during("replace the route to " + route.describe());
    }
  }

  /**
   * Deletes the owner's route of this destination, table, metric and type, wherever it leads.
   *
   * @return false if it was not there; as when it went with its link
   */
  public boolean delete(Route route) throws NetlinkException {
    try {
      netlink.request(RouteCodec.delete(route));
      return true;
    } catch (NetlinkException e) {
      if (e.is(Errno.ESRCH)) {
        return false;
      }
      throw e.during("delete the route to " + route.describe());
    }
  }

  /** All of both families, whoever made them, in the order in which the kernel looks. */
  public List<Rule> rules() throws NetlinkException {
    List<Rule> rules = new ArrayList<>(rules(false));
    rules.addAll(rules(true));
    return List.copyOf(rules);
  }

  /** Those of one owner, of both families. */
  public List<Rule> rules(int protocol) throws NetlinkException {
    return rules().stream().filter(rule -> rule.protocol() == protocol).toList();
  }

  private List<Rule> rules(boolean ipv6) throws NetlinkException {
    List<Rule> rules = new ArrayList<>();
    for (NetlinkMessage message : dump(RuleCodec.dump(ipv6), "list rules")) {
      if (Rtnetlink.decode(message).orElse(null) instanceof RouteEvent.RuleAdded added
          && added.rule().from().isIpv6() == ipv6) {
        rules.add(added.rule());
      }
    }
    return rules;
  }

  /**
   * Adds a rule behind those of the same priority.
   *
   * @return false if the owner has just that rule already
   * @throws NetlinkException with the kernel's error; EEXIST when another owner has it
   */
  public boolean add(Rule rule) throws NetlinkException {
    try {
      netlink.request(RuleCodec.add(rule));
      return true;
    } catch (NetlinkException e) {
      if (e.is(Errno.EEXIST) && rules(rule.from().isIpv6()).contains(rule)) {
        return false;
      }
      throw e.during("add rule " + rule.priority());
    }
  }

  /** Deletes the owner's rule that is just so; false if it was not there. */
  public boolean delete(Rule rule) throws NetlinkException {
    // The kernel compares only what a request holds: one that has more could be deleted instead.
    if (!rules(rule.from().isIpv6()).contains(rule)) {
      return false;
    }
    try {
      netlink.request(RuleCodec.delete(rule));
      return true;
    } catch (NetlinkException e) {
      if (e.is(Errno.ENOENT)) {
        return false;
      }
      throw e.during("delete rule " + rule.priority());
    }
  }

  private List<NetlinkMessage> dump(NetlinkMessage request, String operation)
      throws NetlinkException {
    try {
      return netlink.request(request);
    } catch (NetlinkException e) {
      throw e.during(operation);
    }
  }
}
