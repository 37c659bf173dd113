// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import static director.netlink.linux.SocketOptions.SOL_SOCKET;
import static director.netlink.linux.SocketOptions.SO_TIMESTAMPNS;

/**
 * Takes packets off a socket that does not block and has SO_TIMESTAMPNS, with what the kernel says
 * beside them. Makes no garbage.
 */
final class Reception {
  /** A control message with a struct timespec. */
  static final int STAMP_LENGTH = MessageHeader.CONTROL_HEADER_LENGTH + 16;

  private static final int CLOCK_REALTIME = 0;
  private static final long NANOS = 1_000_000_000L;

  private final FileDescriptor socket;
  private final String call;
  private final MessageHeader message;
  private final NativeBuffer realTime = new NativeBuffer(16);
  private final ArrivalClock clock;
  private long receivedAt;

  /**
   * Of a socket that was just opened.
   *
   * @param kind for error messages, such as "raw IPv4 packet"
   * @param nameLength of its socket addresses
   * @param controlLength of the control messages that it delivers beside the time stamp
   */
  Reception(FileDescriptor socket, String kind, int nameLength, int controlLength) {
    this.socket = socket;
    this.call = "receive a " + kind;
    this.message = new MessageHeader(nameLength, STAMP_LENGTH + controlLength);
    this.clock = new ArrivalClock(System.nanoTime(), realTime(), System.nanoTime());
  }

  /**
   * Takes one packet without waiting, and sets the buffer's limit to its end.
   *
   * @return its length, never beyond the buffer; -1 when there is none
   */
  int receive(NativeBuffer into) throws ErrnoException {
    while (true) {
      long before = System.nanoTime();
      long header = message.of(into, into.capacity()).address();
      int length = (int) LibC.INSTANCE.recvmsg(socket.fd(), header, 0);
      if (length >= 0) {
        into.bytes().clear().limit(length);
        receivedAt = arrival();
        return length;
      }
      int errno = LibC.errno();
      if (errno == Errno.EAGAIN.intValue()) {
        clock.wasEmptyAt(before);
        return -1;
      }
      if (errno != Errno.EINTR.intValue()) {
        throw new ErrnoException(call, errno);
      }
    }
  }

  /** The sender's address and the control messages of the last packet. */
  MessageHeader message() {
    return message;
  }

  /** When the last packet came, as System.nanoTime tells it. */
  long receivedAt() {
    return receivedAt;
  }

  private long arrival() {
    long before = System.nanoTime();
    long wall = realTime();
    long after = System.nanoTime();
    int at = message.find(SOL_SOCKET, SO_TIMESTAMPNS, 16);
    if (at < 0) {
      return before;
    }
    long stamp = message.control().getLong(at) * NANOS + message.control().getLong(at + 8);
    return clock.arrival(stamp, before, wall, after);
  }

  private long realTime() {
    LibC.INSTANCE.clock_gettime(CLOCK_REALTIME, realTime.address());
    return realTime.bytes().getLong(0) * NANOS + realTime.bytes().getLong(8);
  }
}
