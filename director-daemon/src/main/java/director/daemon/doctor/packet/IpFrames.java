// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import director.vrrp.packet.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What stands behind an IP header. */
final class IpFrames {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  private IpFrames() {}

  private record Header(Mac from, InetAddress source, InetAddress destination, int hopLimit) {}

  static Optional<Frame> ipv4(Mac from, ByteBuffer in) {
    if (in.remaining() < IPV4_HEADER) {
      return Optional.empty();
    }
    int header = (in.get(0) & 0xf) * 4;
    int total = in.getShort(2) & 0xffff;
    if (header < IPV4_HEADER || header > total || total > in.remaining()) {
      return Optional.empty();
    }
    return content(
        new Header(
            from,
            Octets.address(Layout.bytes(in, 12, 4)),
            Octets.address(Layout.bytes(in, 16, 4)),
            in.get(8) & 0xff),
        in.get(9) & 0xff,
        in.slice(header, total - header));
  }

  static Optional<Frame> ipv6(Mac from, ByteBuffer in) {
    int length = in.remaining() < IPV6_HEADER ? 0 : in.getShort(4) & 0xffff;
    if (length == 0 || length > in.remaining() - IPV6_HEADER) {
      return Optional.empty();
    }
    return content(
        new Header(
            from,
            Octets.address(Layout.bytes(in, 8, 16)),
            Octets.address(Layout.bytes(in, 24, 16)),
            in.get(7) & 0xff),
        in.get(6) & 0xff,
        in.slice(IPV6_HEADER, length));
  }

  private static Optional<Frame> content(Header header, int protocol, ByteBuffer in) {
    return switch (protocol) {
      case Layout.TCP ->
          TcpSegment.decode(header.from(), header.source(), header.destination(), in);
      case Layout.ICMPV6 -> NeighbourSolicitation.reply(header.from(), in);
      case Layout.VRRP ->
          Optional.of(
              new Frame.Vrrp(
                  header.from(), header.source(), header.destination(), header.hopLimit(), in));
      default -> Optional.empty();
    };
  }
}
