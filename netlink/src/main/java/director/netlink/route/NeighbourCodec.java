// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static director.netlink.route.Rtnetlink.AF_INET;
import static director.netlink.route.Rtnetlink.AF_INET6;
import static director.netlink.route.Rtnetlink.RTM_GETNEIGH;
import static director.netlink.route.Rtnetlink.RTM_NEWNEIGH;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Neighbours as bytes (struct ndmsg; linux/neighbour.h). */
final class NeighbourCodec {
  private static final int HEADER_LENGTH = 12;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;

  private NeighbourCodec() {}

  static NetlinkMessage get(int interfaceIndex, InetAddress address) {
    ByteBuffer header = Rtnetlink.header(HEADER_LENGTH).putInt(4, interfaceIndex);
    header.put(0, (byte) (address instanceof Inet4Address ? AF_INET : AF_INET6));
    AttributeWriter writer = new AttributeWriter().header(header);
    return new NetlinkMessage(
        RTM_GETNEIGH, 0, writer.bytes(NDA_DST, address.getAddress()).payload());
  }

  static Optional<Neighbour> decode(NetlinkMessage message) throws NetlinkException {
    if (message.type() != RTM_NEWNEIGH) {
      return Optional.empty();
    }
    ByteBuffer header = Rtnetlink.header(message, HEADER_LENGTH);
    int family = header.get(0);
    if (family != AF_INET && family != AF_INET6) {
      return Optional.empty();
    }
    int index = header.getInt(4);
    int state = header.getShort(8) & 0xffff;
    Attributes attributes = Attributes.parse(header.position(HEADER_LENGTH));
    return Optional.of(
        new Neighbour(
            index,
            attributes.address(NDA_DST, family == AF_INET6 ? 16 : 4),
            Rtnetlink.mac(attributes, NDA_LLADDR),
            Neighbour.State.of(state)));
  }
}
