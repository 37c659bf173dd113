// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the answer to one request together from datagrams. Messages with another sequence or port
 * belong to a request that was given up, and are passed over.
 */
final class Reply {
  private static final int NLMSG_NOOP = 1;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private final int sequence;
  private final int port;
  private final boolean dump;
  private final List<NetlinkMessage> messages = new ArrayList<>();
  private boolean complete;
  private boolean interrupted;

  Reply(int sequence, int port, boolean dump) {
    this.sequence = sequence;
    this.port = port;
    this.dump = dump;
  }

  /** Whether the acknowledgement, or the end of the dump, was seen. */
  boolean complete() {
    return complete;
  }

  boolean interrupted() {
    return interrupted;
  }

  List<NetlinkMessage> messages() {
    return List.copyOf(messages);
  }

  /**
   * Reads one datagram to its end.
   *
   * @throws NetlinkException if it carries the kernel's refusal, or lengths that do not fit
   */
  void take(ByteBuffer datagram) throws NetlinkException {
    ByteBuffer in = datagram.order(ByteOrder.nativeOrder());
    while (in.remaining() >= NetlinkMessage.HEADER_LENGTH) {
      int start = in.position();
      int length = in.getInt(start);
      if (length < NetlinkMessage.HEADER_LENGTH || length > in.remaining()) {
        throw NetlinkException.broken(
            "netlink answer",
            "message of " + length + " bytes where " + in.remaining() + " remain");
      }
      if (in.getInt(start + 8) == sequence && in.getInt(start + 12) == port) {
        takeMessage(in.slice(start, length).order(ByteOrder.nativeOrder()));
      }
      in.position(Math.min(start + ((length + 3) & ~3), in.limit()));
    }
  }

  private void takeMessage(ByteBuffer message) throws NetlinkException {
    int type = message.getShort(4) & 0xffff;
    int flags = message.getShort(6) & 0xffff;
    ByteBuffer payload = message.position(NetlinkMessage.HEADER_LENGTH).slice();
    payload.order(ByteOrder.nativeOrder());
    interrupted |= dump && (flags & NetlinkMessage.DUMP_INTERRUPTED) != 0;
    switch (type) {
      case NLMSG_NOOP -> {}
      case NLMSG_DONE -> {
        refuseIfError(payload, flags, 4);
        complete = true;
      }
      case NLMSG_ERROR -> {
        refuseIfError(payload, flags, 4 + NetlinkMessage.HEADER_LENGTH);
        complete = true;
      }
      default -> messages.add(new NetlinkMessage(type, flags, copy(payload)));
    }
  }

  private static void refuseIfError(ByteBuffer payload, int flags, int attributesAt)
      throws NetlinkException {
    int error = payload.remaining() < 4 ? 0 : payload.getInt(0);
    if (error != 0) {
      String words = "";
      if ((flags & NLM_F_ACK_TLVS) != 0 && payload.remaining() > attributesAt) {
        Attributes attributes = Attributes.parse(payload.position(attributesAt));
        words = attributes.has(NLMSGERR_ATTR_MSG) ? attributes.string(NLMSGERR_ATTR_MSG) : "";
      }
      throw NetlinkException.refused("netlink request", -error, words);
    }
  }

  /** The receive buffer is used again for the next datagram. */
  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
  }
}
