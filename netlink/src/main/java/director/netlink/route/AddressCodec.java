// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import static director.netlink.route.Rtnetlink.AF_INET;
import static director.netlink.route.Rtnetlink.AF_INET6;
import static director.netlink.route.Rtnetlink.RTM_DELADDR;
import static director.netlink.route.Rtnetlink.RTM_GETADDR;
import static director.netlink.route.Rtnetlink.RTM_NEWADDR;

import director.netlink.AttributeWriter;
import director.netlink.Attributes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

/** Addresses on links as bytes (struct ifaddrmsg; linux/if_addr.h). */
final class AddressCodec {
  private static final int HEADER_LENGTH = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_LABEL = 3;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_CACHEINFO = 6;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_PROTO = 11;
  private static final int CACHEINFO_LENGTH = 16;

  private AddressCodec() {}

  /** Of both families. */
  static NetlinkMessage dump() {
    ByteBuffer header = Rtnetlink.header(HEADER_LENGTH);
    return new NetlinkMessage(RTM_GETADDR, NetlinkMessage.DUMP, header);
  }

  static NetlinkMessage add(InterfaceAddress address) {
    int once = NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
    return new NetlinkMessage(RTM_NEWADDR, once, whole(address).payload());
  }

  /** Begins its lifetime anew, and sets its flags and protocol; adds it when it is gone. */
  static NetlinkMessage renew(InterfaceAddress address) {
    int orReplace = NetlinkMessage.CREATE | NetlinkMessage.REPLACE;
    return new NetlinkMessage(RTM_NEWADDR, orReplace, whole(address).payload());
  }

  static NetlinkMessage delete(InterfaceAddress address) {
    ByteBuffer payload = identity(address, Scope.UNIVERSE).payload();
    return new NetlinkMessage(RTM_DELADDR, 0, payload);
  }

  private static AttributeWriter whole(InterfaceAddress address) {
    boolean ipv4 = address.address() instanceof Inet4Address;
    AttributeWriter writer = identity(address, ipv4 ? address.scope() : Scope.UNIVERSE);
    int flags = 0;
    for (AddressFlag flag : address.flags()) {
      flags |= flag.requestable() ? flag.bit() : 0;
    }
    if (flags != 0) {
      writer.u32(IFA_FLAGS, flags);
    }
    address.broadcast().ifPresent(all -> writer.bytes(IFA_BROADCAST, all.getAddress()));
    if (!address.label().isEmpty()) {
      writer.string(IFA_LABEL, address.label());
    }
    Lifetime lifetime = address.lifetime();
    boolean deprecated = address.has(AddressFlag.DEPRECATED);
    if (deprecated || !lifetime.equals(Lifetime.FOREVER)) {
      // The kernel derives the flag from a preferred lifetime of 0.
      Duration preferred = deprecated ? Duration.ZERO : lifetime.preferred();
      writer.struct(IFA_CACHEINFO, cacheInfo(preferred, lifetime.valid()));
    }
    if (address.protocol() != 0) {
      writer.u8(IFA_PROTO, address.protocol());
    }
    return writer;
  }

  /** Both attributes for IPv4 too: with IFA_LOCAL alone, a delete would not compare the prefix. */
  private static AttributeWriter identity(InterfaceAddress address, Scope scope) {
    boolean ipv4 = address.address() instanceof Inet4Address;
    ByteBuffer header = Rtnetlink.header(HEADER_LENGTH);
    header
        .put((byte) (ipv4 ? AF_INET : AF_INET6))
        .put((byte) address.prefixLength())
        .put((byte) 0)
        .put((byte) scope.value())
        .putInt(address.interfaceIndex())
        .flip();
    InetAddress end = address.peer().orElse(address.address());
    return new AttributeWriter()
        .header(header)
        .bytes(IFA_LOCAL, address.address().getAddress())
        .bytes(IFA_ADDRESS, end.getAddress());
  }

  /** struct ifa_cacheinfo: lifetimes in seconds; its two time stamps are the kernel's. */
  private static ByteBuffer cacheInfo(Duration preferred, Duration valid) {
    ByteBuffer info = Rtnetlink.header(CACHEINFO_LENGTH);
    return info.putInt(Lifetime.encode(preferred)).putInt(Lifetime.encode(valid)).rewind();
  }

  static Optional<InterfaceAddress> decode(NetlinkMessage message) throws NetlinkException {
    ByteBuffer header = Rtnetlink.header(message, HEADER_LENGTH);
    int family = header.get(0);
    if (family != AF_INET && family != AF_INET6) {
      return Optional.empty();
    }
    boolean ipv6 = family == AF_INET6;
    int prefixLength = header.get(1) & 0xff;
    int shortFlags = header.get(2) & 0xff;
    int scope = header.get(3) & 0xff;
    int index = header.getInt(4);
    Attributes attributes = Attributes.parse(header.position(HEADER_LENGTH));
    int length = ipv6 ? 16 : 4;
    // IFA_ADDRESS is the other end of a point-to-point link if there is an IFA_LOCAL.
    InetAddress local =
        attributes.address(attributes.has(IFA_LOCAL) ? IFA_LOCAL : IFA_ADDRESS, length);
    if (prefixLength > 8 * length) {
      throw Rtnetlink.broken(
          "an address", "prefix length " + prefixLength + ", expected 0.." + 8 * length);
    }
    return Optional.of(
        new InterfaceAddress(
            index,
            local,
            prefixLength,
            Rtnetlink.address(attributes, IFA_ADDRESS, ipv6).filter(end -> !end.equals(local)),
            ipv6 ? Optional.empty() : Rtnetlink.address(attributes, IFA_BROADCAST, false),
            ipv6 ? "" : Rtnetlink.name(attributes, IFA_LABEL),
            new Scope(scope),
            attributes.has(IFA_PROTO) ? attributes.u8(IFA_PROTO) : 0,
            flags(attributes.has(IFA_FLAGS) ? attributes.u32(IFA_FLAGS) : shortFlags),
            lifetime(attributes)));
  }

  private static Lifetime lifetime(Attributes attributes) throws NetlinkException {
    if (!attributes.has(IFA_CACHEINFO)) {
      return Lifetime.FOREVER;
    }
    ByteBuffer info = attributes.struct(IFA_CACHEINFO, CACHEINFO_LENGTH);
    return Lifetime.decode(info.getInt(4), info.getInt(0));
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
}
