// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what an SMTP server sends into replies: byte by byte, with a bound on the length of a line
 * and the number of lines, and no patience with what is none.
 */
final class SmtpReplies {

  /** RFC 5321, section 4.5.3.1.5 has 512 bytes, and some servers more. */
  private static final int LINE = 2048;

  /** The extensions of a server, one a line (RFC 5321, section 4.1.1.1), are twenty or so. */
  private static final int LINES = 100;

  /** RFC 5321, section 4.2: the hyphen says that the reply goes on. */
  private static final Pattern REPLY = Pattern.compile("([2-5][0-9]{2})(?:([ -])(.*))?");

  private final StringBuilder line = new StringBuilder();
  private int lines;
  private String first = "";
  private String fault = "";

  /** The reply that ends with {@code next}, if one does. */
  Optional<SmtpReply> read(byte next) {
    if (!fault.isEmpty()) {
      return Optional.empty();
    }
    if (next != '\n') {
      line.append((char) (next & 0xff));
      if (line.length() > LINE) {
        fault = "a line longer than " + LINE + " bytes";
      }
      return Optional.empty();
    }
    String text = line.toString().stripTrailing();
    line.setLength(0);
    return line(text);
  }

  /** Why nothing more is read, as in "sent a line longer than 2048 bytes"; empty if more is. */
  String fault() {
    return fault;
  }

  private Optional<SmtpReply> line(String text) {
    Matcher reply = REPLY.matcher(text);
    if (!reply.matches()) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      fault = Excerpt.of(bytes, bytes.length) + ", which is no SMTP reply";
      return Optional.empty();
    }
    String words = reply.group(3) == null ? "" : reply.group(3);
    first = lines++ == 0 ? words : first;
    if ("-".equals(reply.group(2))) {
      fault = lines >= LINES ? "a reply of more than " + LINES + " lines" : "";
      return Optional.empty();
    }
    lines = 0;
    return Optional.of(new SmtpReply(Integer.parseInt(reply.group(1)), first));
  }
}
