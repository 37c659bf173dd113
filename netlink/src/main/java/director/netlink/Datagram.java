// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The messages of one datagram of the kernel's. */
public final class Datagram {
  private Datagram() {}

  /**
   * A message and whom it is for.
   *
   * @param sequence of the request that it answers; 0 in what was not asked for
   * @param port of the socket that asked
   * @param message with a payload of its own, so the datagram's buffer can be used again
   */
  public record Part(int sequence, int port, NetlinkMessage message) {}

  /**
   * Splits from the position of {@code datagram} to its limit.
   *
   * @throws NetlinkException if the lengths do not fit
   */
  public static List<Part> parse(ByteBuffer datagram) throws NetlinkException {
    List<Part> parts = new ArrayList<>();
    ByteBuffer in = datagram.slice().order(ByteOrder.nativeOrder());
    while (in.hasRemaining()) {
      int start = in.position();
      int left = in.remaining();
      int length = left < NetlinkMessage.HEADER_LENGTH ? left : in.getInt(start);
      if (length < NetlinkMessage.HEADER_LENGTH || length > left) {
        throw NetlinkException.broken(
            "reading a netlink datagram",
            "message of " + length + " bytes where " + left + " remain");
      }
      parts.add(part(in.slice(start, length).order(ByteOrder.nativeOrder())));
      // Only the last one may lack its padding.
      in.position(start + Math.min(align(length), left));
    }
    return parts;
  }

  private static Part part(ByteBuffer in) {
    int type = in.getShort(4) & 0xffff;
    int flags = in.getShort(6) & 0xffff;
    int sequence = in.getInt(8);
    int port = in.getInt(12);
    ByteBuffer payload = in.position(NetlinkMessage.HEADER_LENGTH);
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    return new Part(sequence, port, new NetlinkMessage(type, flags, copy));
  }

  /** NLMSG_ALIGN; {@code length} is at most that of a buffer, so this does not overflow. */
  private static int align(int length) {
    return (length + 3) & ~3;
  }
}
