// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.wire.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * A client that opens a TCP connection to the VIP every 10 ms, and so notices how long nobody
 * answered. Each attempt is given up after 250 ms: the kernel would repeat its SYN only after a
 * second, and what is answered then would hide the truth. Resolution: 10 ms, in User-Mode Linux
 * under load some tens of ms.
 */
public final class VipProbe implements AutoCloseable {
  public static final Duration INTERVAL = Duration.ofMillis(10);

  private static final long GIVE_UP = TimeUnit.MILLISECONDS.toNanos(250);

  private record Attempt(SocketChannel channel, long since) {}

  private final InetSocketAddress vip;
  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private final LongStream.Builder answers = LongStream.builder();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long lastAnswer;

  /** Begins to probe from {@code host}. */
  public VipProbe(Host host, InetSocketAddress vip) {
    this.vip = vip;
    this.thread = host.thread(this::probe);
  }

  /** The moment of the latest answer, by {@link System#nanoTime}; 0 before the first. */
  public long lastAnswer() {
    return lastAnswer;
  }

  /** Stops probing and tells the longest silence since the start. */
  public Outage stop() throws InterruptedException {
    close();
    thread.join();
    return Outage.longest(answers.build().toArray());
  }

  /** Lets the probe end in its own time. */
  @Override
  public void close() {
    stopped = true;
  }

  private void probe() {
    long next = System.nanoTime();
    try (Selector selector = Selector.open()) {
      while (!stopped) {
        if (System.nanoTime() - next >= 0) {
          attempt(selector);
          // After a delay of our own the attempts that were missed are not made up for in a burst.
          next = Math.max(next + INTERVAL.toNanos(), System.nanoTime());
        }
        selector.select(this::answered, Math.max(1, millisUntil(next)));
        giveUpOld();
      }
      while (!attempts.isEmpty()) {
        attempts.remove().channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void attempt(Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_CONNECT);
    attempts.add(new Attempt(channel, System.nanoTime()));
    try {
      channel.connect(vip);
    } catch (IOException e) {
      channel.close(); // refused at once: no route, or nobody answers ARP
    }
  }

  private void answered(SelectionKey key) {
    try {
      if (((SocketChannel) key.channel()).finishConnect()) {
        lastAnswer = System.nanoTime();
        answers.add(lastAnswer);
      }
      key.channel().close();
    } catch (IOException e) {
      key.cancel(); // refused, which is no answer either; the channel is closed by the failure
    }
  }

  private void giveUpOld() throws IOException {
    long now = System.nanoTime();
    while (!attempts.isEmpty() && now - attempts.element().since() > GIVE_UP) {
      attempts.remove().channel().close();
    }
  }

  private static long millisUntil(long moment) {
    return TimeUnit.NANOSECONDS.toMillis(moment - System.nanoTime());
  }
}
