// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 response with a Content-Length, which is all that our server sends (RFC 9112,
 * sections 4 and 6.2).
 */
final class AnswerReader {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int LONGEST_BODY = 64 * 1024 * 1024;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("content-length:[ \t]*([0-9]{1,9})[ \t]*");

  private AnswerReader() {}

  /**
   * Reads up to the last byte of the body, not further.
   *
   * @throws ProtocolException when it is not such a response, or too long
   */
  static ControlAnswer read(ReadableByteChannel in) throws IOException {
    Head head = head(in);
    ByteBuffer body = ByteBuffer.allocate(contentLength(head.lines()));
    body.put(head.rest().limit(Math.min(head.rest().limit(), body.remaining())));
    while (body.hasRemaining()) {
      if (in.read(body) < 0) {
        throw new ProtocolException(
            "the answer ended after %d of %d bytes".formatted(body.position(), body.capacity()));
      }
    }
    return new ControlAnswer(head.status(), new String(body.array(), StandardCharsets.UTF_8));
  }

  /**
   * What stands before a body.
   *
   * @param lines of the headers
   * @param rest what has come of the body with it, to be read from 0
   */
  record Head(int status, List<String> lines, ByteBuffer rest) {}

  /**
   * Reads up to the body, and perhaps some of it.
   *
   * @throws ProtocolException when it is not HTTP, or too long
   */
  static Head head(ReadableByteChannel in) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_HEAD);
    int length = readHead(in, buffer);
    String[] lines =
        new String(buffer.array(), 0, length, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    ByteBuffer rest = buffer.flip().position(length + 4).slice();
    return new Head(status(lines[0]), List.of(lines), rest);
  }

  private static int readHead(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
    int searched = 0;
    while (true) {
      for (int at = searched; at + 4 <= buffer.position(); at++) {
        if (buffer.getInt(at) == 0x0d0a0d0a) {
          return at;
        }
      }
      searched = Math.max(0, buffer.position() - 3);
      if (!buffer.hasRemaining()) {
        throw new ProtocolException("no end of the headers within " + LONGEST_HEAD + " bytes");
      }
      if (in.read(buffer) < 0) {
        throw new ProtocolException(
            buffer.position() == 0
                ? "the connection was closed without an answer"
                : "the answer ended within its headers");
      }
    }
  }

  private static int status(String line) throws ProtocolException {
    Matcher matcher = STATUS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new ProtocolException("the answer is not HTTP");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static int contentLength(List<String> lines) throws ProtocolException {
    for (String line : lines) {
      Matcher matcher = CONTENT_LENGTH.matcher(line.toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        int length = Integer.parseInt(matcher.group(1));
        if (length > LONGEST_BODY) {
          throw new ProtocolException(
              "an answer of " + length + " bytes, more than " + LONGEST_BODY);
        }
        return length;
      }
    }
    throw new ProtocolException("the answer has no Content-Length");
  }
}
