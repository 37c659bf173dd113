// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** The body of an answer that says how long it is. */
final class LongBody extends InputStream {
  private final InputStream in;
  private final int length;
  private int read;

  LongBody(InputStream in, int length) {
    this.in = in;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (read == length) {
      return -1;
    }
    int count = in.read(into, from, Math.min(most, length - read));
    if (count < 0) {
      throw new ProtocolException("the answer ended after %d of %d bytes".formatted(read, length));
    }
    read += count;
    return count;
  }
}
