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
   * @param message with a payload in a copy of the datagram, whose buffer can be used again
   */
  public record Part(int sequence, int port, NetlinkMessage message) {}

  /** Takes a message of a datagram, in whose buffer its payload stands. */
  @FunctionalInterface
  interface Visitor {
    void take(int sequence, int port, NetlinkMessage message) throws NetlinkException;
  }

  /**
   * Splits from the position of {@code datagram} to its limit.
   *
   * @throws NetlinkException if the lengths do not fit
   */
  public static List<Part> parse(ByteBuffer datagram) throws NetlinkException {
    List<Part> parts = new ArrayList<>();
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip();
    visit(copy, (sequence, port, message) -> parts.add(new Part(sequence, port, message)));
    return parts;
  }

  /**
   * Hands over what stands from the position of {@code datagram} to its limit.
   *
   * @throws NetlinkException if the lengths do not fit, and what {@code visitor} throws
   */
  static void visit(ByteBuffer datagram, Visitor visitor) throws NetlinkException {
    ByteBuffer in = datagram.slice().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    int start = 0;
    while (start < in.capacity()) {
      in.clear();
      int left = in.capacity() - start;
      int length = left < NetlinkMessage.HEADER_LENGTH ? left : in.getInt(start);
      if (length < NetlinkMessage.HEADER_LENGTH || length > left) {
        throw NetlinkException.broken(
            "reading a netlink datagram",
            "message of " + length + " bytes where " + left + " remain");
      }
      visitor.take(in.getInt(start + 8), in.getInt(start + 12), message(in, start, length));
      // Only the last one may lack its padding.
      start += Math.min(align(length), left);
    }
  }

  private static NetlinkMessage message(ByteBuffer in, int start, int length) {
    int type = in.getShort(start + 4) & 0xffff;
    int flags = in.getShort(start + 6) & 0xffff;
    in.limit(start + length).position(start + NetlinkMessage.HEADER_LENGTH);
    return new NetlinkMessage(type, flags, in);
  }

  /** NLMSG_ALIGN; {@code length} is at most that of a buffer, so this does not overflow. */
  private static int align(int length) {
    return (length + 3) & ~3;
  }
}
