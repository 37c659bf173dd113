// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.elector.FromElector.Changed;
import director.daemon.elector.FromElector.Hello;
import director.daemon.elector.FromElector.Standing;
import director.vrrp.ElectionListener.Change;
import director.vrrp.InstanceStatus;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The director's end of the line: keeps an elector at the other end, whatever happens to it.
 *
 * <p>A thread of its own connects, starts an elector where none answers, reads, and begins anew
 * when the line breaks. The last orders are repeated on each new line.
 */
public final class ElectorLink implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

  /** While it holds the addresses an elector is missed badly: ask again soon. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Hears what the elector says, on the link's thread. */
  public interface Listener {
    void connected(long pid, String version);

    void changed(Change change);

    void standing(List<InstanceStatus> instances);

    /**
     * There is no elector at the other end.
     *
     * @param reason what broke the line, or why there is none yet
     */
    void lost(String reason);
  }

  /** Starts an elector process that will listen on the socket. */
  public interface Starter {
    /**
     * Starts one, unless that was done.
     *
     * @return false when one was started before and still runs
     */
    boolean start() throws IOException;
  }

  private final Path socket;
  private final Starter starter;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "elector-link");
  private @Nullable LineChannel line;
  private @Nullable ToElector lastOrder;
  private volatile boolean stopping;
  private volatile boolean closed;

  public ElectorLink(Path socket, Starter starter, Listener listener) {
    this.socket = socket;
    this.starter = starter;
    this.listener = listener;
    thread.setDaemon(true);
  }

  /** Begins; a second time is fine. */
  public synchronized void open() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** Now, and again to every elector that comes later. */
  public synchronized void order(Orders orders) {
    lastOrder = new ToElector.Order(orders);
    send(lastOrder);
  }

  /**
   * Tells the elector to resign and end, and every one that may still come; none is started any
   * more.
   */
  public synchronized void stop(String reason) {
    stopping = true;
    lastOrder = new ToElector.Stop(reason);
    send(lastOrder);
  }

  private synchronized void send(ToElector message) {
    if (line == null) {
      return;
    }
    try {
      line.write(ElectorCodec.encode(message));
    } catch (IOException e) {
      listener.lost("cannot write to the elector: " + e.getMessage());
    }
  }

  private void run() {
    Duration pause = SHORTEST_PAUSE;
    while (!closed) {
      long start = System.nanoTime();
      boolean served = serve();
      boolean lasted = System.nanoTime() - start > LONGEST_PAUSE.toNanos();
      pause = served && lasted ? SHORTEST_PAUSE : longer(pause);
      if (!served) {
        startOne();
      }
      sleep(pause);
    }
  }

  /** Connects and reads to the end of the line; false if nobody was there. */
  private boolean serve() {
    try (LineChannel connected = connect()) {
      attach(connected);
      read(connected);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      detach();
    }
  }

  private void startOne() {
    try {
      if (!closed && !stopping && starter.start()) {
        listener.lost("no elector answered at " + socket + ": started one");
      }
    } catch (IOException e) {
      listener.lost("cannot start the elector: " + e.getMessage());
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void sleep(Duration pause) {
    try {
      if (!closed) {
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private LineChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new LineChannel(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private synchronized void attach(LineChannel connected) {
    line = connected;
    if (lastOrder != null) {
      send(lastOrder);
    }
  }

  private synchronized void detach() {
    line = null;
  }

  private void read(LineChannel from) {
    String end = "it closed the line";
    try {
      for (String text = from.read(); text != null; text = from.read()) {
        deliver(ElectorCodec.decode(text, FromElector.class));
      }
    } catch (IOException e) {
      end = String.valueOf(e.getMessage());
    }
    if (!closed && !stopping) {
      listener.lost("the elector is gone: " + end);
    }
  }

  private void deliver(FromElector message) {
    if (message instanceof Hello hello) {
      listener.connected(hello.pid(), hello.version());
    } else if (message instanceof Changed changed) {
      listener.changed(changed.change());
    } else if (message instanceof Standing standing) {
      listener.standing(standing.instances());
    }
  }

  /** Leaves the elector alone, to go on with its last orders. */
  @Override
  public void close() throws IOException {
    closed = true;
    LineChannel open;
    synchronized (this) {
      open = line;
    }
    if (open != null) {
      open.close();
    }
    thread.interrupt();
  }
}
