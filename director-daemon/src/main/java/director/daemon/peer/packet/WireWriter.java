// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Bytes in network order, as many as it takes. */
final class WireWriter {
  private static final int LONGEST_TEXT = 255;

  private ByteBuffer bytes = ByteBuffer.allocate(1024);

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(2 * bytes.capacity() + more);
      bytes = larger.put(bytes.flip());
    }
    return bytes;
  }

  WireWriter octet(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  WireWriter number16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  WireWriter number32(long value) {
    room(Integer.BYTES).putInt((int) value);
    return this;
  }

  WireWriter number64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  WireWriter octets(ByteBuffer content) {
    room(content.remaining()).put(content.duplicate());
    return this;
  }

  /** Cut off where it is longer than {@code most} bytes, between two characters. */
  WireWriter text(String text, int most) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(all.length, Math.min(most, LONGEST_TEXT));
    while (length > 0 && length < all.length && (all[length] & 0xc0) == 0x80) {
      length--;
    }
    octet(length);
    room(length).put(all, 0, length);
    return this;
  }

  /** How many, and each with its length before it, so that a reader can pass over what is new. */
  <T> WireWriter records(List<T> all, BiConsumer<WireWriter, T> one) {
    number16(all.size());
    for (T element : all) {
      int start = bytes.position();
      number16(0);
      one.accept(this, element);
      bytes.putShort(start, (short) (bytes.position() - start - Short.BYTES));
    }
    return this;
  }

  /** What was written. */
  ByteBuffer done() {
    return bytes.duplicate().flip();
  }
}
