// SPDX-License-Identifier: Apache-2.0
package director.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes a fixed header and attributes (struct nlattr, linux/netlink.h) in native byte order, each
 * padded to four bytes. Grows as needed. An attribute, nested ones included, that is longer than
 * its 16-bit length can say is an {@link IllegalArgumentException}.
 */
public final class AttributeWriter {
  private static final int HEADER_LENGTH = 4;
  private static final int NESTED = 0x8000;
  private static final int MAX_LENGTH = 0xffff;

  private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

  /** Bytes before the attributes, such as a struct ifaddrmsg; padded to four. */
  public AttributeWriter header(ByteBuffer header) {
    room(header.remaining() + 3);
    out.put(header);
    pad();
    return this;
  }

  public AttributeWriter u8(int type, int value) {
    begin(type, 1).put((byte) value);
    return pad();
  }

  public AttributeWriter u16(int type, int value) {
    begin(type, 2).putShort((short) value);
    return pad();
  }

  /** In network byte order, as ports are. */
  public AttributeWriter u16BigEndian(int type, int value) {
    begin(type, 2).put((byte) (value >> 8)).put((byte) value);
    return pad();
  }

  public AttributeWriter u32(int type, int value) {
    begin(type, 4).putInt(value);
    return this;
  }

  public AttributeWriter bytes(int type, byte... value) {
    begin(type, value.length).put(value);
    return pad();
  }

  /** A structure, from its position to its limit. */
  public AttributeWriter struct(int type, ByteBuffer value) {
    begin(type, value.remaining()).put(value);
    return pad();
  }

  /** UTF-8 with the terminating zero that the kernel expects. */
  public AttributeWriter string(int type, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    begin(type, bytes.length + 1).put(bytes).put((byte) 0);
    return pad();
  }

  public AttributeWriter nested(int type, Consumer<AttributeWriter> content) {
    int start = out.position();
    begin(type | NESTED, 0);
    content.accept(this);
    out.putShort(start, length(type, out.position() - start));
    return this;
  }

  /** What was written so far. */
  public ByteBuffer payload() {
    return out.duplicate().flip().slice().order(ByteOrder.nativeOrder());
  }

  private ByteBuffer begin(int type, int length) {
    room(HEADER_LENGTH + length + 3);
    return out.putShort(length(type, HEADER_LENGTH + length)).putShort((short) type);
  }

  private static short length(int type, int length) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "attribute " + (type & ~NESTED) + " of " + length + " bytes, at most " + MAX_LENGTH);
    }
    return (short) length;
  }

  private AttributeWriter pad() {
    while (out.position() % 4 != 0) {
      out.put((byte) 0);
    }
    return this;
  }

  private void room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(out.capacity() * 2, out.position() + bytes);
      out = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder()).put(out.flip());
    }
  }
}
