// SPDX-License-Identifier: Apache-2.0
package director.vrrp.packet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An IPv4 packet that carries VRRP (RFC 791, section 3.1).
 *
 * @param ttl 0..255
 * @param payload what follows the header, big-endian
 */
public record Ipv4Packet(
    Inet4Address source, Inet4Address destination, int ttl, ByteBuffer payload) {
  private static final int HEADER_LENGTH = 20;
  private static final int VERSION_AND_WORDS = 0x45;

  /** Internet control, as routing protocols are marked. */
  private static final int TYPE_OF_SERVICE = 0xc0;

  private static final int TTL_OFFSET = 8;
  private static final int PROTOCOL_OFFSET = 9;
  private static final int SOURCE_OFFSET = 12;
  private static final int DESTINATION_OFFSET = 16;

  /**
   * Reads a packet as a raw socket delivers it: its header checksum was verified by the kernel.
   *
   * @throws MalformedPacketException {@link Rejection#IP_HEADER}
   */
  public static Ipv4Packet decode(ByteBuffer in) throws MalformedPacketException {
    ByteBuffer packet = in.slice().order(ByteOrder.BIG_ENDIAN);
    int available = packet.remaining();
    require(available >= HEADER_LENGTH, available + " bytes, an IPv4 header has 20");
    int header = (packet.get(0) & 0xf) * 4;
    int total = packet.getShort(2) & 0xffff;
    require(packet.get(0) >> 4 == 4, "IP version " + (packet.get(0) >> 4) + ", expected 4");
    require(
        header >= HEADER_LENGTH && header <= total && total <= available,
        "header of " + header + " and total of " + total + " in a packet of " + available);
    int protocol = packet.get(PROTOCOL_OFFSET) & 0xff;
    require(protocol == VrrpAdvertisement.IP_PROTOCOL, "protocol " + protocol + ", expected 112");
    return new Ipv4Packet(
        address(packet, SOURCE_OFFSET),
        address(packet, DESTINATION_OFFSET),
        packet.get(TTL_OFFSET) & 0xff,
        packet.slice(header, total - header));
  }

  /** Writes the packet at the position of {@code out}; the kernel fills in id and checksum. */
  public void encode(ByteBuffer out) {
    ByteBuffer content = payload.duplicate();
    out.order(ByteOrder.BIG_ENDIAN)
        .put((byte) VERSION_AND_WORDS)
        .put((byte) TYPE_OF_SERVICE)
        .putShort((short) (HEADER_LENGTH + content.remaining()))
        .putInt(0)
        .put((byte) ttl)
        .put((byte) VrrpAdvertisement.IP_PROTOCOL)
        .putShort((short) 0)
        .put(source.getAddress())
        .put(destination.getAddress())
        .put(content);
  }

  private static Inet4Address address(ByteBuffer packet, int offset) {
    byte[] bytes = new byte[4];
    packet.get(offset, bytes);
    return ipv4(bytes);
  }

  /** The address that these four bytes are. */
  static Inet4Address ipv4(byte... bytes) {
    try {
      return (Inet4Address) InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  private static void require(boolean holds, String sentence) throws MalformedPacketException {
    if (!holds) {
      throw new MalformedPacketException(Rejection.IP_HEADER, sentence);
    }
  }
}
