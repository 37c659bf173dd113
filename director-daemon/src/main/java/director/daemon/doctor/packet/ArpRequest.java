// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import director.vrrp.packet.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Asks everybody who has an IPv4 address (RFC 826). */
public final class ArpRequest {
  private static final int LENGTH = 28;
  private static final int ETHERNET_IPV4 = 0x0001_0800;
  private static final int LENGTHS = 0x0604;
  private static final int REQUEST = 1;
  private static final int REPLY = 2;

  private ArpRequest() {}

  /**
   * The whole frame.
   *
   * @param source an address of this host, which the asked one learns as any client's
   */
  public static byte[] frame(Mac mac, InetAddress source, InetAddress wanted) {
    return Layout.frame(LENGTH, Mac.EVERYBODY, mac, Layout.ARP)
        .putInt(ETHERNET_IPV4)
        .putShort((short) LENGTHS)
        .putShort((short) REQUEST)
        .put(mac.octets())
        .put(source.getAddress())
        .put(new byte[Mac.LENGTH])
        .put(wanted.getAddress())
        .array();
  }

  static Optional<Frame> reply(ByteBuffer in) {
    boolean isReply =
        in.remaining() >= LENGTH
            && in.getInt(0) == ETHERNET_IPV4
            && in.getShort(4) == LENGTHS
            && in.getShort(6) == REPLY;
    return isReply
        ? Optional.of(new Frame.Neighbour(Octets.address(Layout.bytes(in, 14, 4)), Mac.at(in, 8)))
        : Optional.empty();
  }
}
