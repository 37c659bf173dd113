// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 response with a Content-Length, or in chunks, which is all that our server
 * sends (RFC 9112, sections 4, 6.2 and 7.1).
 */
final class AnswerReader {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int LONGEST_BODY = 64 * 1024 * 1024;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("content-length:[ \t]*([0-9]{1,9})[ \t]*");
  private static final Pattern CHUNKED = Pattern.compile("transfer-encoding:[ \t]*chunked[ \t]*");

  private AnswerReader() {}

  /** An answer whose body is still to be read. */
  record Incoming(int status, InputStream body) {
    /**
     * All of it.
     *
     * @throws ProtocolException when it is cut off, or too long
     */
    ControlAnswer whole() throws IOException {
      byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) {
        throw new ProtocolException("an answer of more than " + LONGEST_BODY + " bytes");
      }
      return new ControlAnswer(status, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads the head; the body ends after its last byte, whatever follows.
   *
   * @param in buffered, as it is read byte by byte
   * @throws ProtocolException when it is not such a response, or too long
   */
  static Incoming begin(InputStream in) throws IOException {
    String[] lines = head(in).split("\r\n", -1);
    int status = status(lines[0]);
    for (String line : lines) {
      String lower = line.toLowerCase(Locale.ROOT);
      Matcher length = CONTENT_LENGTH.matcher(lower);
      if (length.matches()) {
        return new Incoming(status, new LongBody(in, length(length.group(1))));
      }
      if (CHUNKED.matcher(lower).matches()) {
        return new Incoming(status, new ChunkedBody(in));
      }
    }
    throw new ProtocolException("the answer has no Content-Length");
  }

  /** Up to the empty line, and without it. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int matched = 0;
    while (matched < END_OF_HEAD.length()) {
      int octet = in.read();
      if (octet < 0) {
        throw new ProtocolException(
            head.isEmpty()
                ? "the connection was closed without an answer"
                : "the answer ended within its headers");
      }
      if (head.length() == LONGEST_HEAD) {
        throw new ProtocolException("no end of the headers within " + LONGEST_HEAD + " bytes");
      }
      head.append((char) octet);
      boolean goesOn = octet == END_OF_HEAD.charAt(matched);
      matched = goesOn ? matched + 1 : octet == '\r' ? 1 : 0;
    }
    return head.substring(0, head.length() - END_OF_HEAD.length());
  }

  private static int status(String line) throws ProtocolException {
    Matcher matcher = STATUS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new ProtocolException("the answer is not HTTP");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static int length(String digits) throws ProtocolException {
    int length = Integer.parseInt(digits);
    if (length > LONGEST_BODY) {
      throw new ProtocolException("an answer of " + length + " bytes, more than " + LONGEST_BODY);
    }
    return length;
  }
}
