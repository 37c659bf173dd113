// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines over a stream socket; one thread may read while others write. */
final class LineChannel implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader in;

  LineChannel(SocketChannel channel) {
    this.channel = channel;
    this.in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
  }

  /** The next line; null when the other end is gone. */
  @Nullable String read() throws IOException {
    return in.readLine();
  }

  synchronized void write(String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
