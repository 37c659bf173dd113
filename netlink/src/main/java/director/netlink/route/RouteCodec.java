// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Optional;

/** Bytes of rtnetlink to our values and back (linux/rtnetlink.h, if_link.h, if_addr.h). */
final class RouteCodec {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int RTM_GETADDR = 22;

  private static final int AF_UNSPEC = 0;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private static final int LINK_HEADER_LENGTH = 16;
  private static final int IFF_UP = 0x1;
  private static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_RUNNING = 0x40;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;

  private static final int ADDRESS_HEADER_LENGTH = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_PROTO = 11;
  private static final int FOREVER = -1;

  private RouteCodec() {}

  static NetlinkMessage dumpLinks() {
    ByteBuffer header = ByteBuffer.allocate(LINK_HEADER_LENGTH);
    return new NetlinkMessage(RTM_GETLINK, NetlinkMessage.DUMP, header);
  }

  /** Of both families. */
  static NetlinkMessage dumpAddresses() {
    ByteBuffer header = ByteBuffer.allocate(ADDRESS_HEADER_LENGTH);
    return new NetlinkMessage(RTM_GETADDR, NetlinkMessage.DUMP, header);
  }

  static NetlinkMessage add(InterfaceAddress address) {
    AttributeWriter writer = identity(address);
    int flags = 0;
    for (AddressFlag flag : address.flags()) {
      flags |= flag.requestable() ? flag.bit() : 0;
    }
    if (flags != 0) {
      writer.u32(IFA_FLAGS, flags);
    }
    if (address.has(AddressFlag.DEPRECATED)) {
      // The kernel derives this flag from a preferred lifetime of 0.
      writer.bytes(IFA_CACHEINFO, cacheInfo(0, FOREVER));
    }
    if (address.protocol() != 0) {
      writer.u8(IFA_PROTO, address.protocol());
    }
    int once = NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
    return new NetlinkMessage(RTM_NEWADDR, once, writer.payload());
  }

  static NetlinkMessage delete(InterfaceAddress address) {
    return new NetlinkMessage(RTM_DELADDR, 0, identity(address).payload());
  }

  /** Both attributes for IPv4 too: with IFA_LOCAL alone, a delete would not compare the prefix. */
  private static AttributeWriter identity(InterfaceAddress address) {
    boolean ipv4 = address.address() instanceof Inet4Address;
    ByteBuffer header = ByteBuffer.allocate(ADDRESS_HEADER_LENGTH).order(ByteOrder.nativeOrder());
    header
        .put((byte) (ipv4 ? AF_INET : AF_INET6))
        .put((byte) address.prefixLength())
        .putShort((short) 0)
        .putInt(address.interfaceIndex())
        .flip();
    byte[] octets = address.address().getAddress();
    return new AttributeWriter().header(header).bytes(IFA_LOCAL, octets).bytes(IFA_ADDRESS, octets);
  }

  /** struct ifa_cacheinfo: lifetimes in seconds; its two time stamps are the kernel's. */
  private static byte[] cacheInfo(int preferred, int valid) {
    ByteBuffer info = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    return info.putInt(preferred).putInt(valid).array();
  }

  /**
   * What a message of the kernel says, in a dump or as an event; empty for what is no business of
   * ours.
   *
   * @throws NetlinkException if it is too short, or an attribute is malformed
   */
  static Optional<RouteEvent> decode(NetlinkMessage message) throws NetlinkException {
    return switch (message.type()) {
      case RTM_NEWLINK, RTM_DELLINK -> link(message);
      case RTM_NEWADDR, RTM_DELADDR -> address(message);
      default -> Optional.empty();
    };
  }

  private static Optional<RouteEvent> link(NetlinkMessage message) throws NetlinkException {
    ByteBuffer header = header(message, LINK_HEADER_LENGTH);
    if (header.get(0) != AF_UNSPEC) {
      // A bridge tells of its ports by the same message types: "deleted" is "left the bridge".
      return Optional.empty();
    }
    int index = header.getInt(4);
    int flags = header.getInt(8);
    Attributes attributes = Attributes.parse(header.position(LINK_HEADER_LENGTH));
    String name = attributes.string(IFLA_IFNAME);
    if (message.type() == RTM_DELLINK) {
      return Optional.of(new RouteEvent.LinkGone(index, name));
    }
    return Optional.of(
        new RouteEvent.LinkChanged(
            new Link(
                index,
                name,
                (flags & IFF_UP) != 0,
                (flags & IFF_RUNNING) != 0,
                (flags & IFF_LOOPBACK) != 0,
                mac(attributes),
                attributes.has(IFLA_MTU) ? attributes.u32(IFLA_MTU) : 0)));
  }

  private static Optional<MacAddress> mac(Attributes attributes) throws NetlinkException {
    byte[] octets = attributes.has(IFLA_ADDRESS) ? attributes.bytes(IFLA_ADDRESS) : new byte[0];
    return octets.length == MacAddress.LENGTH
        ? Optional.of(MacAddress.of(octets))
        : Optional.empty();
  }

  private static Optional<RouteEvent> address(NetlinkMessage message) throws NetlinkException {
    ByteBuffer header = header(message, ADDRESS_HEADER_LENGTH);
    int family = header.get(0);
    if (family != AF_INET && family != AF_INET6) {
      return Optional.empty();
    }
    int prefixLength = header.get(1) & 0xff;
    int shortFlags = header.get(2) & 0xff;
    int index = header.getInt(4);
    Attributes attributes = Attributes.parse(header.position(ADDRESS_HEADER_LENGTH));
    int length = family == AF_INET ? 4 : 16;
    // IFA_ADDRESS is the other end of a point-to-point link if there is an IFA_LOCAL.
    InetAddress local =
        attributes.address(attributes.has(IFA_LOCAL) ? IFA_LOCAL : IFA_ADDRESS, length);
    if (prefixLength > 8 * length) {
      throw NetlinkException.broken(
          "reading an address", "prefix length " + prefixLength + ", expected 0.." + 8 * length);
    }
    int protocol = attributes.has(IFA_PROTO) ? attributes.u8(IFA_PROTO) : 0;
    int flags = attributes.has(IFA_FLAGS) ? attributes.u32(IFA_FLAGS) : shortFlags;
    InterfaceAddress address =
        new InterfaceAddress(index, local, prefixLength, protocol, flags(flags));
    return Optional.of(
        message.type() == RTM_NEWADDR
            ? new RouteEvent.AddressAdded(address)
            : new RouteEvent.AddressGone(address));
  }

  private static EnumSet<AddressFlag> flags(int bits) {
    EnumSet<AddressFlag> flags = EnumSet.noneOf(AddressFlag.class);
    for (AddressFlag flag : AddressFlag.values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private static ByteBuffer header(NetlinkMessage message, int length) throws NetlinkException {
    ByteBuffer payload = message.payload();
    if (payload.remaining() < length) {
      throw NetlinkException.broken(
          "reading rtnetlink message " + message.type(),
          payload.remaining() + " bytes, its header needs " + length);
    }
    return payload;
  }
}
