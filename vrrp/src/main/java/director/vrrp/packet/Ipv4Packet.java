// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of an IPv4 packet that carries VRRP (RFC 791, section 3.1). */
public final class Ipv4Packet {
  private static final int HEADER_LENGTH = 20;
  private static final int VERSION_AND_WORDS = 0x45;

  /** Internet control, as routing protocols are marked. */
  private static final int TYPE_OF_SERVICE = 0xc0;

  private static final int TTL_OFFSET = 8;
  private static final int PROTOCOL_OFFSET = 9;
  private static final int SOURCE_OFFSET = 12;
  private static final int DESTINATION_OFFSET = 16;

  private Ipv4Packet() {}

  /**
   * Reads a packet as a raw socket delivers it: its header checksum was verified by the kernel.
   *
   * @throws MalformedPacketException {@link Rejection#IP_HEADER}
   */
  public static IpPacket decode(ByteBuffer in) throws MalformedPacketException {
    ByteBuffer packet = in.slice().order(ByteOrder.BIG_ENDIAN);
    int available = packet.remaining();
    if (available < HEADER_LENGTH) {
      throw refused(available + " bytes, an IPv4 header has 20");
    }
    int version = (packet.get(0) & 0xff) >> 4;
    if (version != 4) {
      throw refused("IP version " + version + ", expected 4");
    }
    int header = (packet.get(0) & 0xf) * 4;
    int total = packet.getShort(2) & 0xffff;
    if (header < HEADER_LENGTH || header > total || total > available) {
      throw refused(
          "header of " + header + " and total of " + total + " in a packet of " + available);
    }
    int protocol = packet.get(PROTOCOL_OFFSET) & 0xff;
    if (protocol != VrrpAdvertisement.IP_PROTOCOL) {
      throw refused("protocol " + protocol + ", expected 112");
    }
    return new IpPacket(
        address(packet, SOURCE_OFFSET),
        address(packet, DESTINATION_OFFSET),
        packet.get(TTL_OFFSET) & 0xff,
        packet.slice(header, total - header));
  }

  /**
   * Writes a packet at the position of {@code out}; the kernel fills in id and checksum.
   *
   * @param packet between IPv4 addresses
   */
  public static void encode(IpPacket packet, ByteBuffer out) {
    ByteBuffer content = packet.payload().duplicate();
    out.order(ByteOrder.BIG_ENDIAN)
        .put((byte) VERSION_AND_WORDS)
        .put((byte) TYPE_OF_SERVICE)
        .putShort((short) (HEADER_LENGTH + content.remaining()))
        .putInt(0)
        .put((byte) packet.hopLimit())
        .put((byte) VrrpAdvertisement.IP_PROTOCOL)
        .putShort((short) 0)
        .put(packet.source().getAddress())
        .put(packet.destination().getAddress())
        .put(content);
  }

  private static InetAddress address(ByteBuffer packet, int offset) {
    byte[] bytes = new byte[4];
    packet.get(offset, bytes);
    return Octets.address(bytes);
  }

  private static MalformedPacketException refused(String sentence) {
    return new MalformedPacketException(Rejection.IP_HEADER, sentence);
  }
}
