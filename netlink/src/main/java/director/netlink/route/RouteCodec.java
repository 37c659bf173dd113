// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static director.netlink.route.Rtnetlink.AF_INET;
import static director.netlink.route.Rtnetlink.AF_INET6;
import static director.netlink.route.Rtnetlink.RTM_DELROUTE;
import static director.netlink.route.Rtnetlink.RTM_GETROUTE;
import static director.netlink.route.Rtnetlink.RTM_NEWROUTE;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Routes as bytes (struct rtmsg; linux/rtnetlink.h). */
final class RouteCodec {
  private static final int HEADER_LENGTH = 12;
  private static final int RTM_F_CLONED = 0x200;
  private static final int RTA_DST = 1;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTA_TABLE = 15;
  private static final int RTAX_MTU = 2;
  private static final int RTAX_ADVMSS = 8;

  private RouteCodec() {}

  /** Of one family, and of one protocol where the kernel filters; 0 is all. */
  static NetlinkMessage dump(boolean ipv6, int protocol) {
    ByteBuffer header = Rtnetlink.header(HEADER_LENGTH);
    header.put(0, (byte) (ipv6 ? AF_INET6 : AF_INET)).put(5, (byte) protocol);
    return new NetlinkMessage(RTM_GETROUTE, NetlinkMessage.DUMP, header);
  }

  static NetlinkMessage add(Route route) {
    return change(route, NetlinkMessage.EXCLUSIVE);
  }

  static NetlinkMessage replace(Route route) {
    return change(route, NetlinkMessage.REPLACE);
  }

  private static NetlinkMessage change(Route route, int ifExists) {
    AttributeWriter writer = identity(route, route.scope(), NextHopCodec.flags(route.nextHops()));
    route.source().ifPresent(source -> writer.bytes(RTA_PREFSRC, source.getAddress()));
    if (route.mtu() != 0 || route.advertisedMss() != 0) {
      writer.nested(
          RTA_METRICS,
          metrics -> {
            limit(metrics, RTAX_MTU, route.mtu());
            limit(metrics, RTAX_ADVMSS, route.advertisedMss());
          });
    }
    NextHopCodec.write(writer, route.nextHops(), route.destination().isIpv6());
    return new NetlinkMessage(RTM_NEWROUTE, NetlinkMessage.CREATE | ifExists, writer.payload());
  }

  private static void limit(AttributeWriter metrics, int type, int value) {
    if (value != 0) {
      metrics.u32(type, value);
    }
  }

  /** Only one of the same protocol and type; wherever it leads. */
  static NetlinkMessage delete(Route route) {
    return new NetlinkMessage(RTM_DELROUTE, 0, identity(route, Scope.NOWHERE, 0).payload());
  }

  private static AttributeWriter identity(Route route, Scope scope, int flags) {
    boolean ipv6 = route.destination().isIpv6();
    ByteBuffer header = Rtnetlink.header(HEADER_LENGTH);
    header
        .put((byte) (ipv6 ? AF_INET6 : AF_INET))
        .put((byte) route.destination().length())
        .putShort((short) 0)
        // RT_TABLE_UNSPEC: the attribute below holds larger numbers as well.
        .put((byte) 0)
        .put((byte) route.protocol())
        .put((byte) (ipv6 ? 0 : scope.value()))
        .put((byte) route.type().number())
        .putInt(flags)
        .flip();
    AttributeWriter writer = new AttributeWriter().header(header);
    if (route.destination().length() != 0) {
      writer.bytes(RTA_DST, route.destination().address().getAddress());
    }
    writer.u32(RTA_TABLE, (int) route.table());
    return writer.u32(RTA_PRIORITY, (int) route.metric());
  }

  static Optional<Route> decode(NetlinkMessage message) throws NetlinkException {
    ByteBuffer header = Rtnetlink.header(message, HEADER_LENGTH);
    int family = header.get(0);
    Optional<RouteType> type = RouteType.of(header.get(7) & 0xff);
    int flags = header.getInt(8);
    boolean known = family == AF_INET || family == AF_INET6;
    if (!known || type.isEmpty() || (flags & RTM_F_CLONED) != 0) {
      return Optional.empty();
    }
    boolean ipv6 = family == AF_INET6;
    int length = header.get(1) & 0xff;
    int shortTable = header.get(4) & 0xff;
    int protocol = header.get(5) & 0xff;
    Scope scope = new Scope(header.get(6) & 0xff);
    Attributes attributes = Attributes.parse(header.position(HEADER_LENGTH));
    List<NextHop> hops =
        type.get().isDeadEnd() ? List.of() : NextHopCodec.read(attributes, flags, ipv6);
    int table = attributes.has(RTA_TABLE) ? attributes.u32(RTA_TABLE) : shortTable;
    if (table == 0 || hops.isEmpty() != type.get().isDeadEnd()) {
      // By a nexthop object or through an encapsulation that we do not know.
      return Optional.empty();
    }
    IpPrefix destination = Rtnetlink.prefix(attributes, RTA_DST, length, ipv6);
    Optional<Attributes> limits =
        attributes.has(RTA_METRICS)
            ? Optional.of(attributes.nested(RTA_METRICS))
            : Optional.empty();
    return Optional.of(
        new Route(
            destination,
            type.get(),
            hops,
            Rtnetlink.address(attributes, RTA_PREFSRC, ipv6),
            Integer.toUnsignedLong(table),
            Integer.toUnsignedLong(Rtnetlink.number(attributes, RTA_PRIORITY)),
            scope,
            protocol,
            limit(limits, RTAX_MTU),
            limit(limits, RTAX_ADVMSS)));
  }

  private static int limit(Optional<Attributes> limits, int type) throws NetlinkException {
    return limits.isEmpty() ? 0 : Math.max(0, Rtnetlink.number(limits.get(), type));
  }
}
