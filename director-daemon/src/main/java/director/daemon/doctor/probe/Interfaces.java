// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.probe;

import director.daemon.doctor.fact.Known;
import director.daemon.doctor.fact.Nic;
import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.netlink.ethtool.Offloads;
import director.netlink.generic.FamilyMissingException;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.IpPrefix;
import director.netlink.route.Link;
import director.netlink.route.Route;
import director.netlink.route.RouteClient;
import director.netlink.route.RoutingClient;
import director.netlink.sysctl.Sysctl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The network interfaces of this host. */
final class Interfaces {
  private Interfaces() {}

  static SortedMap<String, Nic> look() throws IOException {
    List<Link> links;
    List<InterfaceAddress> addresses;
    Set<Integer> outward;
    LinuxNetlink netlink = LinuxNetlink.open(LinuxNetlink.ROUTE);
    try (RouteClient client = new RouteClient(netlink)) {
      links = client.links();
      addresses = client.addresses();
      outward = withDefaultRoute(new RoutingClient(netlink).routes());
    } catch (NetlinkException e) {
      throw new IOException(e.getMessage(), e);
    }
    SortedMap<String, Nic> interfaces = new TreeMap<>();
    for (Link link : links) {
      List<Nic.Cidr> own =
          addresses.stream()
              .filter(each -> each.interfaceIndex() == link.index())
              .map(each -> new Nic.Cidr(each.address(), each.prefixLength()))
              .toList();
      interfaces.put(link.name(), nic(link, own, outward.contains(link.index())));
    }
    return interfaces;
  }

  private static Set<Integer> withDefaultRoute(List<Route> routes) {
    return routes.stream()
        .filter(route -> route.destination().equals(IpPrefix.ANY_IPV4))
        .flatMap(route -> route.nextHops().stream())
        .map(hop -> hop.interfaceIndex())
        .collect(Collectors.toSet());
  }

  private static Nic nic(Link link, List<Nic.Cidr> addresses, boolean hasDefaultRoute)
      throws IOException {
    String name = link.name();
    return new Nic(
        name,
        link.index(),
        link.up(),
        link.loopback(),
        link.loopback() ? "" : link.mac().map(Object::toString).orElse(""),
        link.kind(),
        addresses,
        larger(name, "rp_filter"),
        larger(name, "arp_ignore"),
        hasDefaultRoute,
        offloads(name),
        Look.at("who manages " + name, () -> Owners.of(Path.of("/"), link.index())));
  }

  /** The kernel takes the larger of the one for all and the interface's own. */
  private static int larger(String name, String parameter) throws IOException {
    return Math.max(value("all", parameter), value(name, parameter));
  }

  private static int value(String name, String parameter) throws IOException {
    return Sysctl.ofKernel()
        .read(Sysctl.ipv4(name, parameter))
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(Integer::valueOf)
        .orElse(0);
  }

  private static Known<SortedSet<String>> offloads(String name) throws IOException {
    try (Offloads offloads = Offloads.open(LinuxNetlink.open(LinuxNetlink.GENERIC))) {
      return Known.of(offloads.active(name).orElse(Collections.emptySortedSet()));
    } catch (NetlinkException | FamilyMissingException e) {
      return Known.not("offloads of " + name + ": " + e.getMessage() + "; see ethtool -k " + name);
    }
  }
}
