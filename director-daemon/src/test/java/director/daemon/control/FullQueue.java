// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** So many connections that a listener, which accepts none, has room for no other. */
record FullQueue(List<SocketChannel> waiting) implements AutoCloseable {
  static FullQueue of(Path socket) throws IOException {
    FullQueue queue = new FullQueue(new ArrayList<>());
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      queue.waiting.add(channel);
      channel.configureBlocking(false);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
      } catch (SocketException full) {
        return queue;
      }
    }
  }

  int length() {
    return waiting.size();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : waiting) {
      channel.close();
    }
  }
}
