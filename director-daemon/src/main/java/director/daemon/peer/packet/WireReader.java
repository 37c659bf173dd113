// SPDX-License-Identifier: Apache-2.0
package director.daemon.peer.packet;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes in network order, never more of them than there are. */
final class WireReader {
  private final ByteBuffer bytes;

  WireReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Reads one record. */
  @FunctionalInterface
  interface Reading<T> {
    T from(WireReader reader) throws MalformedDatagramException;
  }

  /** Reads all of it; what is missing is told as what it is. */
  static <T> T read(ByteBuffer bytes, Reading<T> reading) throws MalformedDatagramException {
    try {
      return reading.from(new WireReader(bytes.duplicate()));
    } catch (BufferUnderflowException e) {
      throw MalformedDatagramException.garbled("ends too early, after " + bytes.limit() + " bytes");
    }
  }

  int octet() {
    return bytes.get() & 0xff;
  }

  int number16() {
    return bytes.getShort() & 0xffff;
  }

  long number32() {
    return bytes.getInt() & 0xffffffffL;
  }

  int hash() {
    return bytes.getInt();
  }

  long number64() {
    return bytes.getLong();
  }

  /** Fit for one line, whatever it holds. */
  String text() {
    String text = new String(octets(octet()), StandardCharsets.UTF_8);
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(point -> isPrintable(point) ? point : '?').forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  private byte[] octets(int length) {
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] octets = new byte[length];
    bytes.get(octets);
    return octets;
  }

  /** All that is left. */
  ByteBuffer rest() {
    return ByteBuffer.wrap(octets(bytes.remaining()));
  }

  /** What {@link WireWriter#records} has written; what a newer one appended to each is skipped. */
  <T> List<T> records(int most, Reading<T> one) throws MalformedDatagramException {
    int count = number16();
    if (count > most) {
      throw MalformedDatagramException.garbled(count + " records, at most " + most + " make sense");
    }
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(one.from(new WireReader(ByteBuffer.wrap(octets(number16())))));
    }
    return all;
  }
}
