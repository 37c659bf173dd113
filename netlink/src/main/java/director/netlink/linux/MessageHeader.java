// SPDX-License-Identifier: Apache-2.0
package director.netlink.linux;

import java.nio.ByteBuffer;

/**
 * What sendmsg(2) and recvmsg(2) want: an address and one piece of memory (struct msghdr, LP64).
 */
final class MessageHeader {
  private static final int NAME_LENGTH_OFFSET = 8;
  private static final int IOVEC = 56;
  private static final int NAME = 72;

  private final NativeBuffer memory;
  private final int nameLength;

  /**
   * Made for addresses of one kind.
   *
   * @param nameLength of the socket address, in bytes
   */
  MessageHeader(int nameLength) {
    this.nameLength = nameLength;
    memory = new NativeBuffer(NAME + nameLength);
    memory
        .bytes()
        .putLong(0, memory.address() + NAME)
        .putLong(16, memory.address() + IOVEC)
        .putLong(24, 1);
  }

  /** The socket address, to be filled in or to be read. */
  ByteBuffer name() {
    return memory.bytes().slice(NAME, nameLength).order(memory.bytes().order());
  }

  /** Points at the first {@code length} bytes of {@code data}. */
  MessageHeader of(NativeBuffer data, int length) {
    memory
        .bytes()
        .putInt(NAME_LENGTH_OFFSET, nameLength)
        .putLong(IOVEC, data.address())
        .putLong(IOVEC + 8, length);
    return this;
  }

  long address() {
    return memory.address();
  }
}
