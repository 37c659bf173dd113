// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.ByteArrayOutputStream;

/** Values, each as JSON in a line of its own ({@code application/x-ndjson}). */
final class JsonLines {
  static final String TYPE = "application/x-ndjson";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void add(Object value) {
    add(Json.bytes(value));
  }

  /** One that is JSON already. */
  void add(byte[] json) {
    out.writeBytes(json);
    out.write('\n');
  }

  /** Whether there is enough to be sent. */
  boolean isFull() {
    return out.size() >= Pieces.GOOD_SIZE;
  }

  boolean isEmpty() {
    return out.size() == 0;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
