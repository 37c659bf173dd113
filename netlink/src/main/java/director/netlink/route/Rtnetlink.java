// SPDX-License-Identifier: Apache-2.0
package director.netlink.route;

import director.netlink.Attributes;
import director.netlink.NetlinkException;
import director.netlink.NetlinkMessage;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What all messages of rtnetlink have in common, and which codec reads which (linux/rtnetlink.h).
 */
final class Rtnetlink {
  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  static final int RTM_GETADDR = 22;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_DELROUTE = 25;
  static final int RTM_GETROUTE = 26;
  static final int RTM_NEWNEIGH = 28;
  static final int RTM_GETNEIGH = 30;
  static final int RTM_NEWRULE = 32;
  static final int RTM_DELRULE = 33;
  static final int RTM_GETRULE = 34;

  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private Rtnetlink() {}

  /**
   * What a message of the kernel says, in a dump or as an event; empty for what is no business of
   * ours.
   *
   * @throws NetlinkException if it is too short, or an attribute is malformed
   */
  static Optional<RouteEvent> decode(NetlinkMessage message) throws NetlinkException {
    return switch (message.type()) {
      case RTM_NEWLINK -> LinkCodec.decode(message).map(RouteEvent.LinkChanged::new);
      case RTM_DELLINK ->
          LinkCodec.decode(message).map(link -> new RouteEvent.LinkGone(link.index(), link.name()));
      case RTM_NEWADDR -> AddressCodec.decode(message).map(RouteEvent.AddressAdded::new);
      case RTM_DELADDR -> AddressCodec.decode(message).map(RouteEvent.AddressGone::new);
      case RTM_NEWROUTE -> RouteCodec.decode(message).map(RouteEvent.RouteAdded::new);
      case RTM_DELROUTE -> RouteCodec.decode(message).map(RouteEvent.RouteGone::new);
      case RTM_NEWRULE -> RuleCodec.decode(message).map(RouteEvent.RuleAdded::new);
      case RTM_DELRULE -> RuleCodec.decode(message).map(RouteEvent.RuleGone::new);
      default -> Optional.empty();
    };
  }

  /** Zeros in native byte order, to be filled in. */
  static ByteBuffer header(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
  }

  /** The payload, which has at least {@code length} bytes. */
  static ByteBuffer header(NetlinkMessage message, int length) throws NetlinkException {
    ByteBuffer payload = message.payload();
    if (payload.remaining() < length) {
      throw broken(
          "rtnetlink message " + message.type(),
          payload.remaining() + " bytes, its header needs " + length);
    }
    return payload;
  }

  /** Addresses without any attribute are all of a family. */
  static IpPrefix prefix(Attributes attributes, int type, int length, boolean ipv6)
      throws NetlinkException {
    int longest = ipv6 ? 128 : 32;
    if (length > longest) {
      throw broken("a prefix", "prefix length " + length + ", expected 0.." + longest);
    }
    InetAddress address =
        attributes.has(type) ? attributes.address(type, longest / 8) : IpPrefix.any(ipv6).address();
    return IpPrefix.around(address, length);
  }

  static Optional<InetAddress> address(Attributes attributes, int type, boolean ipv6)
      throws NetlinkException {
    return attributes.has(type)
        ? Optional.of(attributes.address(type, ipv6 ? 16 : 4))
        : Optional.empty();
  }

  static int number(Attributes attributes, int type) throws NetlinkException {
    return attributes.has(type) ? attributes.u32(type) : 0;
  }

  static String name(Attributes attributes, int type) throws NetlinkException {
    String name = attributes.has(type) ? attributes.string(type) : "";
    if (name.length() > 15) {
      throw broken("a name", "\"" + name + "\" is longer than 15");
    }
    return name;
  }

  /** Of six octets; other kinds of addresses are none. */
  static Optional<MacAddress> mac(Attributes attributes, int type) throws NetlinkException {
    byte[] octets = attributes.has(type) ? attributes.bytes(type) : new byte[0];
    return octets.length == MacAddress.LENGTH
        ? Optional.of(MacAddress.of(octets))
        : Optional.empty();
  }

  static NetlinkException broken(String what, String why) {
    return NetlinkException.broken("reading " + what, why);
  }
}
