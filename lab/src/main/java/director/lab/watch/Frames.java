// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.watch.Sighting.Advertisement;
import director.lab.watch.Sighting.ArpAnswer;
import director.lab.watch.Sighting.GratuitousArp;
import director.lab.watch.Sighting.NeighborAdvertisement;
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
  private static final int TYPE_IPV6 = 0x86dd;
  private static final int IPV6_HEADER = 40;
  private static final int PROTOCOL_ICMPV6 = 58;
  private static final int NEIGHBOR_ADVERTISEMENT = 136;
  private static final int SOLICITED = 0x40;
  private static final int OVERRIDE = 0x20;
  private static final int PROTOCOL_VRRP = 112;
  private static final int VRRP_HEADER = 8;
  private static final int ARP_LENGTH = 28;
  private static final int ARP_REPLY = 2;

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
      case TYPE_IPV4 -> ipv4(at, from, payload);
      case TYPE_IPV6 -> ipv6(at, from, payload);
      case TYPE_ARP -> arp(at, from, payload);
      default -> Optional.empty();
    };
  }

  private static Optional<Sighting> arp(Instant at, String from, ByteBuffer arp) {
    if (arp.capacity() < ARP_LENGTH) {
      return Optional.empty();
    }
    InetAddress sender = address(arp, 14, 4);
    InetAddress target = address(arp, 24, 4);
    if (sender.equals(target)) {
      return Optional.of(new GratuitousArp(at, from, sender));
    }
    byte[] names = new byte[6];
    arp.get(8, names);
    return arp.getShort(6) == ARP_REPLY
        ? Optional.of(new ArpAnswer(at, from, sender, HexFormat.ofDelimiter(":").formatHex(names)))
        : Optional.empty();
  }

  private static Optional<Sighting> ipv6(Instant at, String from, ByteBuffer ip) {
    if (ip.capacity() < IPV6_HEADER) {
      return Optional.empty();
    }
    int length = Math.min(ip.getShort(4) & 0xffff, ip.capacity() - IPV6_HEADER);
    ByteBuffer payload = ip.slice(IPV6_HEADER, length);
    int next = ip.get(6) & 0xff;
    if (next == PROTOCOL_VRRP && length >= VRRP_HEADER) {
      return Optional.of(advertisement(at, from, address(ip, 8, 16), address(ip, 24, 16), payload));
    }
    boolean unasked =
        next == PROTOCOL_ICMPV6
            && length >= 24
            && (payload.get(0) & 0xff) == NEIGHBOR_ADVERTISEMENT
            && (payload.get(4) & SOLICITED) == 0;
    return unasked
        ? Optional.of(
            new NeighborAdvertisement(
                at, from, address(payload, 8, 16), (payload.get(4) & OVERRIDE) != 0))
        : Optional.empty();
  }

  private static Optional<Sighting> ipv4(Instant at, String from, ByteBuffer ip) {
    int header = ip.capacity() == 0 ? 0 : (ip.get(0) & 0xf) * 4;
    if (ip.capacity() < header + VRRP_HEADER || header < 20 || ip.get(9) != PROTOCOL_VRRP) {
      return Optional.empty();
    }
    // The frame may be longer than the packet: Ethernet pads to 60 bytes.
    int length = Math.min(ip.getShort(2) & 0xffff, ip.capacity()) - header;
    if (length < VRRP_HEADER) {
      return Optional.empty();
    }
    return Optional.of(
        advertisement(at, from, address(ip, 12, 4), address(ip, 16, 4), ip.slice(header, length)));
  }

  private static Advertisement advertisement(
      Instant at, String from, InetAddress source, InetAddress destination, ByteBuffer vrrp) {
    List<InetAddress> addresses = new ArrayList<>();
    int size = source.getAddress().length;
    int count = vrrp.get(3) & 0xff;
    for (int i = 0; i < count && VRRP_HEADER + size * (i + 1) <= vrrp.capacity(); i++) {
      addresses.add(address(vrrp, VRRP_HEADER + size * i, size));
    }
    int version = (vrrp.get(0) & 0xff) >> 4;
    return new Advertisement(
        at,
        from,
        source,
        destination,
        version,
        vrrp.get(1) & 0xff,
        vrrp.get(2) & 0xff,
        version == 2 ? vrrp.get(5) & 0xff : vrrp.getShort(4) & 0xfff,
        addresses,
        checksum(source, destination, vrrp, version == 3) == 0);
  }

  /** Of a message with a good checksum field it is 0 (RFC 1071). */
  private static int checksum(
      InetAddress source, InetAddress destination, ByteBuffer vrrp, boolean pseudoHeader) {
    long sum = sum(vrrp);
    if (pseudoHeader) {
      sum += PROTOCOL_VRRP + vrrp.capacity();
      sum += sum(ByteBuffer.wrap(source.getAddress()));
      sum += sum(ByteBuffer.wrap(destination.getAddress()));
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) ~sum & 0xffff;
  }

  private static long sum(ByteBuffer bytes) {
    long sum = 0;
    for (int i = 0; i < bytes.capacity(); i += 2) {
      boolean pair = i + 1 < bytes.capacity();
      sum += pair ? bytes.getShort(i) & 0xffff : (bytes.get(i) & 0xff) << 8;
    }
    return sum;
  }

  private static InetAddress address(ByteBuffer in, int offset, int size) {
    byte[] bytes = new byte[size];
    in.get(offset, bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(size + " bytes are an address", e);
    }
  }
}
