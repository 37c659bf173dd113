// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Says what no decent client would say. */
final class RawClient {
  private RawClient() {}

  static SocketChannel connect(Path socket) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  static String exchange(Path socket, String request) throws IOException {
    try (SocketChannel channel = connect(socket)) {
      return exchange(channel, request);
    }
  }

  static String exchange(SocketChannel channel, String request) throws IOException {
    write(channel, request);
    return readToEnd(channel);
  }

  static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Up to the end, or a reset: what was sent before it counts. */
  static String readToEnd(SocketChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    try {
      while (channel.read(buffer) >= 0) {
        // more may come
      }
    } catch (IOException e) {
      if (buffer.position() == 0) {
        throw e;
      }
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }
}
