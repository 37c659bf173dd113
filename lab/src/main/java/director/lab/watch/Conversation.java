// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A connection to a {@link GreetingServer} that stays open. */
public final class Conversation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Socket socket;
  private final String by;

  private Conversation(Socket socket, String by) {
    this.socket = socket;
    this.by = by;
  }

  /**
   * Connects, and waits to be greeted.
   *
   * @throws IOException if nobody greets within a second
   */
  public static Conversation begin(Host client, InetSocketAddress service)
      throws IOException, InterruptedException {
    return client.inside(
        () -> {
          Socket socket = new Socket();
          socket.setTcpNoDelay(true);
          socket.connect(service, (int) PATIENCE.toMillis());
          socket.setSoTimeout((int) PATIENCE.toMillis());
          return new Conversation(socket, name(socket));
        });
  }

  /** The name of the host that it is with. */
  public String by() {
    return by;
  }

  /** Says something, and tells whether the other side says it again within a second. */
  public boolean goesOn() throws IOException {
    try {
      socket.getOutputStream().write('?');
      return socket.getInputStream().read() == '?';
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String name(Socket socket) throws IOException {
    StringBuilder name = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
      if (c < 0) {
        throw new IOException("closed before the greeting");
      }
      name.append((char) c);
    }
    return name.toString();
  }
}
