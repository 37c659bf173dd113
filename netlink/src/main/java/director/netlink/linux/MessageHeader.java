// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.ByteBuffer;

/**
 * What sendmsg(2) and recvmsg(2) want (struct msghdr, LP64): an address, one piece of memory, and
 * control messages beside it (cmsg(3)).
 */
final class MessageHeader {
  static final int CONTROL_HEADER_LENGTH = 16;

  private static final int NAME_LENGTH_OFFSET = 8;
  private static final int CONTROL_LENGTH_OFFSET = 40;
  private static final int IOVEC = 56;
  private static final int NAME = 72;

  private final NativeBuffer memory;
  private final int nameLength;
  private final int controlLength;
  private final ByteBuffer name;
  private final ByteBuffer control;

  /** Made for addresses of one kind, without control messages. */
  MessageHeader(int nameLength) {
    this(nameLength, 0);
  }

  /**
   * Made for addresses of one kind.
   *
   * @param nameLength of the socket address, in bytes
   * @param controlLength of all control messages together, each with its header and padding
   */
  MessageHeader(int nameLength, int controlLength) {
    int controlAt = align(NAME + nameLength);
    this.nameLength = nameLength;
    this.controlLength = controlLength;
    memory = new NativeBuffer(controlAt + controlLength);
    memory
        .bytes()
        .putLong(0, memory.address() + NAME)
        .putLong(16, memory.address() + IOVEC)
        .putLong(24, 1)
        .putLong(32, controlLength == 0 ? 0 : memory.address() + controlAt);
    name = memory.bytes().slice(NAME, nameLength).order(memory.bytes().order());
    control = memory.bytes().slice(controlAt, controlLength).order(memory.bytes().order());
  }

  /** The socket address, to be filled in or to be read. */
  ByteBuffer name() {
    return name;
  }

  /** The control messages, to be filled in or to be read; position and limit are not used. */
  ByteBuffer control() {
    return control;
  }

  /** Points at the first {@code length} bytes of {@code data}. */
  MessageHeader of(NativeBuffer data, int length) {
    memory
        .bytes()
        .putInt(NAME_LENGTH_OFFSET, nameLength)
        .putLong(CONTROL_LENGTH_OFFSET, controlLength)
        .putLong(IOVEC, data.address())
        .putLong(IOVEC + 8, length);
    return this;
  }

  /**
   * Finds a control message that was received.
   *
   * @return where its content begins in {@link #control}, all {@code length} bytes of it; -1 when
   *     there is none
   */
  int find(int level, int type, int length) {
    long received = memory.bytes().getLong(CONTROL_LENGTH_OFFSET);
    int end = (int) Math.min(received, controlLength);
    int at = 0;
    while (at + CONTROL_HEADER_LENGTH <= end) {
      long whole = control.getLong(at);
      if (whole < CONTROL_HEADER_LENGTH || whole > end - at) {
        return -1;
      }
      if (control.getInt(at + 8) == level
          && control.getInt(at + 12) == type
          && whole >= CONTROL_HEADER_LENGTH + length) {
        return at + CONTROL_HEADER_LENGTH;
      }
      at += align((int) whole);
    }
    return -1;
  }

  /**
   * Sends what this points at.
   *
   * @param kind for error messages, such as "raw IPv4 packet"
   */
  void sendBy(FileDescriptor socket, String kind) throws ErrnoException {
    while (LibC.INSTANCE.sendmsg(socket.fd(), address(), 0) < 0) {
      int errno = LibC.errno();
      if (errno != Errno.EINTR.intValue()) {
        throw new ErrnoException("send a " + kind, errno);
      }
    }
  }

  long address() {
    return memory.address();
  }

  private static int align(int length) {
    return (length + 7) & ~7;
  }
}
