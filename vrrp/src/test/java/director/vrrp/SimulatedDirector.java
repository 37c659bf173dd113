// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.testkit.DriftingClock;
import director.testkit.FaultyLan;
import director.testkit.VirtualLoop;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Returned;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One host of the simulation: what its kernel keeps through all lives of the daemon, and the daemon
 * while there is one. It waits as the elector's loop does: what was received counts before what is
 * due. Its clock is its own.
 */
final class SimulatedDirector {
  private static final int MAX_PACKETS = 32;

  /** A shorter pause is no more than a busy machine. */
  private static final Duration LEAST_STALL = Duration.ofMillis(50);

  /** From one farewell to the next. */
  private static final Duration FAREWELLS = Duration.ofMillis(50);

  /** What {@link Departure} takes for them. */
  private static final Duration STAYS = Duration.ofMillis(125);

  private final String name;
  private final VirtualLoop loop;
  private final DriftingClock clock;
  private final FaultyLan<Frame> lan;
  private final Random random;
  private final Observer observer;

  private final SimulatedKernel kernel;
  private final Deque<Frame.Advertisement> waiting = new ArrayDeque<>();
  private InstanceOrders orders;
  private InetAddress address;
  private @Nullable VrrpInstance instance;
  private boolean frozen;
  private long frozenAt;
  private boolean overslept;
  private boolean queueing;
  private long armed = Deadlines.NEVER;
  private long goesAt = Deadlines.NEVER;
  private long coveredUntil = Long.MIN_VALUE;

  /** Looks at everything. */
  interface Observer {
    void happened(SimulatedDirector where, String what);

    void sent(SimulatedDirector by, Frame frame);

    /** In one turn of its loop, which is over, in this order. */
    void heard(SimulatedDirector by, List<Frame.Advertisement> frames);

    /** After each turn of a loop, and after each thing that was done to a director. */
    void look();
  }

  SimulatedDirector(
      String name,
      InetAddress address,
      InstanceOrders orders,
      VirtualLoop loop,
      DriftingClock clock,
      FaultyLan<Frame> lan,
      Random random,
      Observer observer) {
    this.name = name;
    this.address = address;
    this.orders = orders;
    this.loop = loop;
    this.clock = clock;
    this.lan = lan;
    this.random = random;
    this.observer = observer;
    this.kernel = new SimulatedKernel(name, lan, frame -> observer.sent(this, frame));
    lan.attach(name, this::hear);
  }

  String name() {
    return name;
  }

  VirtualRouter router() {
    return orders.router();
  }

  InetAddress address() {
    return address;
  }

  Set<Holding> present() {
    return kernel.present();
  }

  /** Whether its daemon runs and has processor time. */
  boolean awake() {
    return instance != null && !frozen;
  }

  boolean frozen() {
    return frozen;
  }

  boolean dead() {
    return instance == null;
  }

  boolean connected() {
    return kernel.connected();
  }

  /** INIT when no daemon runs. */
  VrrpState state() {
    return instance == null ? VrrpState.INIT : instance.state();
  }

  boolean holdsAddresses() {
    return instance != null && instance.holdsAddresses();
  }

  boolean waits() {
    return instance != null && instance.nextDeadline() != Deadlines.NEVER;
  }

  /** Until something is to be done, by its own clock; negative when that is overdue. */
  Duration patience() {
    return instance == null
        ? Duration.ZERO
        : Duration.ofNanos(instance.nextDeadline() - clock.nanoTime());
  }

  /** Whether it has asked the others to wait for its restart. */
  boolean leaves() {
    return instance != null && instance.standing().leaves();
  }

  /** How long it is silent at most as MASTER. */
  Duration pace() {
    Duration interval = router().interval();
    return leaves() && interval.compareTo(FAREWELLS) < 0 ? FAREWELLS : interval;
  }

  /** The addresses are the interface's own, as those of an owner are. */
  void own() {
    kernel.present().addAll(orders.addresses());
  }

  void start() {
    VrrpInstance started = new VrrpInstance(orders, kernel, kernel, this::tell);
    instance = started;
    observer.happened(this, "starts as " + router() + " with " + present());
    follow(started);
    turn();
  }

  /** SIGKILL: the kernel keeps the addresses. */
  void kill() {
    observer.happened(this, "is killed with " + present());
    instance = null;
    goesAt = Deadlines.NEVER;
    coveredUntil = Long.MIN_VALUE;
    waiting.clear();
    frozen = false;
    observer.look();
  }

  /** SIGUSR1: three farewells later the process ends, and the kernel keeps the addresses. */
  void leave(Duration promise) {
    observer.happened(this, "leaves for a restart with " + present());
    goesAt = clock.nanoTime() + STAYS.toNanos();
    running().leave(promise, clock.nanoTime());
    loop.after(STAYS.plusMillis(1), this::turn);
    turn();
  }

  /** How long the others wait for it yet; zero when they do not. */
  Duration covered() {
    return instance == null
        ? Duration.ofNanos(Math.max(0, coveredUntil - clock.nanoTime()))
        : instance.covered(clock.nanoTime());
  }

  private void go(VrrpInstance gone) {
    Duration covered = gone.covered(clock.nanoTime());
    observer.happened(this, "has left; the others wait for " + covered);
    coveredUntil = covered.isZero() ? Long.MIN_VALUE : clock.nanoTime() + covered.toNanos();
    goesAt = Deadlines.NEVER;
    instance = null;
    waiting.clear();
  }

