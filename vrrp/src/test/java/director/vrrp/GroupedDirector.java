// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.testkit.FaultyLan;
import director.testkit.VirtualLoop;
import director.vrrp.orders.Adjustment;
import director.vrrp.orders.Holding;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.Orders;
import director.vrrp.orders.SyncGroup;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.IpPacket;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A director with a foot in two segments, whose two virtual routers are a sync group. */
final class GroupedDirector {
  private static final List<String> SEGMENTS = List.of("outside", "inside");

  /** What this one has on one segment. */
  private final class Port implements Segment, Holdings {
    private final String segment;
    private final FaultyLan<IpPacket> lan;
    private final Set<Holding> present = new LinkedHashSet<>();
    private boolean carrier = true;

    Port(String segment, FaultyLan<IpPacket> lan) {
      this.segment = segment;
      this.lan = lan;
    }

    void plug() {
      carrier = true;
      lan.attach(name, (from, packet) -> hear(segment, packet));
    }

    void unplug() {
      carrier = false;
      lan.detach(name);
    }

    @Override
    public void send(IpPacket packet) throws IOException {
      if (!carrier) {
        throw new IOException("ENETDOWN");
      }
      sent++;
      lan.send(name, packet);
    }

    @Override
    public void announce(List<VirtualAddress> addresses, int times, Duration pace) {}

    @Override
    public void forget(List<VirtualAddress> addresses) {}

    @Override
    public void add(Holding holding) {
      present.add(holding);
    }

    @Override
    public void remove(Holding holding) {
      present.remove(holding);
    }
  }

  private final String name;
  private final Inet4Address address;
  private final VirtualRouter router;
  private final VirtualLoop loop;
  private final Runnable observer;
  private final Map<String, Port> ports = new LinkedHashMap<>();
  private Instances instances;
  private long armed = Deadlines.NEVER;
  private long sent;

  /**
   * @param observer called after each turn
   */
  GroupedDirector(
      int number,
      VirtualRouter router,
      Map<String, FaultyLan<IpPacket>> lans,
      VirtualLoop loop,
      Runnable observer) {
    this.name = "director-" + number;
    this.address = Wire.ipv4("192.0.2." + number);
    this.router = router;
    this.loop = loop;
    this.observer = observer;
    this.instances = new Instances(loop.nanoTime());
    lans.forEach((segment, lan) -> ports.put(segment, new Port(segment, lan)));
    ports.values().forEach(Port::plug);
  }

  /** Begins anew, with what an earlier life left on its interfaces. */
  void start() {
    instances = new Instances(loop.nanoTime());
    List<InstanceOrders> orders = SEGMENTS.stream().map(this::orders).toList();
    instances.order(
        new Orders(
            Duration.ZERO,
            orders,
            List.of(new SyncGroup("both", SEGMENTS)),
            List.of(),
            List.of(),
            List.of()),
        order -> new VrrpInstance(order, port(order.name()), port(order.name()), change -> {}),
        loop.nanoTime());
    look();
  }

  private InstanceOrders orders(String segment) {
    int number = SEGMENTS.indexOf(segment);
    return InstanceOrders.of(
        segment,
        segment,
        51 + number,
        router,
        List.of(new VirtualAddress(Wire.ipv4("203.0.113.1" + number), 24)));
  }

  private Port port(String segment) {
    Port port = ports.get(segment);
    if (port == null) {
      throw new IllegalArgumentException(segment);
    }
    return port;
  }

  void unplug(String segment) {
    port(segment).unplug();
    look();
  }

  void plug(String segment) {
    port(segment).plug();
    look();
  }

  /** Somebody removes the address by hand. */
  void loseAddress(String segment) {
    port(segment).present.clear();
    look();
  }

  void weigh(int weight) {
    Adjustment uplink = new Adjustment(weight, "", List.of("uplink: " + weight));
    instances.adjust(Map.of("outside", uplink), loop.nanoTime());
    turn();
  }

  void handOver() {
    instances.handOver("inside", "rehearsal", new CompletableFuture<>(), loop.nanoTime());
    turn();
  }

  void resume() {
    instances.standby(false, "rehearsed", loop.nanoTime());
    turn();
  }

  /** As an rtnetlink event makes the elector do. */
  private void look() {
    Map<String, Circumstances> around = new LinkedHashMap<>();
    for (String segment : SEGMENTS) {
      Port port = port(segment);
      around.put(
          segment,
          new Circumstances(
              port.carrier ? "" : "interface " + segment + " has no carrier",
              address,
              Set.copyOf(port.present),
              Set.of(),
              "index 2",
              Adjustment.NONE));
    }
    instances.follow(around, loop.nanoTime());
    turn();
  }

  private void hear(String segment, IpPacket packet) {
    instances
        .concernedBy(segment, packet)
        .forEach(instance -> instance.receive(packet, loop.nanoTime()));
    instances.settle(loop.nanoTime());
    turn();
  }

  private void turn() {
    instances.runTimers(loop.nanoTime());
    long next = instances.nextDeadline();
    if (next != Deadlines.NEVER && next != armed) {
      armed = next;
      loop.after(
          Duration.ofNanos(Math.max(0, next - loop.nanoTime())),
          () -> {
            if (armed == next) {
              armed = Deadlines.NEVER;
              turn();
            }
          });
    }
    observer.run();
  }

  List<VrrpState> states() {
    return instances.running().stream().map(VrrpInstance::state).toList();
  }

  boolean isMaster() {
    return states().equals(List.of(VrrpState.MASTER, VrrpState.MASTER));
  }

  /** On how many segments its interface has the virtual address. */
  long addresses() {
    return ports.values().stream().filter(port -> !port.present.isEmpty()).count();
  }

  long sent() {
    return sent;
  }

  String name() {
    return name;
  }

  @Override
  public String toString() {
    return name
        + " (priority "
        + router.priority()
        + ") "
        + states()
        + ", "
        + addresses()
        + " addresses";
  }
}
