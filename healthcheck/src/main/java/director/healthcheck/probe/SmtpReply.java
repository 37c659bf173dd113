// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.nio.charset.StandardCharsets;

/**
 * A reply of an SMTP server (RFC 5321, section 4.2).
 *
 * @param code 200..599
 * @param text of its first line
 */
record SmtpReply(int code, String text) {

  boolean refuses() {
    return code >= 500;
  }

  /** {@code 554 "No SMTP service here"}. */
  @Override
  public String toString() {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length == 0 ? String.valueOf(code) : code + " " + Excerpt.of(bytes, bytes.length);
  }
}
