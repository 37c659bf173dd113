// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import director.vrrp.packet.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asks the segment who has an IPv6 address (RFC 4861, section 4.3). */
public final class NeighbourSolicitation {
  private static final int HEADER = 40;
  private static final int LENGTH = 32;
  private static final int TYPE_AND_CODE = 135 << 8;
  private static final int ADVERTISEMENT = 136;
  private static final int HOP_LIMIT = 255;
  private static final int SOURCE_LINK_LAYER_ADDRESS = 1 << 8 | 1;
  private static final int TARGET_LINK_LAYER_ADDRESS = 2;
  private static final int SHORTEST_ADVERTISEMENT = 24;

  /** The beginning of the group that everybody with such an address is in. */
  private static final byte[] SOLICITED_NODE = {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1};

  private NeighbourSolicitation() {}

  /**
   * The whole frame.
   *
   * @param source an IPv6 address of this host
   */
  public static byte[] frame(Mac mac, InetAddress source, InetAddress wanted) {
    byte[] group =
        ByteBuffer.allocate(16).put(SOLICITED_NODE).put(wanted.getAddress(), 13, 3).array();
    Mac to = Mac.ofGroup(Octets.address(group));
    ByteBuffer frame =
        Layout.frame(HEADER + LENGTH, to, mac, Layout.IPV6)
            .putInt(6 << 28)
            .putShort((short) LENGTH)
            .put((byte) Layout.ICMPV6)
            .put((byte) HOP_LIMIT)
            .put(source.getAddress())
            .put(group)
            .putShort((short) TYPE_AND_CODE)
            .putShort((short) 0)
            .putInt(0)
            .put(wanted.getAddress())
            .putShort((short) SOURCE_LINK_LAYER_ADDRESS)
            .put(mac.octets());
    int at = Layout.ETHERNET + HEADER;
    long pseudo = Layout.pseudo(source.getAddress(), group, Layout.ICMPV6, LENGTH);
    frame.putShort(at + 2, Layout.checksum(frame, at, at + LENGTH, pseudo));
    return Layout.bytes(frame, 0, frame.capacity());
  }

  /** Of ICMPv6. */
  static Optional<Frame> reply(Mac from, ByteBuffer in) {
    if (in.remaining() < SHORTEST_ADVERTISEMENT || (in.get(0) & 0xff) != ADVERTISEMENT) {
      return Optional.empty();
    }
    boolean names =
        in.remaining() >= LENGTH && in.get(SHORTEST_ADVERTISEMENT) == TARGET_LINK_LAYER_ADDRESS;
    return Optional.of(
        new Frame.Neighbour(
            Octets.address(Layout.bytes(in, 8, 16)),
            names ? Mac.at(in, SHORTEST_ADVERTISEMENT + 2) : from));
  }
}
