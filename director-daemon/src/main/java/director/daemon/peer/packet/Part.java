// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import java.nio.ByteBuffer;

/**
 * A part of an {@link Account}.
 *
 * @param revision of the account
 * @param index from 0
 * @param count of parts, 1..{@value #MOST}
 * @param content {@value #LENGTH} bytes; the last part may have fewer, but one
 */
public record Part(long revision, int index, int count, ByteBuffer content) implements Message {
  /** With headers and signature it fits into the smallest MTU of IPv6. */
  public static final int LENGTH = 1120;

  public static final int MOST = 1000;

  public Part {
    content = content.asReadOnlyBuffer();
  }
}
