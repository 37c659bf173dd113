// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The answers to many requests that went out in one send. The kernel deals with them in their order
 * and answers those that it refuses; of the others only the last one, which asked for it.
 */
final class Verdicts implements Answer {
  private final int first;
  private final int count;
  private final int port;
  private final SortedMap<Integer, NetlinkException> refusals = new TreeMap<>();
  private boolean complete;

  /**
   * @param first sequence; the others follow without gaps
   */
  Verdicts(int first, int count, int port) {
    this.first = first;
    this.count = count;
    this.port = port;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  /** By their place in the send, from 0. */
  SortedMap<Integer, NetlinkException> refusals() {
    return refusals;
  }

  @Override
  public void take(ByteBuffer datagram) throws NetlinkException {
    Datagram.visit(
        datagram,
        (sequence, theirPort, message) -> {
          // The difference is right even where the sequence has passed its largest number.
          int place = sequence - first;
          boolean ours = theirPort == port && place >= 0 && place < count;
          if (ours && message.type() == Verdict.NLMSG_ERROR) {
            take(place, message);
          }
        });
  }

  private void take(int place, NetlinkMessage message) throws NetlinkException {
    try {
      Verdict.ofAcknowledgement(message);
    } catch (NetlinkException e) {
      if (!e.isRefusal()) {
        throw e;
      }
      refusals.put(place, e);
    }
    complete |= place == count - 1;
  }
}
