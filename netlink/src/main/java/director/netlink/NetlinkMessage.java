// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One netlink message without its sequence and port (struct nlmsghdr, linux/netlink.h).
 *
 * @param type nlmsg_type, 0..65535
 * @param flags nlmsg_flags; NLM_F_REQUEST and NLM_F_ACK are added when it is sent
 * @param payload what follows the header, read-only, in native byte order
 */
public record NetlinkMessage(int type, int flags, ByteBuffer payload) {
  public static final int HEADER_LENGTH = 16;

  public static final int REQUEST = 0x1;
  public static final int ACK = 0x4;

  /** Set by the kernel on parts of a dump that was disturbed by a change: ask again. */
  public static final int DUMP_INTERRUPTED = 0x10;

  public static final int REPLACE = 0x100;
  public static final int EXCLUSIVE = 0x200;
  public static final int CREATE = 0x400;
  public static final int DUMP = 0x300;

  public NetlinkMessage {
    ByteBuffer content = payload.isReadOnly() ? payload : payload.asReadOnlyBuffer();
    payload = content.slice().order(ByteOrder.nativeOrder());
  }

  /** The payload from its beginning; each caller gets a position of its own. */
  @Override
  public ByteBuffer payload() {
    return payload.duplicate().order(ByteOrder.nativeOrder());
  }

  /** The same with a payload of its own. */
  NetlinkMessage copy() {
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload()).flip();
    return new NetlinkMessage(type, flags, copy);
  }

  boolean isDump() {
    return (flags & DUMP) == DUMP;
  }
}
