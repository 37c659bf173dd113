// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real server so light that thousands of connections to it cost little: it greets each by the
 * name of its host, and then says again what it is told. A datagram is answered by the name. It
 * lives in this JVM, so its clock is the one by which commands are given.
 */
public final class GreetingServer implements AutoCloseable {
  /** Where it listens, by TCP and UDP. */
  public static final List<Integer> PORTS = List.of(7001, 7002);

  private static final int SIZE = 512;

  private final Selector selector;
  private final ByteBuffer greeting;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
  private final List<Long> accepted = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * Begins to answer on {@code host}.
   *
   * @param addresses at which datagrams are answered: from each of these by itself, as direct
   *     routing wants it
   */
  public GreetingServer(Host host, List<String> addresses)
      throws IOException, InterruptedException {
    greeting = ByteBuffer.wrap((host.name() + "\n").getBytes(StandardCharsets.US_ASCII));
    selector = host.inside(() -> listening(addresses));
    host.thread(this::serve);
  }

  /** How many connections it has accepted since then, by {@link System#nanoTime}. */
  public long acceptedSince(long moment) {
    return accepted.stream().filter(when -> when - moment > 0).count();
  }

  private static Selector listening(List<String> addresses) throws IOException {
    Selector selector = Selector.open();
    for (int port : PORTS) {
      ServerSocketChannel connections = ServerSocketChannel.open();
      connections.bind(new InetSocketAddress(port), SIZE).configureBlocking(false);
      connections.register(selector, SelectionKey.OP_ACCEPT);
      for (String address : addresses) {
        DatagramChannel datagrams = DatagramChannel.open();
        datagrams.bind(new InetSocketAddress(address, port)).configureBlocking(false);
        datagrams.register(selector, SelectionKey.OP_READ);
      }
    }
    return selector;
  }

  private void serve() {
    Urgency.beforeDaemons();
    try {
      while (!closed) {
        selector.select(this::attend);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void attend(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel connections) {
        greet(connections);
      } else if (key.channel() instanceof DatagramChannel datagrams) {
        answer(datagrams);
      } else if (key.channel() instanceof SocketChannel connection) {
        repeat(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void greet(ServerSocketChannel connections) throws IOException {
    SocketChannel connection = connections.accept();
    if (connection != null) {
      accepted.add(System.nanoTime());
      connection.configureBlocking(false);
      connection.register(selector, SelectionKey.OP_READ);
      connection.write(greeting.duplicate());
    }
  }

  private void answer(DatagramChannel datagrams) throws IOException {
    for (SocketAddress from = receive(datagrams); from != null; from = receive(datagrams)) {
      datagrams.send(greeting.duplicate(), from);
    }
  }

  private SocketAddress receive(DatagramChannel datagrams) throws IOException {
    return datagrams.receive(buffer.clear());
  }

  private void repeat(SocketChannel connection) throws IOException {
    try {
      if (connection.read(buffer.clear()) < 0) {
        connection.close();
      } else {
        connection.write(buffer.flip());
      }
    } catch (IOException e) {
      connection.close(); // the client has gone without a word
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
