// SPDX-License-Identifier: Apache-2.0
package director.lab.watch;

import director.lab.watch.Outage.Attempt;
import director.lab.wire.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A client that opens a TCP connection to the VIP every 10 ms, and so notices how long nobody
 * answered. Each attempt is given up after 250 ms: the kernel would repeat its SYN only after a
 * second, and what is answered then would hide the truth. Resolution: 10 ms.
 */
public final class VipProbe implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final long GIVE_UP = TimeUnit.MILLISECONDS.toNanos(250);

  private record Pending(SocketChannel channel, long started) {}

  private final InetSocketAddress vip;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long lastAnswered;

  /** Begins to probe from {@code host}. */
  public VipProbe(Host host, InetSocketAddress vip) {
    this.vip = vip;
    this.thread = host.thread(this::probe);
  }

  /** When the latest attempt started that was answered, by {@link System#nanoTime}; 0 before. */
  public long lastAnswered() {
    return lastAnswered;
  }

  /** Stops probing and tells the longest outage since the start. */
  public Outage stop() throws InterruptedException {
    close();
    thread.join();
    return Outage.longest(attempts);
  }

  /** Lets the probe end in its own time. */
  @Override
  public void close() {
    stopped = true;
  }

  private void probe() {
    Urgency.beforeDaemons();
    long next = System.nanoTime();
    try (Selector selector = Selector.open()) {
      while (!stopped) {
        if (System.nanoTime() - next >= 0) {
          attempt(selector);
          // Attempts that were missed are not made up for in a burst.
          next = Math.max(next + INTERVAL.toNanos(), System.nanoTime());
        }
        selector.select(this::answered, Math.max(1, millisUntil(next)));
        giveUp(System.nanoTime() - GIVE_UP);
      }
      for (Pending undecided : pending) {
        undecided.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void attempt(Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    Pending attempt = new Pending(channel, System.nanoTime());
    channel.register(selector, SelectionKey.OP_CONNECT, attempt);
    pending.add(attempt);
    try {
      channel.connect(vip);
    } catch (IOException e) {
      channel.close(); // refused at once: no route
    }
  }

  private void answered(SelectionKey key) {
    Pending attempt = (Pending) key.attachment();
    try {
      if (attempt.channel().finishConnect()) {
        attempts.add(new Attempt(attempt.started(), System.nanoTime()));
        lastAnswered = attempt.started();
        pending.remove(attempt);
      }
      attempt.channel().close();
    } catch (IOException e) {
      key.cancel(); // refused, which is no answer either; the failure has closed the channel
    }
  }

  private void giveUp(long startedBefore) throws IOException {
    while (!pending.isEmpty() && startedBefore - pending.element().started() > 0) {
      Pending attempt = pending.remove();
      attempt.channel().close();
      attempts.add(new Attempt(attempt.started(), null));
    }
  }

  private static long millisUntil(long moment) {
    return TimeUnit.NANOSECONDS.toMillis(moment - System.nanoTime());
  }
}
