// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;

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
  private final DumpReader<NetlinkMessage> reader;
  private boolean complete;
  private boolean interrupted;

  /**
   * @param reader of the messages between, each valid only until it returns
   */
  Reply(int sequence, int port, boolean dump, DumpReader<NetlinkMessage> reader) {
    this.sequence = sequence;
    this.port = port;
    this.dump = dump;
    this.reader = reader;
    reader.begin();
  }

  /** Whether the acknowledgement, or the end of the dump, was seen. */
  @Override
  public boolean complete() {
    return complete;
  }

  boolean interrupted() {
    return interrupted;
  }

  @Override
  public void take(ByteBuffer datagram) throws NetlinkException {
    Datagram.visit(
        datagram,
        (theirSequence, theirPort, message) -> {
          if (theirSequence == sequence && theirPort == port) {
            take(message);
          }
        });
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
      default -> reader.take(message);
    }
  }
}
