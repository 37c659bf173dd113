// SPDX-License-Identifier: Apache-2.0
package director.vrrp;

import director.testkit.Faults;
import director.testkit.FaultyLan;
import director.testkit.VirtualLoop;
import director.vrrp.orders.InstanceOrders;
import director.vrrp.orders.VirtualAddress;
import director.vrrp.packet.Wire;
import director.vrrp.state.VirtualRouter;
import director.vrrp.state.VrrpState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two to five directors on one segment, and a neighbour that remembers who announced the addresses
 * last. Everything that happens follows from the seed.
 */
final class Simulation implements SimulatedDirector.Observer {
  /** No timer is later than this on a host that runs. */
  static final Duration LATENESS = Duration.ofNanos(500_000);

  private static final VirtualAddress VIRTUAL = new VirtualAddress(Wire.ipv4("203.0.113.10"), 24);
  private static final List<Duration> INTERVALS =
      List.of(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1));
  private static final int REMEMBERED = 60;

  private final VirtualLoop loop = new VirtualLoop();
  private final Random random;
  private final FaultyLan<Frame> lan;
  private final List<SimulatedDirector> directors = new ArrayList<>();
  private final Set<String> cuts = new LinkedHashSet<>();
  private final Deque<String> history = new ArrayDeque<>();
  private final Invariants invariants;
  private final Duration interval;
  private final double loss;
  private @Nullable String learned;

  Simulation(long seed) {
    random = new Random(seed);
    lan = new FaultyLan<>(loop, random);
    int version = 2 + random.nextInt(2);
    interval = version == 2 ? Duration.ofSeconds(1) : INTERVALS.get(random.nextInt(3));
    loss = random.nextBoolean() ? 0 : 0.3 * random.nextDouble();
    invariants = new Invariants(this);
    int count = 2 + random.nextInt(4);
    for (int i = 1; i <= count; i++) {
      directors.add(director(version, i));
    }
    lan.attach("neighbour", this::learn);
  }

  private SimulatedDirector director(int version, int number) {
    boolean slow = version == 3 && random.nextInt(4) == 0;
    Duration delay = random.nextInt(4) == 0 ? interval.multipliedBy(5) : Duration.ZERO;
    VirtualRouter router =
        new VirtualRouter(
            version,
            priority(),
            slow ? interval.multipliedBy(2) : interval,
            random.nextInt(4) > 0,
            delay);
    return new SimulatedDirector(
        "director-" + number,
        Wire.ipv4("192.0.2." + 50 * number),
        InstanceOrders.of("photos", "eth0", 51, router, List.of(VIRTUAL)),
        loop,
        lan,
        random,
        this);
  }

  /** Equal ones are frequent; an owner is not among them. */
  private int priority() {
    return random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(254);
  }

  private void learn(String from, Frame frame) {
    if (frame instanceof Frame.Announcement) {
      learned = from;
    }
  }

  long now() {
    return loop.nanoTime();
  }

  List<SimulatedDirector> directors() {
    return directors;
  }

  /** Whether all that {@code from} sends reaches {@code to} within {@link #longestDelay}. */
  boolean hears(SimulatedDirector from, SimulatedDirector to) {
    return loss == 0
        && from.connected()
        && to.connected()
        && !cuts.contains(from.name() + ">" + to.name());
  }

  Duration longestDelay() {
    return interval.multipliedBy(2).dividedBy(5);
  }

  /** The neighbour's opinion. */
  @Nullable String learned() {
    return learned;
  }

  /** Starts them, and does something bad to one of them about once an interval. */
  void misbehaveFor(int intervals) {
    directors.forEach(SimulatedDirector::start);
    for (int i = 0; i < intervals; i++) {
      loop.advance(interval.multipliedBy(random.nextInt(100)).dividedBy(50));
      misbehave(directors.get(random.nextInt(directors.size())));
    }
  }

  private void misbehave(SimulatedDirector victim) {
    boolean takesPart = victim.awake() && victim.state() != VrrpState.INIT;
    switch (random.nextInt(11)) {
      case 0 -> weather();
      case 1, 2, 3 -> cutOrHeal(victim, directors.get(random.nextInt(directors.size())));
      case 4 -> healAll();
      case 5, 6 -> freezeOrThaw(victim);
      default -> {
        if (victim.dead()) {
          victim.start();
        } else if (!victim.connected()) {
          victim.connect();
        } else if (takesPart) {
          harm(victim);
        }
      }
    }
    look();
  }

  private void harm(SimulatedDirector victim) {
    switch (random.nextInt(6)) {
      case 0, 1 -> victim.kill();
      case 2 -> victim.stop();
      case 3 -> victim.disconnect();
      case 4 -> {
        invariants.forget(victim);
        victim.prioritize(priority());
      }
      default -> {
        if (victim.state() == VrrpState.MASTER) {
          victim.loseAddresses();
        }
      }
    }
  }

  private void weather() {
    Duration shortest = longestDelay().multipliedBy(random.nextInt(100)).dividedBy(100);
    lan.behave(new Faults(loss, 0.2 * random.nextDouble(), shortest, longestDelay()));
    note("loses, doubles, and delays by " + shortest + " and more");
  }

  private void cutOrHeal(SimulatedDirector from, SimulatedDirector to) {
    String direction = from.name() + ">" + to.name();
    if (from == to) {
      return;
    }
    if (cuts.remove(direction)) {
      lan.heal(from.name(), to.name());
      note(direction + " is healed");
    } else {
      cuts.add(direction);
      lan.cut(from.name(), to.name());
      note(direction + " is cut");
    }
  }

  private void healAll() {
    cuts.clear();
    lan.healAll();
    note("all is healed");
  }

  private void freezeOrThaw(SimulatedDirector victim) {
    if (victim.frozen()) {
      victim.thaw();
    } else if (victim.awake() && victim.connected()) {
      victim.freeze(random.nextBoolean());
      Duration pause = interval.multipliedBy(1 + random.nextInt(800)).dividedBy(100);
      loop.after(
          pause,
          () -> {
            if (victim.frozen()) {
              victim.thaw();
            }
          });
    }
  }

  /** Everything works, and everybody runs. */
  void calmDown() {
    healAll();
    lan.behave(Faults.NONE);
    for (SimulatedDirector director : directors) {
      if (director.frozen()) {
        director.thaw();
      }
      if (!director.connected()) {
        director.connect();
      }
    }
    // Who was stopped may still wait for its successor.
    loop.advance(interval.plusSeconds(1).plusMillis(100));
    directors.stream().filter(SimulatedDirector::dead).forEach(SimulatedDirector::start);
  }

  void advance(Duration by) {
    loop.advance(by);
  }

  /**
   * Long enough for a MASTER to announce its addresses once without any cause; empty where that
   * would be too many advertisements for a test.
   */
  Optional<Duration> refresh() {
    return interval.toMillis() < 100 ? Optional.empty() : Optional.of(Duration.ofSeconds(66));
  }

  /** The longest of all intervals. */
  Duration slowest() {
    return interval.multipliedBy(2);
  }

  List<SimulatedDirector> masters() {
    return directors.stream().filter(director -> director.state() == VrrpState.MASTER).toList();
  }

  /** What happened last, for who has to find out why. */
  List<String> history() {
    return List.copyOf(history);
  }

  Invariants invariants() {
    return invariants;
  }

  private void note(String what) {
    history.add(Duration.ofNanos(now()).minusDays(1) + " " + what);
    if (history.size() > REMEMBERED) {
      history.remove();
    }
  }

  @Override
  public void happened(SimulatedDirector where, String what) {
    note(where.name() + " " + what);
  }

  @Override
  public void sent(SimulatedDirector by, Frame frame) {
    invariants.sent(by, frame);
  }

  @Override
  public void look() {
    invariants.check();
  }
}
