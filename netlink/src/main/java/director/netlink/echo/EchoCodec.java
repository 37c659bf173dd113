// SPDX-License-Identifier: Apache-2.0
package director.netlink.echo;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Echo messages of ICMP (RFC 792) and ICMPv6 (RFC 4443, section 4). */
final class EchoCodec {
  static final int PROTOCOL_IPV4 = 1;
  static final int PROTOCOL_IPV6 = 58;
  static final int REPLY_IPV4 = 0;
  static final int REPLY_IPV6 = 129;

  private static final int REQUEST_IPV4 = 8;
  private static final int REQUEST_IPV6 = 128;
  private static final int IPV4_HEADER_LENGTH = 20;
  private static final int HEADER_LENGTH = 8;
  private static final int CHECKSUM_OFFSET = 2;
  private static final int VERSION_4_IHL_5 = 0x45;

  /** As routing protocols have it: what is asked after a takeover shall not wait in a queue. */
  private static final int INTERNETWORK_CONTROL = 0xc0;

  private static final int TTL = 64;

  private EchoCodec() {}

  /**
   * An IPv4 packet from 0 on; total length, identification and header checksum are the kernel's.
   *
   * @return its length
   */
  static int ipv4Request(
      ByteBuffer out,
      Inet4Address source,
      Inet4Address destination,
      int identifier,
      int sequence,
      byte[] data) {
    out.clear()
        .order(ByteOrder.BIG_ENDIAN)
        .put((byte) VERSION_4_IHL_5)
        .put((byte) INTERNETWORK_CONTROL)
        .putShort((short) 0)
        .putInt(0)
        .put((byte) TTL)
        .put((byte) PROTOCOL_IPV4)
        .putShort((short) 0)
        .put(source.getAddress())
        .put(destination.getAddress());
    message(out, REQUEST_IPV4, identifier, sequence, data);
    int sum = checksum(out, IPV4_HEADER_LENGTH, out.position());
    out.putShort(IPV4_HEADER_LENGTH + CHECKSUM_OFFSET, (short) sum);
    return out.position();
  }

  /**
   * An ICMPv6 message from 0 on; its checksum is the kernel's.
   *
   * @return its length
   */
  static int ipv6Request(ByteBuffer out, int identifier, int sequence, byte[] data) {
    message(out.clear().order(ByteOrder.BIG_ENDIAN), REQUEST_IPV6, identifier, sequence, data);
    return out.position();
  }

  private static void message(ByteBuffer out, int type, int identifier, int sequence, byte[] data) {
    out.put((byte) type)
        .put((byte) 0)
        .putShort((short) 0)
        .putShort((short) identifier)
        .putShort((short) sequence)
        .put(data);
  }

  /** From an IPv4 packet between 0 and the limit; empty unless it is an intact echo reply. */
  static Optional<EchoReply> ipv4Reply(ByteBuffer in, long receivedAt) {
    in.order(ByteOrder.BIG_ENDIAN);
    if (in.limit() < IPV4_HEADER_LENGTH || in.get(0) >> 4 != 4) {
      return Optional.empty();
    }
    int at = (in.get(0) & 0xf) * 4;
    if (at < IPV4_HEADER_LENGTH
        || in.get(9) != PROTOCOL_IPV4
        || !isReply(in, at, REPLY_IPV4)
        || checksum(in, at, in.limit()) != 0) {
      return Optional.empty();
    }
    return Optional.of(reply(in, at, ipv4(in, 12), ipv4(in, 16), receivedAt));
  }

  /** From an ICMPv6 message, of which the kernel checked the checksum, between 0 and the limit. */
  static Optional<EchoReply> ipv6Reply(
      ByteBuffer in, InetAddress source, InetAddress destination, long receivedAt) {
    in.order(ByteOrder.BIG_ENDIAN);
    return isReply(in, 0, REPLY_IPV6)
        ? Optional.of(reply(in, 0, source, destination, receivedAt))
        : Optional.empty();
  }

  private static boolean isReply(ByteBuffer in, int at, int type) {
    return in.limit() >= at + HEADER_LENGTH && (in.get(at) & 0xff) == type && in.get(at + 1) == 0;
  }

  private static EchoReply reply(
      ByteBuffer in, int at, InetAddress source, InetAddress destination, long receivedAt) {
    int identifier = in.getShort(at + 4) & 0xffff;
    int sequence = in.getShort(at + 6) & 0xffff;
    return in.limit() == at + HEADER_LENGTH
        ? new EchoReply(source, destination, identifier, sequence, receivedAt)
        : new EchoReply(
            source, destination, identifier, sequence, receivedAt, data(in, at + HEADER_LENGTH));
  }

  private static ByteBuffer data(ByteBuffer in, int at) {
    byte[] octets = new byte[in.limit() - at];
    in.get(at, octets);
    return ByteBuffer.wrap(octets).asReadOnlyBuffer();
  }

  /** RFC 1071: 0 over an intact message with its checksum. */
  private static int checksum(ByteBuffer in, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int octet = in.get(i) & 0xff;
      sum += (i - from) % 2 == 0 ? octet << 8 : octet;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return ~sum & 0xffff;
  }

  private static InetAddress ipv4(ByteBuffer in, int at) {
    byte[] octets = new byte[4];
    in.get(at, octets);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 bytes are an IPv4 address", e);
    }
  }
}
