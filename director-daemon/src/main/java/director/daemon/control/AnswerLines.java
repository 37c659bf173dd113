// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a body as they come, whose length is told before, told piece by piece, or not at all
 * (RFC 9112, sections 6.3 and 7.1).
 */
final class AnswerLines {
  private static final int LONGEST_LINE = 1024 * 1024;
  private static final String LENGTH = "content-length:";
  private static final String CODING = "transfer-encoding:";

  private final ReadableByteChannel in;
  private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
  private final boolean chunked;

  /** Of the body, or of the chunk; negative where only the end of the connection ends it. */
  private long remaining;

  private boolean ended;

  private AnswerLines(ReadableByteChannel in, ByteBuffer begun, boolean chunked, long remaining) {
    this.in = in;
    this.chunked = chunked;
    this.remaining = remaining;
    buffer.put(begun).flip();
  }

  static AnswerLines of(ReadableByteChannel in, AnswerReader.Head head) throws ProtocolException {
    boolean chunked = header(head.lines(), CODING).equals("chunked");
    String length = header(head.lines(), LENGTH);
    if (!length.isEmpty() && !length.matches("[0-9]{1,12}")) {
      throw new ProtocolException("a Content-Length that is no number");
    }
    long remaining = chunked ? 0 : length.isEmpty() ? -1 : Long.parseLong(length);
    return new AnswerLines(in, head.rest(), chunked, remaining);
  }

  private static String header(List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }

  /** The next line without its end; null after the last. */
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = body();
    while (octet >= 0 && octet != '\n') {
      if (line.size() >= LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.write(octet);
      octet = body();
    }
    return octet < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  /** All lines that are left, as one text. */
  String rest() throws IOException {
    StringBuilder text = new StringBuilder();
    String line = next();
    while (line != null) {
      text.append(line).append('\n');
      line = next();
    }
    return text.toString();
  }

  /** The next byte of the body; negative after the last. */
  private int body() throws IOException {
    if (remaining == 0 && chunked && !ended) {
      remaining = chunkSize();
      ended = remaining == 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int octet = octet();
    if (octet < 0 && remaining > 0) {
      throw new ProtocolException("the answer broke off");
    }
    if (remaining > 0 && --remaining == 0 && chunked) {
      skipLineEnd();
    }
    return octet;
  }

  private long chunkSize() throws IOException {
    StringBuilder digits = new StringBuilder();
    int octet = octet();
    while (octet >= 0 && octet != '\n' && digits.length() < 32) {
      digits.append((char) octet);
      octet = octet();
    }
    String size = digits.toString().split(";", 2)[0].strip();
    if (octet < 0) {
      throw new ProtocolException("the answer broke off");
    }
    if (!size.matches("[0-9a-fA-F]{1,8}")) {
      throw new ProtocolException("a chunk without its size");
    }
    return Long.parseLong(size, 16);
  }

  private void skipLineEnd() throws IOException {
    if (octet() != '\r' || octet() != '\n') {
      throw new ProtocolException("a chunk that is longer than its size");
    }
  }

  private int octet() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int count = in.read(buffer);
      buffer.flip();
      if (count < 0) {
        return -1;
      }
    }
    return buffer.get() & 0xff;
  }
}
