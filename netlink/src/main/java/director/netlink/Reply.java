// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
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
    for (Datagram.Part part : Datagram.parse(datagram)) {
      if (part.sequence() == sequence && part.port() == port) {
        take(part.message());
      }
    }
  }

  private void take(NetlinkMessage message) throws NetlinkException {
    interrupted |= dump && (message.flags() & NetlinkMessage.DUMP_INTERRUPTED) != 0;
    switch (message.type()) {
      case NLMSG_NOOP -> {}
      case NLMSG_DONE -> {
        refuseIfError(message, 4);
        complete = true;
      }
      case NLMSG_ERROR -> {
        refuseIfError(message, 4 + NetlinkMessage.HEADER_LENGTH);
        complete = true;
      }
      default -> messages.add(message);
    }
  }

  private static void refuseIfError(NetlinkMessage message, int attributesAt)
      throws NetlinkException {
    ByteBuffer payload = message.payload();
    if (payload.remaining() < 4) {
      throw NetlinkException.broken(
          "netlink answer",
          "an end of " + payload.remaining() + " bytes, expected an error number");
    }
    int error = payload.getInt(0);
    if (error != 0) {
      String words = "";
      if ((message.flags() & NLM_F_ACK_TLVS) != 0 && payload.remaining() > attributesAt) {
        Attributes attributes = Attributes.parse(payload.position(attributesAt));
        words = attributes.has(NLMSGERR_ATTR_MSG) ? attributes.string(NLMSGERR_ATTR_MSG) : "";
      }
      throw NetlinkException.refused("netlink request", -error, words);
    }
  }
}
