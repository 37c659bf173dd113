// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static director.netlink.route.Rtnetlink.AF_INET6;
import static director.netlink.route.Rtnetlink.AF_UNSPEC;
import static director.netlink.route.Rtnetlink.RTM_DELLINK;
import static director.netlink.route.Rtnetlink.RTM_GETLINK;
import static director.netlink.route.Rtnetlink.RTM_NEWLINK;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Links as bytes (struct ifinfomsg; linux/if_link.h). */
final class LinkCodec {
  private static final int HEADER_LENGTH = 16;
  private static final int IFF_UP = 0x1;
  private static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_RUNNING = 0x40;
  private static final int IFF_NOARP = 0x80;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_LINK_NETNSID = 37;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_MACVLAN_MODE = 1;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  private static final int IN6_ADDR_GEN_MODE_NONE = 1;
  private static final String MACVLAN = "macvlan";

  private LinkCodec() {}

  static NetlinkMessage dump() {
    return new NetlinkMessage(RTM_GETLINK, NetlinkMessage.DUMP, header(0, 0, 0));
  }

  static NetlinkMessage get(String name) {
    AttributeWriter writer = new AttributeWriter().header(header(0, 0, 0));
    return new NetlinkMessage(RTM_GETLINK, 0, writer.string(IFLA_IFNAME, name).payload());
  }

  static NetlinkMessage add(Macvlan macvlan) {
    AttributeWriter writer =
        new AttributeWriter()
            .header(header(0, 0, 0))
            .u32(IFLA_LINK, macvlan.parentIndex())
            .string(IFLA_IFNAME, macvlan.name())
            .bytes(IFLA_ADDRESS, macvlan.mac().octets())
            .nested(
                IFLA_LINKINFO,
                info ->
                    info.string(IFLA_INFO_KIND, MACVLAN)
                        .nested(
                            IFLA_INFO_DATA,
                            data -> data.u32(IFLA_MACVLAN_MODE, macvlan.mode().number())));
    int once = NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
    return new NetlinkMessage(RTM_NEWLINK, once, writer.payload());
  }

  /** Without a link-local address of the kernel's making. Only a link that exists takes it. */
  static NetlinkMessage withoutIpv6Address(int index) {
    AttributeWriter writer =
        new AttributeWriter()
            .header(header(index, 0, 0))
            .nested(
                IFLA_AF_SPEC,
                families ->
                    families.nested(
                        AF_INET6,
                        ipv6 -> ipv6.u8(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE)));
    return new NetlinkMessage(RTM_NEWLINK, 0, writer.payload());
  }

  static NetlinkMessage up(int index, boolean up) {
    return new NetlinkMessage(RTM_NEWLINK, 0, header(index, up ? IFF_UP : 0, IFF_UP));
  }

  static NetlinkMessage delete(int index) {
    return new NetlinkMessage(RTM_DELLINK, 0, header(index, 0, 0));
  }

  private static ByteBuffer header(int index, int flags, int change) {
    return Rtnetlink.header(HEADER_LENGTH).putInt(4, index).putInt(8, flags).putInt(12, change);
  }

  static Optional<Link> decode(NetlinkMessage message) throws NetlinkException {
    ByteBuffer header = Rtnetlink.header(message, HEADER_LENGTH);
    if (header.get(0) != AF_UNSPEC) {
      // A bridge tells of its ports by the same message types: "deleted" is "left the bridge".
      return Optional.empty();
    }
    int index = header.getInt(4);
    int flags = header.getInt(8);
    Attributes attributes = Attributes.parse(header.position(HEADER_LENGTH));
    boolean elsewhere = attributes.has(IFLA_LINK_NETNSID);
    String kind = "";
    Optional<MacvlanMode> mode = Optional.empty();
    if (attributes.has(IFLA_LINKINFO)) {
      Attributes info = attributes.nested(IFLA_LINKINFO);
      kind = info.has(IFLA_INFO_KIND) ? info.string(IFLA_INFO_KIND) : "";
      if (kind.equals(MACVLAN) && info.has(IFLA_INFO_DATA)) {
        Attributes data = info.nested(IFLA_INFO_DATA);
        mode = MacvlanMode.of(Rtnetlink.number(data, IFLA_MACVLAN_MODE));
      }
    }
    return Optional.of(
        new Link(
            index,
            attributes.string(IFLA_IFNAME),
            (flags & IFF_UP) != 0,
            (flags & IFF_RUNNING) != 0,
            (flags & IFF_LOOPBACK) != 0,
            Rtnetlink.mac(attributes, IFLA_ADDRESS),
            Rtnetlink.number(attributes, IFLA_MTU),
            (flags & IFF_NOARP) != 0,
            elsewhere ? 0 : Rtnetlink.number(attributes, IFLA_LINK),
            kind,
            mode));
  }
}
