// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.watch.Echoes.Echo;
import director.lab.wire.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that sends a datagram to a virtual address every 5 ms, and learns by the answer of an
 * {@link EchoServer} on which host it arrived: which of two masters gets the traffic, and whether
 * any is lost.
 */
public final class EchoProbe implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(5);

  /** How long it waits for the last answers. */
  private static final Duration LINGER = Duration.ofMillis(300);

  private final InetSocketAddress address;
  private final List<Echo> echoes = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(64);
  private final Thread thread;
  private volatile boolean stopped;
  private volatile Echo last = new Echo(Instant.EPOCH, null, "");

  /** Begins to ask from {@code client}. */
  public EchoProbe(Host client, InetAddress address) {
    this.address = new InetSocketAddress(address, EchoServer.PORT);
    this.thread = client.thread(this::probe);
  }

  /** The latest that was answered. */
  public Echo last() {
    return last;
  }

  /** Stops asking, and tells all that became of it. */
  public Echoes stop() throws InterruptedException {
    stopped = true;
    thread.join();
    return new Echoes(echoes);
  }

  @Override
  public void close() {
    stopped = true;
  }

  private void probe() {
    Urgency.beforeDaemons();
    try (Selector selector = Selector.open();
        DatagramChannel channel = DatagramChannel.open()) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      Instant next = Instant.now();
      while (!stopped) {
        if (!Instant.now().isBefore(next)) {
          ask(channel);
          // What was missed is not made up for in a burst.
          next = later(next.plus(INTERVAL), Instant.now());
        }
        listen(selector, channel, next);
      }
      Instant end = Instant.now().plus(LINGER);
      while (Instant.now().isBefore(end)) {
        listen(selector, channel, end);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ask(DatagramChannel channel) throws IOException {
    buffer.clear().putInt(echoes.size()).flip();
    echoes.add(new Echo(Instant.now(), null, ""));
    try {
      channel.send(buffer, address);
    } catch (IOException e) {
      return; // not sent, for want of a route or a neighbour, is not answered either
    }
  }

  private void listen(Selector selector, DatagramChannel channel, Instant until)
      throws IOException {
    selector.select(Math.max(1, Duration.between(Instant.now(), until).toMillis()));
    selector.selectedKeys().clear();
    while (channel.receive(buffer.clear()) != null) {
      int number = buffer.flip().getInt();
      String by = StandardCharsets.US_ASCII.decode(buffer).toString();
      Echo answered = new Echo(echoes.get(number).asked(), Instant.now(), by);
      echoes.set(number, answered);
      last = answered;
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
