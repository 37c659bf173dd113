// SPDX-License-Identifier: Apache-2.0
package director.daemon.journal.segment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * The form of a record: {@code 1c291ca3 {"sequence":17,...}}, its CRC-32C in hexadecimal, a space,
 * the record without line breaks, and a line feed. People can read it, and {@code grep} finds it.
 */
public final class Frames {
  private static final int HEADER = 9;
  private static final String HEX = "0123456789abcdef";

  /** How many beginnings of a record are looked for in a damaged line. */
  private static final int MOST_TRIES = 16;

  private Frames() {}

  /** The line of a record, its line feed included. */
  public static ByteBuffer line(String record) {
    byte[] text = record.getBytes(StandardCharsets.UTF_8);
    byte[] line = new byte[HEADER + text.length + 1];
    int checksum = checksum(text, 0, text.length);
    for (int i = 0; i < HEADER - 1; i++) {
      line[i] = (byte) HEX.charAt(checksum >>> (28 - 4 * i) & 0xf);
    }
    line[HEADER - 1] = ' ';
    System.arraycopy(text, 0, line, HEADER, text.length);
    line[line.length - 1] = '\n';
    return ByteBuffer.wrap(line).asReadOnlyBuffer();
  }

  /**
   * Hands over each record that is as it was written, in their order; what is damaged is left out.
   *
   * @param goOn takes a record, and says whether it wants more
   * @return where the last record ends that was handed over; 0 if none was
   */
  public static int read(byte[] bytes, Predicate<String> goOn) {
    int good = 0;
    int start = 0;
    for (int end = lineFeed(bytes, 0); end >= 0; end = lineFeed(bytes, start)) {
      // A line feed that was damaged joins two records that are whole.
      int from = isRecord(bytes, start, end) ? start : wholeEnd(bytes, start, end);
      if (from > start && isRecord(bytes, start, from - 1)) {
        good = from;
        if (!goOn.test(text(bytes, start, from - 1))) {
          return good;
        }
      }
      if (from < end) {
        good = end + 1;
        if (!goOn.test(text(bytes, from, end))) {
          return good;
        }
      }
      start = end + 1;
    }
    return good;
  }

  /** Where a whole record begins that goes to the end of a damaged line; {@code end} if none. */
  private static int wholeEnd(byte[] bytes, int start, int end) {
    int tries = 0;
    for (int from = start + 1; from < end - HEADER && tries < MOST_TRIES; from++) {
      if (hasHeader(bytes, from, end)) {
        tries++;
        if (isRecord(bytes, from, end)) {
          return from;
        }
      }
    }
    return end;
  }

  private static boolean isRecord(byte[] bytes, int start, int end) {
    if (!hasHeader(bytes, start, end)) {
      return false;
    }
    int said = 0;
    for (int i = start; i < start + HEADER - 1; i++) {
      said = said << 4 | HEX.indexOf(bytes[i]);
    }
    return said == checksum(bytes, start + HEADER, end);
  }

  private static boolean hasHeader(byte[] bytes, int start, int end) {
    if (end - start < HEADER || bytes[start + HEADER - 1] != ' ') {
      return false;
    }
    for (int i = start; i < start + HEADER - 1; i++) {
      if (HEX.indexOf(bytes[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int lineFeed(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int checksum(byte[] bytes, int start, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, end - start);
    return (int) crc.getValue();
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start + HEADER, end - start - HEADER, StandardCharsets.UTF_8);
  }
}
