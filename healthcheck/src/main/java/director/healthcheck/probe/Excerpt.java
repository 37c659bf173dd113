// SPDX-License-Identifier: Apache-2.0
package director.healthcheck.probe;

import java.nio.charset.StandardCharsets;

/** The beginning of what a server sent, fit for a log line whatever it is. */
final class Excerpt {

  /** More than this is cut. */
  static final int LENGTH = 40;

  private static final int LINE_LENGTH = 200;

  private Excerpt() {}

  /** In quotes, with everything but visible ASCII replaced by a dot. */
  static String of(byte[] bytes, int length) {
    String text = new String(bytes, 0, Math.min(length, LENGTH), StandardCharsets.ISO_8859_1);
    return '"' + visible(text.strip()) + '"';
  }

  /** Without quotes, and longer. */
  static String ofLine(String text) {
    return visible(text.length() <= LINE_LENGTH ? text : text.substring(0, LINE_LENGTH) + "...");
  }

  private static String visible(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", ".");
  }
}
