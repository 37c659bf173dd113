// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the answer to one request together from datagrams. Messages with another sequence or port
 * belong to a request that was given up, and are passed over.
 */
final class Reply implements Answer {
  private static final int NLMSG_NOOP = 1;
  private static final int NLMSG_DONE = 3;

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
  @Override
  public boolean complete() {
    return complete;
  }

  boolean interrupted() {
    return interrupted;
  }

  List<NetlinkMessage> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void take(ByteBuffer datagram) throws NetlinkException {
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
        Verdict.ofEnd(message);
        complete = true;
      }
      case Verdict.NLMSG_ERROR -> {
        Verdict.ofAcknowledgement(message);
        complete = true;
      }
      default -> messages.add(message);
    }
  }
}
