// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import director.netlink.Netlink;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import director.netlink.linux.Errno;
import java.util.Optional;

/** Makes, changes and deletes links. */
public final class LinkClient {
  private final Netlink netlink;

  /**
   * Made of a NETLINK_ROUTE conversation.
   *
   * @param netlink may be shared with others; stays open
   */
  public LinkClient(Netlink netlink) {
    this.netlink = netlink;
  }

  /**
   * Makes a macvlan link, down, and such that IPv6 puts no address on it by itself: what is sent
   * from there has only addresses that somebody added.
   *
   * @throws NetlinkException with the kernel's error; EEXIST when there is a link of that name,
   *     EOPNOTSUPP when the kernel has no macvlan, EBUSY or EADDRINUSE when the parent cannot have
   *     one, or has one with that address
   */
  public Link add(Macvlan macvlan) throws NetlinkException {
    String operation = "add macvlan " + macvlan.name() + " on interface " + macvlan.parentIndex();
    try {
      netlink.request(LinkCodec.add(macvlan));
    } catch (NetlinkException e) {
      throw e.during(operation);
    }
    Link made =
        link(macvlan.name())
            .orElseThrow(() -> NetlinkException.broken(operation, "it is gone already"));
    try {
      netlink.request(LinkCodec.withoutIpv6Address(made.index()));
    } catch (NetlinkException e) {
      // Without IPv6 there will be no address of it either.
      if (!e.is(Errno.EAFNOSUPPORT)) {
        delete(made.index());
        throw e.during(operation);
      }
    }
    return made;
  }

  /** The one that has this name now. */
  public Optional<Link> link(String name) throws NetlinkException {
    try {
      for (NetlinkMessage message : netlink.request(LinkCodec.get(name))) {
        Optional<Link> link = LinkCodec.decode(message);
        if (link.isPresent()) {
          return link;
        }
      }
      return Optional.empty();
    } catch (NetlinkException e) {
      if (e.is(Errno.ENODEV)) {
        return Optional.empty();
      }
      throw e.during("look for interface " + name);
    }
  }

  /**
   * Sets a link up or down.
   *
   * @throws NetlinkException with the kernel's error; ENODEV when there is no such link, ENETDOWN
   *     when a macvlan is to be up and its parent is down
   */
  public void up(int index, boolean up) throws NetlinkException {
    try {
      netlink.request(LinkCodec.up(index, up));
    } catch (NetlinkException e) {
      throw e.during("set interface " + index + (up ? " up" : " down"));
    }
  }

  /** Deletes a link that was made, not one of hardware; false if it was not there. */
  public boolean delete(int index) throws NetlinkException {
    try {
      netlink.request(LinkCodec.delete(index));
      return true;
    } catch (NetlinkException e) {
      if (e.is(Errno.ENODEV)) {
        return false;
      }
      throw e.during("delete interface " + index);
    }
  }
}
