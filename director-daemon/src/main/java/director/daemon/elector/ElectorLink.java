// SPDX-License-Identifier: Apache-2.0
package director.daemon.elector;

import director.daemon.elector.FromElector.Answer;
import director.daemon.elector.FromElector.Changed;
import director.daemon.elector.FromElector.Hello;
import director.daemon.elector.FromElector.Standing;
import director.daemon.orders.state.StandingOrder;
import director.vrrp.ElectionListener.Change;
import director.vrrp.HandoverOutcome;
import director.vrrp.InstanceStatus;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The director's end of the line: keeps an elector at the other end, whatever happens to it.
 *
 * <p>A thread of its own connects, starts an elector where none answers, reads, and begins anew
 * when the line breaks. The last orders are repeated on each new line. Whoever gives orders is
 * never held up: another thread writes them.
 */
public final class ElectorLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("director");

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

  /** While it holds the addresses an elector is missed badly: ask again soon. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Hears what the elector says, on the link's thread. */
  public interface Listener {
    void connected(long pid, String version);

    void changed(Change change);

    /**
     * How things stand.
     *
     * @param orders standby and handovers in force; empty of an elector that does not keep them
     * @param problem why they would not outlive a restart
     */
    void standing(
        List<InstanceStatus> instances,
        Optional<List<StandingOrder>> orders,
        Optional<String> problem);

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

  /** How the link's thread rests. */
  interface Rest {
    void pause(Duration duration) throws InterruptedException;
  }

  private final Path socket;
  private final Starter starter;
  private final Listener listener;
  private final Rest rest;
  private final Thread thread = new Thread(this::run, "elector-link");
  private final Requests requests = new Requests();
  private @Nullable LineChannel line;

  /** Null before the elector has said what it hears. */
  private @Nullable Outbox outbox;

  private @Nullable Hello hello;
  private @Nullable ToElector lastOrder;
  private @Nullable ToElector lastAdjust;
  private @Nullable ToElector standby;
  private volatile boolean stopping;
  private volatile boolean closed;

  /** On the link's thread only: whether the elector at the other end of this line works. */
  private boolean works;

  /** On the link's thread only: why there is no elector, as the listener knows it. */
  private String told = "";

  public ElectorLink(Path socket, Starter starter, Listener listener) {
    this(socket, starter, listener, duration -> Thread.sleep(duration.toMillis()));
  }

  ElectorLink(Path socket, Starter starter, Listener listener, Rest rest) {
    this.socket = socket;
    this.starter = starter;
    this.listener = listener;
    this.rest = rest;
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

  /**
   * What tracking makes of priorities, in place of all that was said of it before; now, and again
   * to every elector that comes later.
   *
   * @param adjustments by the name of the virtual router; who is missing is not adjusted
   */
  public synchronized void adjust(Map<String, Adjustment> adjustments) {
    lastAdjust = new ToElector.Adjust(new TreeMap<>(adjustments));
    sendIfHeard(ToElector.ADJUST, lastAdjust);
  }

  /**
   * Lets somebody else be MASTER.
   *
   * @param order a handover
   * @return completed, on some other thread and never exceptionally, when it is known what became
   *     of it: refused when there is no elector or it is too old to understand
   */
  public CompletionStage<HandoverOutcome> handOver(StandingOrder order) {
    return ask(
        ToElector.HAND_OVER,
        order.persist(),
        (request, keeps) ->
            new ToElector.HandOver(
                order.target().name(), RoleOrders.because(order), request, order));
  }

  /**
   * Stays behind in every election; repeated to every elector that comes later, where they do not
   * keep it themselves.
   *
   * @return as of {@link #handOver}
   */
  public CompletionStage<HandoverOutcome> standby(StandingOrder order) {
    String reason = RoleOrders.because(order);
    return ask(
        ToElector.STANDBY,
        order.persist() || order.length() != null,
        (request, keeps) -> {
          standby = keeps ? null : new ToElector.Standby(true, reason, 0, order);
          return new ToElector.Standby(true, reason, request, order);
        });
  }

  /**
   * Stays behind no more, and leaves nothing where it was handed over to.
   *
   * @return as of {@link #handOver}
   */
  public CompletionStage<HandoverOutcome> resume(String reason) {
    return ask(
        ToElector.STANDBY,
        false,
        (request, keeps) -> {
          standby = null;
          return new ToElector.Standby(false, reason, request, null);
        });
  }

  /** What is said for a request of that number, to an elector that keeps orders or does not. */
  private interface Message {
    ToElector of(long request, boolean keeps);
  }

  private synchronized CompletionStage<HandoverOutcome> ask(
      String kind, boolean toBeKept, Message message) {
    Outbox open = outbox;
    Hello greeting = hello;
    if (open == null || greeting == null) {
      return CompletableFuture.completedStage(Requests.refused("there is no elector to ask"));
    }
    if (!greeting.hears(kind) || (toBeKept && !greeting.keeps())) {
      return CompletableFuture.completedStage(
          Requests.refused(
              "the elector (%s, pid %d) is of an older version that cannot do this: restart it"
                  .formatted(greeting.version(), greeting.pid())));
    }
    return requests.open(
        number -> {
          if (!open.add(message.of(number, greeting.keeps()))) {
            requests.answer(number, Requests.refused("the elector reads nothing: is it stopped?"));
          }
        });
  }

  private synchronized void send(ToElector message) {
    if (outbox != null) {
      // A stop, too, takes the place of an order that waits.
      outbox.replace(ToElector.class, message);
    }
  }

  private synchronized void sendIfHeard(String kind, @Nullable ToElector message) {
    if (outbox != null && hello != null && message != null && hello.hears(kind)) {
      outbox.replace(kind, message);
    }
  }

  private void run() {
    Duration pause = SHORTEST_PAUSE;
    while (!closed) {
      works = false;
      serve();
      // One that ends every line at once is not tried more often than one that does not answer.
      pause = works ? SHORTEST_PAUSE : longer(pause);
      sleep(pause);
    }
  }

  /** Connects and reads to the end of the line; starts an elector if nobody was there. */
  private void serve() {
    LineChannel connected;
    try {
      connected = connect();
    } catch (IOException e) {
      startOne(String.valueOf(e.getMessage()));
      return;
    }
    try (connected;
        Outbox writing = new Outbox(connected, "elector-link-writer")) {
      told = "";
      attach(connected);
      read(connected, writing);
    } finally {
      detach();
    }
  }

  private void startOne(String nobody) {
    if (closed || stopping) {
      return;
    }
    try {
      if (starter.start()) {
        tell("no elector answered at " + socket + ": started one");
      } else if (told.isEmpty()) {
        tell("no elector answers at " + socket + ": " + nobody);
      }
    } catch (IOException e) {
      String reason = "cannot start the elector: " + e.getMessage();
      if (!reason.equals(told)) {
        tell(reason);
      }
    }
  }

  private void tell(String reason) {
    told = reason;
    listener.lost(reason);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void sleep(Duration pause) {
    try {
      if (!closed) {
        rest.pause(pause);
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
    if (closed) {
      connected.close();
    }
  }

  /** The orders last: what is known of them counts from their first moment. */
  private synchronized void greeted(Hello greeting, Outbox writing) {
    hello = greeting;
    outbox = writing;
    sendIfHeard(ToElector.STANDBY, standby);
    if (greeting.keeps()) {
      standby = null;
    }
    sendIfHeard(ToElector.ADJUST, lastAdjust);
    if (lastOrder != null) {
      send(lastOrder);
    }
  }

  private void detach() {
    synchronized (this) {
      line = null;
      outbox = null;
      hello = null;
    }
    requests.refuseAll("the elector went away before it answered");
  }

  private void read(LineChannel from, Outbox writing) {
    Set<String> unknown = new HashSet<>();
    String end = "it closed the line";
    try {
      for (String text = from.read(); text != null; text = from.read()) {
        try {
          deliver(ElectorCodec.decode(text, FromElector.class), writing);
        } catch (UnknownMessageException e) {
          if (unknown.add(e.kind())) {
            LOG.warn("the elector says {}, which is passed over: is it newer than we?", e.kind());
          }
        }
      }
    } catch (IOException e) {
      end = String.valueOf(e.getMessage());
    }
    String failure = writing.failure();
    if (!closed && !stopping) {
      tell("the elector is gone: " + (failure == null ? end : failure));
    }
  }

  private void deliver(FromElector message, Outbox writing) {
    if (message instanceof Hello greeting) {
      listener.connected(greeting.pid(), greeting.version());
      if (!greeting.hears(ToElector.ADJUST)) {
        LOG.warn(
            "elector {} is of an older version: tracking changes no priority until it is restarted",
            greeting.version());
      }
      greeted(greeting, writing);
    } else if (message instanceof Answer answer) {
      requests.answer(answer.request(), answer.outcome());
    } else if (message instanceof Changed changed) {
      listener.changed(changed.change());
    } else if (message instanceof Standing standing) {
      works = true;
      listener.standing(
          standing.instances(),
          Optional.ofNullable(standing.orders()),
          Optional.ofNullable(standing.problem()));
    }
  }

  /** Leaves the elector alone, to go on with its last orders. */
  @Override
  public void close() {
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
