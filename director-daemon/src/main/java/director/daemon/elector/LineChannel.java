// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines over a stream socket; one thread may read while others write. */
final class LineChannel implements AutoCloseable {
  /** Several times what 255 virtual routers with 255 addresses each take. */
  private static final int LONGEST = 32 << 20;

  private final SocketChannel channel;
  private final BufferedReader in;

  LineChannel(SocketChannel channel) {
    this.channel = channel;
    this.in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
  }

  /** The next whole line; null when the other end is gone. */
  @Nullable String read() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString();
      }
      if (line.length() == LONGEST) {
        throw new IOException("a line of more than " + LONGEST + " characters");
      }
      line.append((char) next);
    }
    // What the other end was writing when it went is no message.
    return null;
  }

  synchronized void write(String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Lets the reader see the end, behind what has arrived already. */
  void endReading() throws IOException {
    channel.shutdownInput();
  }

  /** Ends whoever reads or writes; a second time is fine. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket of ours cannot be closed", e);
    }
  }
}
