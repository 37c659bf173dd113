// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Errno;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks for links and addresses, and changes addresses. Each call is one request to the kernel. */
public final class RouteClient implements AutoCloseable {
  private final Netlink netlink;

  /**
   * Made of a NETLINK_ROUTE conversation.
   *
   * @param netlink closed with this client
   */
  public RouteClient(Netlink netlink) {
    this.netlink = netlink;
  }

  /** In the order of their indices. */
  public List<Link> links() throws NetlinkException {
    List<Link> links = new ArrayList<>();
    for (RouteEvent event : dump(LinkCodec.dump(), "list links")) {
      if (event instanceof RouteEvent.LinkChanged changed) {
        links.add(changed.link());
      }
    }
    links.sort(Comparator.comparingInt(Link::index));
    return List.copyOf(links);
  }

  /** All of both families, those of one link in the kernel's order: the first is primary. */
  public List<InterfaceAddress> addresses() throws NetlinkException {
    List<InterfaceAddress> addresses = new ArrayList<>();
    for (RouteEvent event : dump(AddressCodec.dump(), "list addresses")) {
      if (event instanceof RouteEvent.AddressAdded added) {
        addresses.add(added.address());
      }
    }
    return List.copyOf(addresses);
  }

  /**
   * Puts an address on its link. An IPv6 address is unusable until duplicate address detection is
   * through, unless it has {@link AddressFlag#NO_DAD}.
   *
   * @return false if it was there already, and so nothing was changed: neither flags nor protocol
   * @throws NetlinkException with the kernel's error; EEXIST when IPv6 has the address there with
   *     another prefix length, which the kernel does not allow beside it
   */
  public boolean add(InterfaceAddress address) throws NetlinkException {
    try {
      netlink.request(AddressCodec.add(address));
      return true;
    } catch (NetlinkException e) {
      if (e.is(Errno.EEXIST) && addresses().stream().anyMatch(address::isSameAs)) {
        return false;
      }
      throw e.during("add " + address.cidr() + " to interface " + address.interfaceIndex());
    }
  }

  /**
   * Begins the lifetime of an address anew, and sets its flags and protocol: also makes an endless
   * one of a lease, and a lease of an endless one.
   *
   * <p>Where it is gone already, the kernel adds it again, and does not say so. Who holds a lease
   * must therefore renew only while it runs, by a clock that a pause of the process does not stop:
   * afterwards the address may be another host's.
   *
   * @throws NetlinkException with the kernel's error; EEXIST when IPv6 has the address there with
   *     another prefix length
   */
  public void renew(InterfaceAddress address) throws NetlinkException {
    try {
      netlink.request(AddressCodec.renew(address));
    } catch (NetlinkException e) {
      throw e.during("renew " + address.cidr() + " on interface " + address.interfaceIndex());
    }
  }

  /**
   * What the kernel knows of an address on the segment; empty when it never asked for it, or forgot
   * it. Since Linux 5.0.
   */
  public Optional<Neighbour> neighbour(int interfaceIndex, InetAddress address)
      throws NetlinkException {
    try {
      for (NetlinkMessage message : netlink.request(NeighbourCodec.get(interfaceIndex, address))) {
        Optional<Neighbour> neighbour = NeighbourCodec.decode(message);
        if (neighbour.isPresent()) {
          return neighbour;
        }
      }
      return Optional.empty();
    } catch (NetlinkException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e.during("look for " + address.getHostAddress() + " on interface " + interfaceIndex);
    }
  }

  /**
   * Takes an address off its link; its flags and protocol do not matter. With the primary IPv4
   * address of a subnet the kernel removes the secondary ones too, unless the sysctl
   * promote_secondaries says otherwise.
   *
   * @return false if neither the address nor perhaps its link was there
   */
  public boolean delete(InterfaceAddress address) throws NetlinkException {
    try {
      netlink.request(AddressCodec.delete(address));
      return true;
    } catch (NetlinkException e) {
      if (e.is(Errno.EADDRNOTAVAIL) || e.is(Errno.ENODEV)) {
        return false;
      }
      throw e.during("delete " + address.cidr() + " from interface " + address.interfaceIndex());
    }
  }

  private List<RouteEvent> dump(NetlinkMessage request, String operation) throws NetlinkException {
    List<RouteEvent> events = new ArrayList<>();
    try {
      for (NetlinkMessage message : netlink.request(request)) {
        Rtnetlink.decode(message).ifPresent(events::add);
      }
    } catch (NetlinkException e) {
      throw e.during(operation);
    }
    return events;
  }

  @Override
  public void close() {
    netlink.close();
  }
}
