// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connection to a director, made but not yet connected; closing it ends what blocks in it. */
interface Wire extends Closeable {
  void connect() throws IOException;

  InputStream in() throws IOException;

  OutputStream out() throws IOException;

  /** By the socket file. */
  static Wire unix(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    return new Wire() {
      @Override
      public void connect() throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
      }

      @Override
      public InputStream in() {
        return Channels.newInputStream(channel);
      }

      @Override
      public OutputStream out() {
        return Channels.newOutputStream(channel);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
