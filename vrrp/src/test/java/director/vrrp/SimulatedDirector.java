// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.testkit.DriftingClock;
import director.testkit.FaultyLan;
import director.testkit.VirtualLoop;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.MalformedPacketException;
import director.vrrp.packet.ReceivedAdvertisement;
import director.vrrp.packet.VrrpAdvertisement;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpEvent.Fault;
import director.vrrp.state.VrrpEvent.PrimaryAddressChanged;
import director.vrrp.state.VrrpEvent.Shutdown;
import director.vrrp.state.VrrpEvent.Startup;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
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
final class SimulatedDirector implements Segment, Holdings {
  private static final int MAX_PACKETS = 32;

  private final String name;
  private final VirtualLoop loop;
  private final DriftingClock clock;
  private final FaultyLan<Frame> lan;
  private final Random random;
  private final Observer observer;

  private final Set<Holding> present = new LinkedHashSet<>();
  private final Deque<Frame.Advertisement> waiting = new ArrayDeque<>();
  private InstanceOrders orders;
  private Inet4Address address;
  private @Nullable VrrpInstance instance;
  private boolean connected = true;
  private boolean frozen;
  private boolean queueing;
  private long armed = Deadlines.NEVER;

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
      Inet4Address address,
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
    lan.attach(name, this::hear);
  }

  String name() {
    return name;
  }

  VirtualRouter router() {
    return orders.router();
  }

  Inet4Address address() {
    return address;
  }

  Set<Holding> present() {
    return present;
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
    return connected;
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

  /** The addresses are the interface's own, as those of an owner are. */
  void own() {
    present.addAll(orders.addresses());
  }

  void start() {
    VrrpInstance started = new VrrpInstance(orders, this, this, this::tell);
    instance = started;
    observer.happened(this, "starts as " + router() + " with " + present);
    started.handle(
        connected ? new Startup(address, !present.isEmpty()) : new Fault("no carrier"),
        clock.nanoTime());
    turn();
  }

  /** SIGKILL: the kernel keeps the addresses. */
  void kill() {
    observer.happened(this, "is killed with " + present);
    instance = null;
    waiting.clear();
    frozen = false;
    observer.look();
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
    queueing = keepFrames;
    observer.look();
  }

  void thaw() {
    observer.happened(this, "goes on, " + waiting.size() + " packets wait");
    frozen = false;
    turn();
  }

  void disconnect() {
    connected = false;
    lan.detach(name);
    observer.happened(this, "loses its carrier");
    running().handle(new Fault("no carrier"), clock.nanoTime());
    turn();
  }

  void connect() {
    connected = true;
    lan.attach(name, this::hear);
    observer.happened(this, "has a carrier again");
    if (instance != null && instance.state() == VrrpState.FAULT) {
      instance.handle(new Startup(address, !present.isEmpty()), clock.nanoTime());
    }
    turn();
  }

  /** Somebody removes the addresses by hand, and the monitor reports it. */
  void loseAddresses() {
    observer.happened(this, "loses " + present);
    present.clear();
    running().restore(Set.of());
    turn();
  }

  /** Somebody gives the interface another primary address. */
  void renumber(Inet4Address next) {
    observer.happened(this, "is " + next.getHostAddress() + " from now on");
    address = next;
    running().handle(new PrimaryAddressChanged(next), clock.nanoTime());
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
      instance = null;
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
  public void send(IpPacket packet) throws IOException {
    requireCarrier();
    Frame frame = new Frame.Advertisement(packet, says(packet));
    observer.sent(this, frame);
    lan.send(name, frame);
  }

  private VrrpAdvertisement says(IpPacket packet) {
    try {
      return ReceivedAdvertisement.decode(packet, router().version(), false).advertisement();
    } catch (MalformedPacketException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void announce(List<VirtualAddress> addresses, int times, Duration pace)
      throws IOException {
    requireCarrier();
    Frame frame = new Frame.Announcement();
    observer.sent(this, frame);
    lan.send(name, frame);
  }

  private void requireCarrier() throws IOException {
    if (!connected) {
      throw new IOException("ENETDOWN");
    }
  }

  @Override
  public void add(Holding address) {
    present.add(address);
  }

  @Override
  public void remove(Holding address) {
    present.remove(address);
  }

  @Override
  public String toString() {
    return name
        + " "
        + (dead() ? "dead" : frozen ? "frozen as " + state() : state())
        + present.stream().map(Object::toString).collect(Collectors.joining(" ", " [", "]"));
  }

  @Override
  public void forget(List<VirtualAddress> addresses) {}
}
