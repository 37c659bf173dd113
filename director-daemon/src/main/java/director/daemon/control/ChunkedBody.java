// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** The body of an answer that comes in chunks, without trailers (RFC 9112, section 7.1). */
final class ChunkedBody extends InputStream {
  private static final int LONGEST_SIZE = 8;

  private final InputStream in;
  private int left;
  private boolean begun;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(into, from, Math.min(most, left));
    if (count < 0) {
      throw cutOff();
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun && !line().isEmpty()) {
      throw new ProtocolException("the answer has a chunk that is longer than it says");
    }
    begun = true;
    String size = line();
    try {
      left = Integer.parseUnsignedInt(size, 16);
    } catch (NumberFormatException e) {
      throw new ProtocolException("the answer has a chunk of no size");
    }
    if (left < 0) {
      throw new ProtocolException("the answer has a chunk of no size");
    }
    ended = left == 0;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw cutOff();
      }
      if (octet == '\n') {
        return line.toString();
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
      if (line.length() > LONGEST_SIZE) {
        throw new ProtocolException("the answer has a chunk of no size");
      }
    }
  }

  private static ProtocolException cutOff() {
    return new ProtocolException("the answer was cut off");
  }
}
