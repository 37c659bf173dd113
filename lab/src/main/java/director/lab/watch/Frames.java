// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.GratuitousArp;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads Ethernet frames as a second opinion: on purpose not by the codec of the daemon that is
 * being watched.
 */
final class Frames {
  private static final int ETHERNET_HEADER = 14;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_ARP = 0x0806;
  private static final int PROTOCOL_VRRP = 112;
  private static final int VRRP_HEADER = 8;
  private static final int ARP_LENGTH = 28;

  private Frames() {}

  /** What the frame tells, or nothing where it is neither an advertisement nor an announcement. */
  static Optional<Sighting> read(Instant at, byte[] frame) {
    if (frame.length < ETHERNET_HEADER) {
      return Optional.empty();
    }
    String from = HexFormat.ofDelimiter(":").formatHex(frame, 6, 12);
    ByteBuffer in = ByteBuffer.wrap(frame);
    int type = in.getShort(12) & 0xffff;
    ByteBuffer payload = in.slice(ETHERNET_HEADER, frame.length - ETHERNET_HEADER);
    return switch (type) {
      case TYPE_IPV4 -> advertisement(at, from, payload);
      case TYPE_ARP -> announcement(at, from, payload);
      default -> Optional.empty();
    };
  }

  private static Optional<Sighting> announcement(Instant at, String from, ByteBuffer arp) {
    if (arp.capacity() < ARP_LENGTH) {
      return Optional.empty();
    }
    InetAddress sender = address(arp, 14);
    InetAddress target = address(arp, 24);
    return sender.equals(target)
        ? Optional.of(new GratuitousArp(at, from, sender))
        : Optional.empty();
  }

  private static Optional<Sighting> advertisement(Instant at, String from, ByteBuffer ip) {
    int header = ip.capacity() == 0 ? 0 : (ip.get(0) & 0xf) * 4;
    if (ip.capacity() < header + VRRP_HEADER || header < 20 || ip.get(9) != PROTOCOL_VRRP) {
      return Optional.empty();
    }
    // The frame may be longer than the packet: Ethernet pads to 60 bytes.
    int length = Math.min(ip.getShort(2) & 0xffff, ip.capacity()) - header;
    if (length < VRRP_HEADER) {
      return Optional.empty();
    }
    ByteBuffer vrrp = ip.slice(header, length);
    List<InetAddress> addresses = new ArrayList<>();
    int count = vrrp.get(3) & 0xff;
    for (int i = 0; i < count && VRRP_HEADER + 4 * i + 4 <= length; i++) {
      addresses.add(address(vrrp, VRRP_HEADER + 4 * i));
    }
    int version = (vrrp.get(0) & 0xff) >> 4;
    return Optional.of(
        new Advertisement(
            at,
            from,
            address(ip, 12),
            version,
            vrrp.get(1) & 0xff,
            vrrp.get(2) & 0xff,
            version == 2 ? vrrp.get(5) & 0xff : vrrp.getShort(4) & 0xfff,
            addresses,
            checksum(ip, vrrp, version == 3) == 0));
  }

  /** Of a message with a good checksum field it is 0 (RFC 1071). */
  private static int checksum(ByteBuffer ip, ByteBuffer vrrp, boolean pseudoHeader) {
    long sum = pseudoHeader ? PROTOCOL_VRRP + vrrp.capacity() : 0;
    for (int i = 12; pseudoHeader && i < 20; i += 2) {
      sum += ip.getShort(i) & 0xffff;
    }
    for (int i = 0; i < vrrp.capacity(); i += 2) {
      sum += i + 1 < vrrp.capacity() ? vrrp.getShort(i) & 0xffff : (vrrp.get(i) & 0xff) << 8;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) ~sum & 0xffff;
  }

  private static InetAddress address(ByteBuffer in, int offset) {
    byte[] bytes = new byte[4];
    in.get(offset, bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes are an IPv4 address", e);
    }
  }
}
