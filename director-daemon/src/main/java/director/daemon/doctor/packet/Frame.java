// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** What the doctor understands of a segment. */
public sealed interface Frame {

  /** Where an address is, as somebody says by ARP or by a neighbour advertisement. */
  record Neighbour(InetAddress address, Mac mac) implements Frame {}

  /**
   * A segment of TCP.
   *
   * @param from the sender's hardware address
   * @param sequence unsigned
   */
  record Tcp(
      Mac from,
      InetAddress source,
      InetAddress destination,
      int sourcePort,
      int destinationPort,
      int flags,
      int sequence,
      int acknowledged)
      implements Frame {
    private static final int SYN_ACK = 0x12;
    private static final int RST = 0x04;

    public boolean accepts() {
      return (flags & SYN_ACK) == SYN_ACK;
    }

    public boolean refuses() {
      return (flags & RST) != 0;
    }
  }

  /**
   * An IP packet that carries VRRP.
   *
   * @param from the sender's hardware address
   * @param payload what follows the IP header
   */
  record Vrrp(
      Mac from, InetAddress source, InetAddress destination, int hopLimit, ByteBuffer payload)
      implements Frame {}

  /** Reads a frame from position to limit; empty for anything else, and for what is too short. */
  static Optional<Frame> decode(ByteBuffer in) {
    ByteBuffer frame = in.slice().order(ByteOrder.BIG_ENDIAN);
    if (frame.remaining() < Layout.ETHERNET) {
      return Optional.empty();
    }
    Mac from = Mac.at(frame, Mac.LENGTH);
    ByteBuffer content = frame.slice(Layout.ETHERNET, frame.remaining() - Layout.ETHERNET);
    return switch (frame.getShort(2 * Mac.LENGTH) & 0xffff) {
      case Layout.ARP -> ArpRequest.reply(content);
      case Layout.IPV4 -> IpFrames.ipv4(from, content);
      case Layout.IPV6 -> IpFrames.ipv6(from, content);
      default -> Optional.empty();
    };
  }
}
