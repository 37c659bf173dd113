// SPDX-License-Identifier: Apache-2.0
package director.lab.site;

import director.lab.wire.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Many slow downloads at the same time, by plain HTTP, because so many of TLS would be all that a
 * User-Mode Linux could do.
 */
public final class SlowDownloads implements AutoCloseable {
  private static final String END_OF_HEADER = "\r\n\r\n";
  private static final byte[] REQUEST =
      "GET /slow HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final List<One> all = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private volatile boolean closed;

  /** Begins all of them. */
  public SlowDownloads(Host client, InetSocketAddress service, int number) {
    for (int download = 0; download < number; download++) {
      all.add(new One());
    }
    client.thread(() -> read(service));
  }

  /** The addresses and ports that they come from, as {@link Connections} has them. */
  public Set<String> clients() {
    return all.stream().map(one -> one.client).collect(Collectors.toSet());
  }

  /** How many have received something and are not at their end. */
  public long running() {
    return all.stream().filter(one -> one.received.get() > 0 && !one.ended).count();
  }

  /** How many have received all of it. */
  public long finished() {
    return all.stream().filter(one -> one.received.get() == PhotoRouter.SLOW).count();
  }

  /** Whether each has come to an end, good or bad. */
  public boolean ended() {
    return all.stream().allMatch(one -> one.ended);
  }

  /** Why those broke off that did; each reason once. */
  public List<String> problems() {
    return all.stream().map(one -> one.problem).filter(text -> !text.isEmpty()).distinct().toList();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void read(InetSocketAddress service) {
    try (Selector selector = Selector.open()) {
      for (One one : all) {
        SocketChannel channel = SocketChannel.open();
        channel.connect(service);
        InetSocketAddress local = (InetSocketAddress) channel.getLocalAddress();
        one.client = local.getAddress().getHostAddress() + ":" + local.getPort();
        channel.write(ByteBuffer.wrap(REQUEST));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, one);
      }
      while (!closed && !ended()) {
        selector.select(this::receive, 100);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(SelectionKey key) {
    One one = (One) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      if (channel.read(buffer.clear()) < 0) {
        channel.close();
        one.ended = true;
      } else {
        one.take(buffer.flip());
      }
    } catch (IOException e) {
      key.cancel();
      one.problem = "after " + one.received + " bytes: " + e;
      one.ended = true;
    }
  }

  /** One of them; written by the one thread that reads. */
  private static final class One {
    private final StringBuilder header = new StringBuilder();
    private final AtomicLong received = new AtomicLong();
    private volatile boolean ended;
    private volatile String client = "";
    private volatile String problem = "";

    void take(ByteBuffer bytes) {
      while (header.indexOf(END_OF_HEADER) < 0 && bytes.hasRemaining()) {
        header.append((char) bytes.get());
      }
      received.addAndGet(bytes.remaining());
    }
  }
}
