// SPDX-License-Identifier: Apache-2.0
package director.daemon.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

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

  /** Over the network, by TLS; the name is compared with the certificate. */
  static Wire tls(RemoteDirector director) {
    return new Wire() {
      private final Socket plain = new Socket();
      private @Nullable SSLSocket secured;

      @Override
      public void connect() throws IOException {
        plain.connect(new InetSocketAddress(director.host(), director.port()));
        SSLSocket socket =
            (SSLSocket)
                director.trusted().createSocket(plain, director.host(), director.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        secured = socket;
      }

      private SSLSocket secured() throws IOException {
        if (secured == null) {
          throw new IOException("not connected");
        }
        return secured;
      }

      @Override
      public InputStream in() throws IOException {
        return secured().getInputStream();
      }

      @Override
      public OutputStream out() throws IOException {
        return secured().getOutputStream();
      }

      @Override
      public void close() throws IOException {
        plain.close();
      }
    };
  }
}
