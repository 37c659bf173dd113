// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static director.netlink.route.Rtnetlink.AF_INET;
import static director.netlink.route.Rtnetlink.AF_INET6;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where routes lead as bytes: one next hop in the route itself, several in RTA_MULTIPATH. */
final class NextHopCodec {
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_VIA = 18;
  private static final int RTNH_F_ONLINK = 4;
  private static final int RTNEXTHOP_LENGTH = 8;

  private NextHopCodec() {}

  /** Of struct rtmsg: those of an only next hop stand there. */
  static int flags(List<NextHop> hops) {
    return hops.size() == 1 && hops.get(0).onLink() ? RTNH_F_ONLINK : 0;
  }

  static void write(AttributeWriter writer, List<NextHop> hops, boolean ipv6) {
    if (hops.size() == 1) {
      write(writer, hops.get(0), ipv6);
      if (hops.get(0).interfaceIndex() != 0) {
        writer.u32(RTA_OIF, hops.get(0).interfaceIndex());
      }
    } else if (hops.size() > 1) {
      ByteBuffer all = Rtnetlink.header(hops.size() * (RTNEXTHOP_LENGTH + 24));
      hops.forEach(hop -> write(all, hop, ipv6));
      writer.struct(RTA_MULTIPATH, all.flip());
    }
  }

  /** struct rtnexthop with its attributes; one less than the weight is what it holds. */
  private static void write(ByteBuffer all, NextHop hop, boolean ipv6) {
    AttributeWriter attributes = new AttributeWriter();
    write(attributes, hop, ipv6);
    ByteBuffer content = attributes.payload();
    all.putShort((short) (RTNEXTHOP_LENGTH + content.remaining()))
        .put((byte) (hop.onLink() ? RTNH_F_ONLINK : 0))
        .put((byte) (hop.weight() - 1))
        .putInt(hop.interfaceIndex())
        .put(content);
  }

  private static void write(AttributeWriter writer, NextHop hop, boolean ipv6) {
    hop.gateway()
        .ifPresent(
            gateway -> {
              if (ipv6 || gateway instanceof Inet4Address) {
                writer.bytes(RTA_GATEWAY, gateway.getAddress());
              } else {
                // struct rtvia
                ByteBuffer via = Rtnetlink.header(2 + 16).putShort((short) AF_INET6);
                writer.struct(RTA_VIA, via.put(gateway.getAddress()).flip());
              }
            });
  }

  /** None where a route has them in a way that is not ours. */
  static List<NextHop> read(Attributes attributes, int flags, boolean ipv6)
      throws NetlinkException {
    if (!attributes.has(RTA_MULTIPATH)) {
      return hop(attributes, Rtnetlink.number(attributes, RTA_OIF), 1, flags, ipv6)
          .map(List::of)
          .orElse(List.of());
    }
    List<NextHop> hops = new ArrayList<>();
    ByteBuffer all = attributes.struct(RTA_MULTIPATH, 0);
    while (all.remaining() >= RTNEXTHOP_LENGTH) {
      int at = all.position();
      int length = all.getShort(at) & 0xffff;
      if (length < RTNEXTHOP_LENGTH || length > all.remaining()) {
        throw Rtnetlink.broken(
            "a route", "a next hop of " + length + " bytes where " + all.remaining() + " remain");
      }
      ByteBuffer content = all.slice(at + RTNEXTHOP_LENGTH, length - RTNEXTHOP_LENGTH);
      int weight = (all.get(at + 3) & 0xff) + 1;
      hop(Attributes.parse(content), all.getInt(at + 4), weight, all.get(at + 2), ipv6)
          .ifPresent(hops::add);
      all.position(Math.min(at + ((length + 3) & ~3), all.limit()));
    }
    return hops;
  }

  private static Optional<NextHop> hop(
      Attributes attributes, int index, int weight, int flags, boolean ipv6)
      throws NetlinkException {
    Optional<InetAddress> gateway = gateway(attributes, ipv6);
    if (gateway.isEmpty() && index == 0) {
      return Optional.empty();
    }
    return Optional.of(new NextHop(gateway, index, weight, (flags & RTNH_F_ONLINK) != 0));
  }

  private static Optional<InetAddress> gateway(Attributes attributes, boolean ipv6)
      throws NetlinkException {
    if (!attributes.has(RTA_VIA)) {
      return Rtnetlink.address(attributes, RTA_GATEWAY, ipv6);
    }
    ByteBuffer via = attributes.struct(RTA_VIA, 2);
    int family = via.getShort(0);
    int length = family == AF_INET6 ? 16 : 4;
    boolean fits = family == AF_INET6 || (family == AF_INET && !ipv6);
    if (!fits || via.remaining() != 2 + length) {
      throw Rtnetlink.broken(
          "a route", "a gateway of family " + family + " in " + via.remaining() + " bytes");
    }
    byte[] octets = new byte[length];
    via.get(2, octets);
    return Optional.of(IpPrefix.address(octets));
  }
}