  /** SIGTERM. */
  void stop() {
    observer.happened(this, "is stopped");
    running().handle(new Shutdown("stopped"), clock.nanoTime());
    turn();
  }

  /**
   * Gets no processor time until {@link #thaw}.
   *
   * @param keepFrames as for SIGSTOP; otherwise they are lost, as in a machine that is paused
   */
  void freeze(boolean keepFrames) {
    observer.happened(this, keepFrames ? "is stopped by SIGSTOP" : "is paused");
    frozen = true;
    frozenAt = clock.nanoTime();
    queueing = keepFrames;
    observer.look();
  }

  void thaw() {
    observer.happened(this, "goes on, " + waiting.size() + " packets wait");
    frozen = false;
    Duration interval = pace();
    Duration longest = Collections.max(List.of(LEAST_STALL, interval.multipliedBy(2)));
    boolean tooLong = clock.nanoTime() - frozenAt > interval.plus(longest).toNanos();
    overslept = tooLong && state() == VrrpState.MASTER;
    turn();
    overslept = false;
  }

  /** Whether it only now wakes from so long a pause that others may be MASTER instead of it. */
  boolean overslept() {
    return overslept;
  }

  void disconnect() {
    kernel.connect(false);
    lan.detach(name);
    observer.happened(this, "loses its carrier");
    follow(running());
    turn();
  }

  void connect() {
    kernel.connect(true);
    lan.attach(name, this::hear);
    observer.happened(this, "has a carrier again");
    if (instance != null && instance.state() == VrrpState.FAULT) {
      follow(instance);
    }
    turn();
  }

  /** Somebody removes the addresses by hand, and the monitor reports it. */
  void loseAddresses() {
    observer.happened(this, "loses " + present());
    kernel.present().clear();
    follow(running());
    turn();
  }

  /** Somebody gives the interface another primary address. */
  void renumber(InetAddress next) {
    observer.happened(this, "is " + next.getHostAddress() + " from now on");
    address = next;
    follow(running());
    turn();
  }

  void reload(VirtualRouter router) {
    observer.happened(this, "is " + router + " from now on");
    orders =
        InstanceOrders.of(
            orders.name(),
            orders.interfaceName(),
            orders.virtualRouterId(),
            router,
            orders.addresses());
    running().reconfigure(orders, clock.nanoTime());
    turn();
  }

  /** As the elector does whenever something about the interface has changed. */
  private void follow(VrrpInstance running) {
    boolean takesPart = running.state() == VrrpState.BACKUP || running.state() == VrrpState.MASTER;
    if (!connected()) {
      running.handle(new Fault("no carrier"), clock.nanoTime());
      running.removeLeftOver(Set.copyOf(present()));
    } else if (!takesPart
        && clock.nanoTime() < coveredUntil
        && present().containsAll(orders.holdings())) {
      coveredUntil = Long.MIN_VALUE;
      running.handle(new Returned(address), clock.nanoTime());
    } else if (!takesPart) {
      coveredUntil = Long.MIN_VALUE;
      running.handle(new Startup(address, !present().isEmpty()), clock.nanoTime());
    } else {
      if (!address.equals(running.primaryAddress())) {
        running.handle(new PrimaryAddressChanged(address), clock.nanoTime());
      }
      running.restore(Set.copyOf(present()));
      if (running.state() == VrrpState.BACKUP) {
        running.removeLeftOver(Set.copyOf(present()));
      }
    }
  }

  private VrrpInstance running() {
    if (instance == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return instance;
  }

  private void hear(String from, Frame frame) {
    if (frame instanceof Frame.Advertisement advertisement
        && instance != null
        && (!frozen || queueing)) {
      waiting.add(advertisement);
      turn();
    }
  }

  private void turn() {
    VrrpInstance running = instance;
    if (running == null || frozen) {
      return;
    }
    List<Frame.Advertisement> heard = new ArrayList<>(waiting);
    do {
      for (int i = 0; i < MAX_PACKETS && !waiting.isEmpty(); i++) {
        running.receive(waiting.remove().packet(), clock.nanoTime());
      }
      running.runTimers(clock.nanoTime());
    } while (!waiting.isEmpty());
    observer.heard(this, heard);
    if (running.state() == VrrpState.INIT && !running.holdsAddresses()) {
      observer.happened(this, "has ended");
      goesAt = Deadlines.NEVER;
      instance = null;
    } else if (clock.nanoTime() >= goesAt) {
      go(running);
    }
    arm();
    observer.look();
  }

  /** As a timerfd does: a little late, never early. */
  private void arm() {
    long next = instance == null ? Deadlines.NEVER : instance.nextDeadline();
    if (next == Deadlines.NEVER || next == armed) {
      return;
    }
    armed = next;
    Duration late = Simulation.LATENESS.multipliedBy(random.nextInt(100)).dividedBy(100);
    loop.after(clock.until(next).plus(late), () -> expire(next));
  }

  private void expire(long deadline) {
    if (armed == deadline) {
      armed = Deadlines.NEVER;
      turn();
    }
  }

  private void tell(ElectionListener.Change change) {
    observer.happened(this, change.from() + " -> " + change.to() + ": " + change.reason());
  }

  @Override
  public String toString() {
    return name
        + " "
        + (dead() ? "dead" : frozen ? "frozen as " + state() : state())
        + present().stream().map(Object::toString).collect(Collectors.joining(" ", " [", "]"));
  }
}
