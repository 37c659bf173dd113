// SPDX-License-Identifier: Apache-2.0
package director.vrrp.rehearsal;

import director.netlink.AttributeWriter;
import director.netlink.LinuxNetlink;
import director.netlink.Netlink;
import director.netlink.NetlinkMessage;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.NetworkNamespace;
import director.netlink.route.InterfaceAddress;
import director.netlink.route.Link;
import director.netlink.route.RouteClient;
import director.netlink.sysctl.Sysctl;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A network namespace with nothing in it but two interfaces that are plugged into each other. */
final class Stage {
  /** One end, of {@link #ADDRESS}. */
  static final String INTERFACE = "stage";

  /** The other end. */
  static final String OPPOSITE = "opposite";

  /** Of TEST-NET-2 (RFC 5737), as are the others; nothing of this ever leaves the namespace. */
  private static final String ADDRESS = "198.51.100.1";

  private static final String OPPOSITE_ADDRESS = "198.51.100.2";
  private static final int PREFIX_LENGTH = 24;

  // linux/rtnetlink.h, linux/if_link.h, linux/veth.h, linux/if.h
  private static final int RTM_NEWLINK = 16;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int VETH_INFO_PEER = 1;
  private static final int IFINFOMSG_LENGTH = 16;
  private static final int IFF_UP = 1;

  private Stage() {}

  /**
   * Moves the calling thread onto a new stage, and with it the threads that it starts. The kernel
   * takes it down when all of them have ended.
   *
   * @throws ErrnoException EPERM without CAP_SYS_ADMIN
   * @throws IOException if the kernel has no veth
   */
  static void enter() throws IOException {
    NetworkNamespace.unshare();
    try (Netlink netlink = LinuxNetlink.open(LinuxNetlink.ROUTE);
        RouteClient routes = new RouteClient(LinuxNetlink.open(LinuxNetlink.ROUTE))) {
      netlink.request(makeCable());
      for (Link link : routes.links()) {
        if (link.name().equals(INTERFACE)) {
          open(netlink, routes, link, ADDRESS);
        } else if (link.name().equals(OPPOSITE)) {
          open(netlink, routes, link, OPPOSITE_ADDRESS);
        }
      }
    }
  }

  private static void open(Netlink netlink, RouteClient routes, Link link, String address)
      throws IOException {
    // Both ends are of one host: what comes in has the address of an interface of ours.
    Sysctl.ofKernel().set(Sysctl.ipv4(link.name(), "accept_local"), "1");
    Sysctl.ofKernel().set(Sysctl.ipv4(link.name(), "rp_filter"), "0");
    netlink.request(setUp(link));
    routes.add(address(link, address));
  }

  private static InterfaceAddress address(Link link, String address) throws IOException {
    return InterfaceAddress.of(link.index(), InetAddress.getByName(address), PREFIX_LENGTH);
  }

  private static NetlinkMessage makeCable() {
    AttributeWriter writer =
        new AttributeWriter()
            .header(link(0, 0))
            .string(IFLA_IFNAME, INTERFACE)
            .nested(
                IFLA_LINKINFO,
                info ->
                    info.string(IFLA_INFO_KIND, "veth")
                        .nested(
                            IFLA_INFO_DATA,
                            data ->
                                data.nested(
                                    VETH_INFO_PEER,
                                    peer ->
                                        peer.header(link(0, 0)).string(IFLA_IFNAME, OPPOSITE))));
    int once = NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
    return new NetlinkMessage(RTM_NEWLINK, once, writer.payload());
  }

  private static NetlinkMessage setUp(Link link) {
    return new NetlinkMessage(RTM_NEWLINK, 0, link(link.index(), IFF_UP));
  }

  /**
   * A struct ifinfomsg.
   *
   * @param index 0 for one that is to be made
   * @param flags to be set
   */
  private static ByteBuffer link(int index, int flags) {
    ByteBuffer header = ByteBuffer.allocate(IFINFOMSG_LENGTH).order(ByteOrder.nativeOrder());
    return header.putInt(4, index).putInt(8, flags).putInt(12, flags);
  }
}
