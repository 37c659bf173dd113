// SPDX-License-Identifier: Apache-2.0
package director.daemon.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The end of what a process says. Reads without ever waiting: a child of a script may keep the pipe
 * open long after the script has ended.
 */
final class OutputTail {
  private static final int KEPT = 4096;

  /** In one go, so that an endless talker does not keep us from looking at the time. */
  private static final int AT_ONCE = 1 << 20;

  private final InputStream from;
  private byte[] tail = new byte[0];

  OutputTail(InputStream from) {
    this.from = from;
  }

  /** Takes what has been said since; whether there was anything. */
  boolean drain() throws IOException {
    int taken = 0;
    int ready = from.available();
    while (ready > 0 && taken < AT_ONCE) {
      byte[] more = from.readNBytes(Math.min(ready, KEPT));
      keep(more);
      taken += more.length;
      ready = from.available();
    }
    return taken > 0;
  }

  /** What is kept of it so far, a char for each byte. */
  String tail() {
    return new String(tail, StandardCharsets.ISO_8859_1);
  }

  private void keep(byte[] more) {
    byte[] all = Arrays.copyOf(tail, tail.length + more.length);
    System.arraycopy(more, 0, all, tail.length, more.length);
    tail = Arrays.copyOfRange(all, Math.max(0, all.length - KEPT), all.length);
  }
}
