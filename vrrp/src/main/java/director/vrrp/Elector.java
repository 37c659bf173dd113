// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.netlink.LinuxNetlink;
import director.netlink.NetlinkException;
import director.netlink.linux.Epoll;
import director.netlink.linux.ErrnoException;
import director.netlink.linux.EventFd;
import director.netlink.linux.TimerFd;
import director.netlink.route.RouteMonitor;
import director.vrrp.net.Announcer;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Orders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The loop of all elections of this host: advertisements, timers, interfaces and orders are waited
 * for together, and what was received counts before what is due.
 *
 * <p>All but {@link #run} is for any thread; the elections belong to the one that is in it.
 */
public final class Elector implements Runnable {
  private static final int TIMER = 0;
  private static final int TASKS = 1;
  private static final int ROUTES = 2;
  private static final int FIRST_SEGMENT = 3;

  private final Epoll epoll;
  private final TimerFd timer;
  private final EventFd wakeUp;
  private final RouteMonitor monitor;
  private final Elections elections;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private boolean stopping;
  private volatile @Nullable List<Farewell> farewells;
  private volatile boolean leftNothing;
  private Pulse pulse = Pulse.NONE;

  private Elector(ElectionListener listener) throws ErrnoException {
    epoll = Epoll.create();
    timer = TimerFd.create();
    wakeUp = EventFd.create();
    monitor = RouteMonitor.open();
    epoll.add(timer, TIMER);
    epoll.add(wakeUp, TASKS);
    epoll.add(monitor.descriptor(), ROUTES);
    Kernel kernel = new Kernel(LinuxNetlink.open(LinuxNetlink.ROUTE));
    elections = new Elections(kernel, epoll, FIRST_SEGMENT, listener);
  }

  /**
   * Opens what the loop needs, in the network namespace of the calling thread.
   *
   * @throws ErrnoException EPERM without CAP_NET_ADMIN
   */
  public static Elector open(ElectionListener listener) throws ErrnoException {
    return new Elector(listener);
  }

  /** Loads what is not needed before the first address is announced. */
  public static void prepare() {
    Announcer.prepare();
  }

  /**
   * Makes these the virtual routers that run. Those that ran before and are not among them resign;
   * those that are the same go on undisturbed.
   */
  public void order(Orders orders) {
    submit(
        () -> {
          if (!stopping && !elections.isLeaving()) {
            elections.order(orders);
          }
        });
  }

  /**
   * What the director's tracking makes of priorities, by name of the virtual router; one that is
   * not named is not adjusted. Kept for virtual routers that are ordered later, and when the
   * director is gone.
   */
  public void adjust(Map<String, Adjustment> adjustments) {
    Map<String, Adjustment> copy = Map.copyOf(adjustments);
    submit(
        () -> {
          if (!elections.isLeaving()) {
            elections.adjust(copy);
          }
        });
  }

  /**
   * Gives the role to somebody else: resigns, answers for the addresses until the successor is
   * heard, and does not preempt it. With a sync group all of its members do.
   *
   * @return completed when it is known what became of it, after little more than an interval
   */
  public CompletableFuture<HandoverOutcome> handOver(String instance, String reason) {
    CompletableFuture<HandoverOutcome> outcome = new CompletableFuture<>();
    submit(() -> elections.handOver(instance, reason, outcome));
    return outcome;
  }

  /**
   * On: all virtual routers hand over and stay behind, at priority 1 and without preemption, so
   * that they take over only what nobody else speaks for; those that are ordered later as well.
   * Off: they take part as configured again, also those that were handed over one by one.
   */
  public void standby(boolean on, String reason) {
    submit(() -> elections.standby(on, reason));
  }

  /** Ends standby alone: who was handed over one by one does not preempt. */
  public void endStandby(String reason) {
    submit(() -> elections.endStandby(reason));
  }

  /**
   * What was handed over before a restart: it does not preempt, until it becomes MASTER by itself
   * or a standby is ended by {@link #standby}; also when it is ordered later.
   */
  public void withhold(String instance, String reason) {
    submit(() -> elections.withhold(instance, reason));
  }

  /**
   * From now on the loop runs {@code beat} from its own turn, at least once in {@code period} and
   * not much more often: who hears it knows that the loop is not stuck.
   *
   * @param beat must not block
   */
  public void beat(Duration period, Runnable beat) {
    submit(() -> pulse = Pulse.every(period, beat, System.nanoTime()));
  }

  /** How all of them stand, in the order of their orders. */
  public CompletableFuture<List<InstanceStatus>> status() {
    CompletableFuture<List<InstanceStatus>> answer = new CompletableFuture<>();
    submit(() -> answer.complete(elections.status()));
    return answer;
  }

  /**
   * Ends {@link #run} for a restart of this process: who is MASTER stays it, with all that it holds
   * in place, and asks the others to wait; who cannot, hands over first. A {@link #stop} that comes
   * meanwhile counts.
   *
   * @param promise how long the others wait at most for one that never comes back; zero to hand
   *     over in any case
   */
  public void leave(Duration promise) {
    submit(
        () -> {
          if (!stopping) {
            elections.leave(promise);
          }
        });
  }

  /**
   * What a former life may have put into the kernel: it is removed where no order names it any
   * more. What carries our mark beside that is of somebody else in the same network. Before the
   * first orders.
   */
  public void remember(Orders former) {
    submit(() -> elections.remember(former));
  }

  /**
   * Removes what was ordered before and nobody needs any more, where that did not succeed at once.
   *
   * @return whether nothing of it is left; never before the first orders, nor once this stops or
   *     leaves
   */
  public CompletableFuture<Boolean> sweep() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    submit(() -> answer.complete(!stopping && !elections.isLeaving() && elections.sweep()));
    return answer;
  }

  /**
   * Once {@link #run} is over: whether it was stopped, and nothing is in the kernel of what it, or
   * a former life that it was told of, had been ordered.
   */
  public boolean leftNothing() {
    return leftNothing;
  }

  /** What a former life left behind, less what has passed since; before the first orders. */
  public void expect(List<Farewell> farewells) {
    List<Farewell> copy = List.copyOf(farewells);
    submit(() -> elections.expect(copy));
  }

  /**
   * Once {@link #run} is over: what the next life has to know when this one left for a restart;
   * empty when it was stopped.
   */
  public Optional<List<Farewell>> farewells() {
    return Optional.ofNullable(farewells);
  }

  /**
   * Resigns everywhere and ends {@link #run}, as soon as no virtual address is on this host any
   * more.
   */
  public void stop(String reason) {
    submit(
        () -> {
          stopping = true;
          elections.resign(reason);
        });
  }

  private void submit(Runnable task) {
    tasks.add(task);
    wakeUp.wake();
  }

  /**
   * Runs until {@link #stop}. After an abnormal end, as after a kill, everything stays in the
   * kernel as it is: the next elector adopts it.
   *
   * @throws UncheckedIOException if the kernel refuses what the loop cannot do without
   */
  @Override
  public void run() {
    try {
      while (!(stopping && elections.allReleased()) && !elections.hasLeft()) {
        turn();
      }
      if (elections.hasLeft()) {
        farewells = elections.farewells();
      } else {
        leftNothing = elections.clean();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("elector: " + e.getMessage(), e);
    } finally {
      close();
    }
  }

  private void turn() throws ErrnoException {
    long next = Math.min(elections.nextDeadline(), pulse.next());
    if (next == Deadlines.NEVER) {
      timer.stop();
    } else {
      timer.fireAt(next);
    }
    int ready = epoll.await();
    for (int i = 0; i < ready; i++) {
      int token = epoll.token(i);
      switch (token) {
        case TIMER -> {}
        case TASKS -> runTasks();
        case ROUTES -> lookAtChanges();
        default -> elections.receive(token, System.nanoTime());
      }
    }
    elections.runTimers(System.nanoTime());
    pulse.turned(System.nanoTime());
  }

  private void runTasks() {
    wakeUp.clear();
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Which change it was does not matter: the dump that follows tells how things are. */
  private void lookAtChanges() throws ErrnoException {
    boolean changed;
    try {
      changed = !monitor.read().isEmpty();
    } catch (NetlinkException e) {
      // What we do not understand may have been a change.
      changed = true;
    }
    if (changed) {
      elections.look();
    }
  }

  private void close() {
    elections.close();
    monitor.close();
    wakeUp.close();
    timer.close();
    epoll.close();
  }
}
