// SPDX-License-Identifier: Apache-2.0
package director.daemon.doctor.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A segment of TCP in a frame of its own, handed to a hardware address whatever the destination:
 * what a director by direct routing does.
 *
 * @param from our hardware address
 * @param to the real server's
 * @param source an address of this host
 * @param destination a virtual address
 */
public record TcpSegment(
    Mac from,
    Mac to,
    InetAddress source,
    InetAddress destination,
    int sourcePort,
    int destinationPort) {
  private static final int LENGTH = 20;
  private static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int DATA_OFFSET = 5 << 4;
  private static final int WINDOW = 1024;
  private static final int TTL = 64;
  private static final int DO_NOT_FRAGMENT = 0x4000;

  /** Asks for a connection. */
  public byte[] syn(int sequence) {
    return frame(sequence, SYN);
  }

  /**
   * Takes it back.
   *
   * @param sequence that the other side expects next
   */
  public byte[] reset(int sequence) {
    return frame(sequence, RST);
  }

  private byte[] frame(int sequence, int flags) {
    boolean ipv6 = destination instanceof Inet6Address;
    ByteBuffer frame = ipv6 ? ipv6() : ipv4();
    int at = frame.position();
    frame
        .putShort((short) sourcePort)
        .putShort((short) destinationPort)
        .putInt(sequence)
        .putInt(0)
        .put((byte) DATA_OFFSET)
        .put((byte) flags)
        .putShort((short) WINDOW)
        .putInt(0);
    long pseudo = Layout.pseudo(source.getAddress(), destination.getAddress(), Layout.TCP, LENGTH);
    frame.putShort(at + 16, Layout.checksum(frame, at, at + LENGTH, pseudo));
    return Layout.bytes(frame, 0, frame.capacity());
  }

  private ByteBuffer ipv4() {
    ByteBuffer frame =
        Layout.frame(20 + LENGTH, to, from, Layout.IPV4)
            .putShort((short) 0x4500)
            .putShort((short) (20 + LENGTH))
            .putShort((short) 0)
            .putShort((short) DO_NOT_FRAGMENT)
            .put((byte) TTL)
            .put((byte) Layout.TCP)
            .putShort((short) 0)
            .put(source.getAddress())
            .put(destination.getAddress());
    short sum = Layout.checksum(frame, Layout.ETHERNET, Layout.ETHERNET + 20, 0);
    return frame.putShort(Layout.ETHERNET + 10, sum);
  }

  private ByteBuffer ipv6() {
    return Layout.frame(40 + LENGTH, to, from, Layout.IPV6)
        .putInt(6 << 28)
        .putShort((short) LENGTH)
        .put((byte) Layout.TCP)
        .put((byte) TTL)
        .put(source.getAddress())
        .put(destination.getAddress());
  }

  static Optional<Frame> decode(
      Mac from, InetAddress source, InetAddress destination, ByteBuffer in) {
    return in.remaining() < LENGTH
        ? Optional.empty()
        : Optional.of(
            new Frame.Tcp(
                from,
                source,
                destination,
                in.getShort(0) & 0xffff,
                in.getShort(2) & 0xffff,
                in.get(13) & 0xff,
                in.getInt(4),
                in.getInt(8)));
  }
}
